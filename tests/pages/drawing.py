"""Draw a page through Streamlit's own test runner, with its steps and folds closed or open."""

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from tests.conftest import forget

FRAME = str(Path(__file__).parents[2] / "pages" / "frame.py")
PATIENCE_S = 120

# Each new visitor of the runner would look through all installed packages for components.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def visit(slug: str, language: str, **parameters: str) -> AppTest:
    """A new visitor comes to a page by its address."""
    page = AppTest.from_file(FRAME, default_timeout=PATIENCE_S)
    page.query_params["lang"] = language
    page.run()  # the runner can only start at the map
    if slug != "home":
        for name, value in parameters.items():
            page.query_params[name] = value
        page.switch_page(f"{slug}.py").run()
    return page


def unfold(page: AppTest) -> AppTest:
    """Open every step and fold, until opening one shows no other."""
    opened: set[str] = set()
    while True:
        folds = {_key(fold.proto.id) for fold in page.expander if fold.proto.id} - opened
        buttons = {str(button.key) for button in page.button}
        steps = {key for key in buttons if key.endswith("-unfold")} - opened
        if not folds | steps:
            return page
        for key in folds:
            page.session_state[key] = True
        for key in steps:
            page.session_state["visit"].opened.add(key.removesuffix("-unfold"))
        opened |= folds | steps
        page.run()


@dataclass(frozen=True)
class Drawn:
    """A lesson as a new visitor finds it after a cold start, and what was logged meanwhile.

    ``closed`` is the page as it opens, ``page`` the same with everything unfolded; both are to be
    read and not touched.
    """

    closed: AppTest
    page: AppTest
    logged: tuple[str, ...]


@cache
def drawn(slug: str, language: str) -> Drawn:
    """One drawing a run, shared by all who only read it."""
    forget()
    catcher = _Catcher()
    logging.getLogger().addHandler(catcher)
    try:
        closed = visit(slug, language)
        page = unfold(visit(slug, language))
    finally:
        logging.getLogger().removeHandler(catcher)
    return Drawn(closed, page, tuple(catcher.lines))


class _Catcher(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def words(page: AppTest) -> str:
    """Everything that the page says."""
    kinds = (page.markdown, page.caption, page.info, page.warning, page.success, page.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def charts(page: AppTest) -> list[Any]:
    """The page's charts."""
    return [*page.get("vega_lite_chart"), *page.get("arrow_vega_lite_chart")]


def badges(page: AppTest) -> list[str]:
    """The phrases of the badges: each is the label of the menu under its chart."""
    menus = page.get("popover")
    return [menu.proto.popover.label for menu in menus if menu.proto.id.endswith("-menu")]


def _key(identifier: str) -> str:
    """A widget's key out of the identifier that Streamlit gives it."""
    return identifier.split("-", 2)[2]
