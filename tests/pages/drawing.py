"""Draw a page through Streamlit's own test runner, with its folds closed or open."""

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

FRAME = str(Path(__file__).parents[2] / "pages" / "frame.py")
PATIENCE_S = 120


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
    """Open every fold, until opening one shows no other."""
    opened: set[str] = set()
    while True:
        keys = {_key(fold.proto.id) for fold in page.expander if fold.proto.id} - opened
        if not keys:
            return page
        for key in keys:
            page.session_state[key] = True
        opened |= keys
        page.run()


def words(page: AppTest) -> str:
    """Everything that the page says."""
    kinds = (page.markdown, page.caption, page.info, page.warning, page.success, page.error)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def charts(page: AppTest) -> list[Any]:
    """The page's charts, of either kind."""
    return [
        *page.get("vega_lite_chart"),
        *page.get("arrow_vega_lite_chart"),
        *page.get("plotly_chart"),
    ]


def _key(identifier: str) -> str:
    """A widget's key out of the identifier that Streamlit gives it."""
    return identifier.split("-", 2)[2]
