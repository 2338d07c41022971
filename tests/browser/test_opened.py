"""A lesson with all of its steps open: it keeps its own policy, and nobody is shut out."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pages.kit.curriculum import LESSONS
from tests.browser.opened import OPEN
from tests.browser.visitor import Visitor
from tests.browser.watched import Watched

Arrive = Callable[..., Visitor]
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


@pytest.mark.parametrize("slug", ["", *(one.slug for one in LESSONS)])
def test_everything_of_a_page_works_for_everybody(arrive: Arrive, slug: str) -> None:
    """Charts, fonts, code and files need nothing that the policy forbids, and axe finds no serious
    fault, in light or dark, but those of Streamlit's own sidebar.
    """
    visitor = arrive(locale="en-US", color_scheme="light", **LAPTOP)
    watched = Watched(visitor.page, visitor.site)
    visitor.go(f"{slug}?{slug}-open={OPEN.get(slug, '')}")
    if slug:
        visitor.page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
        panel = visitor.page.locator(f"[class*=st-key-{slug}-code-]").first
        panel.locator("summary").click()
        visitor.settle()
        panel.locator("[data-testid=stCode]").first.wait_for()
    assert visitor.page.evaluate("document.fonts.check('16px \"Revisited Sans\"')")
    expect(visitor.page.locator("[data-testid=stSidebar]")).to_be_attached()
    assert serious_faults(visitor.page) == []
    darken(visitor)
    assert serious_faults(visitor.page) == []
    assert watched.foreign == [] and watched.refused == []
    assert not visitor.errors


def darken(visitor: Visitor) -> None:
    """Let the visitor's system turn dark while the page stands."""
    light = visitor.page.evaluate(BACKGROUND)
    visitor.page.emulate_media(color_scheme="dark")
    visitor.until(f"{BACKGROUND} !== {light!r}").settle()


def serious_faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe calls serious: the rule, and where it is broken."""
    found: dict[str, Any] = Axe().run(page, {"exclude": [["[data-testid=stSidebar]"]]}).response
    return [
        (fault["id"], [node["html"][:160] for node in fault["nodes"]])
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
