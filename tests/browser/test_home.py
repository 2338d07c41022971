"""The front page in a browser: it answers while one types, its cards are doors, marks stay."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visitor]


def test_typing_redraws_the_steps_without_enter(arrive: Arrive) -> None:
    visitor = arrive(locale="en-US").go("")
    visitor.at("home-hero").locator("input").fill("The cat drinks milk")
    expect(visitor.at("home-look-tokens")).to_contain_text("drinks")
    expect(visitor.at("home-look-attention")).to_contain_text("고양이가")
    assert not visitor.errors


def test_a_whole_card_leads_to_its_lesson_and_the_mark_outlives_a_reload(arrive: Arrive) -> None:
    visitor = arrive(locale="en-US").go("")
    visitor.at("home-look-pieces").click(position={"x": 8, "y": 120})
    visitor.page.wait_for_url("**/bpe?**")
    visitor.settle()
    expect(visitor.page).to_have_title("Subwords and BPE · NLP Revisited")
    visitor.go("")
    expect(visitor.at("home-card-bpe")).to_contain_text("✓")
    visitor.page.reload()
    visitor.settle()
    expect(visitor.at("home-card-bpe")).to_contain_text("✓")
    expect(visitor.at("home-card-tensors")).not_to_contain_text("✓")


@pytest.mark.parametrize("width", [360, 1280, 1920])
def test_the_first_figure_is_seen_whole_and_nothing_runs_out_of_the_window(
    width: int, arrive: Arrive
) -> None:
    visitor = arrive(viewport={"width": width, "height": 800}).go("")
    box = visitor.page.locator("[data-aha]").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    main = "document.querySelector('[data-testid=stMain]').scrollWidth"
    assert visitor.page.evaluate(main) <= width + 1
    pictures = visitor.page.locator(".home-thumb img").all()
    pictures[-1].scroll_into_view_if_needed()
    pictures[-1].evaluate("image => image.decode()")  # done, or an error, when it is loaded
    for picture in visitor.page.locator("svg.aha").all():
        edges = picture.bounding_box()
        assert edges is not None and edges["x"] + edges["width"] <= width
