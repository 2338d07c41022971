"""The site as a visitor meets it: deep links, languages, share links, phones, keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from pages.kit.curriculum import LESSONS
from tests.browser.visitor import Visitor

Arrive = Callable[..., Visitor]
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PROJECTOR = {"width": 1097, "height": 617}  # 1920 × 1080 at a zoom of 175 %: 16 px become 28
PHONE = {"width": 390, "height": 844}
WIDER = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
CHART = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"


@pytest.mark.parametrize("slug", [one.slug for one in LESSONS])
def test_a_cold_deep_link_fits_a_laptop_a_projector_and_a_phone(arrive: Arrive, slug: str) -> None:
    visitor = arrive(locale="ko-KR", **LAPTOP).go(slug)
    expect(visitor.page.locator("[data-testid=stSidebarNavLink]")).to_have_count(len(LESSONS) + 1)
    assert first_figure(visitor, 800) >= 200
    visitor.page.set_viewport_size(PROJECTOR)
    assert first_figure(visitor, PROJECTOR["height"]) >= 200
    visitor.page.set_viewport_size(PHONE)
    expect(visitor.page.locator(CHART).first).to_be_visible()
    visitor.until(f"{WIDER} <= 1")  # nothing sticks out, once it is drawn anew
    assert not visitor.errors


def first_figure(visitor: Visitor, screen: float) -> float:
    """The height of a lesson's first figure, which is whole on a screen of that height."""
    chart = visitor.page.locator(CHART).first
    expect(chart).to_be_visible()
    expect(chart).to_be_in_viewport(ratio=0.9)
    box = chart.bounding_box()
    assert box is not None and box["y"] + 0.9 * box["height"] <= screen
    return box["height"]


def test_the_browser_chooses_the_language(arrive: Arrive) -> None:
    assert "다시 보는" in arrive(locale="ko-KR").go("").read()
    assert "NLP Revisited" in arrive(locale="en-US").go("").read()


@pytest.mark.parametrize(
    ("locale", "said"), [("ko-KR", "그런 페이지는"), ("en-US", "no such page")]
)
def test_an_address_without_a_page_leads_home(arrive: Arrive, locale: str, said: str) -> None:
    visitor = arrive(locale=locale).go("bertt?bertt-x=1")
    expect(visitor.page.get_by_text(said)).to_be_visible()
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    expect(visitor.page.locator(".st-key-home-begin")).to_be_visible()


def test_a_language_switch_keeps_the_controls(arrive: Arrive) -> None:
    visitor = arrive(locale="ko-KR").go("attention?lang=ko&attention-score=dot")
    visitor.speak("English")
    visitor.page.wait_for_url(re.compile("lang=en"))
    assert "attention-score=dot" in visitor.page.url
    assert re.search("[가-힣]", visitor.page.locator("h1").inner_text()) is None


@pytest.mark.parametrize(("mine", "theirs"), [("ko", "en-US"), ("en", "ko-KR")])
def test_a_share_link_opens_the_same_page(arrive: Arrive, mine: str, theirs: str) -> None:
    sharing = arrive(locale="ko-KR" if mine == "ko" else "en-US")
    sharing.go(f"attention?lang={mine}&attention-score=additive")
    sharing.press("attention-share").settle()
    link = sharing.page.locator("[data-testid=stCode]").first.inner_text().replace("\n", "").strip()
    assert link.startswith("http"), link
    opening = arrive(locale=theirs).go(link)
    assert "attention-score=additive" in opening.page.url
    assert f"lang={mine}" in opening.page.url
    assert opening.page.locator("h1").inner_text() == sharing.page.locator("h1").inner_text()


def test_reset_and_undo(arrive: Arrive) -> None:
    visitor = arrive(locale="en-US").go("attention?lang=en&attention-score=dot")
    visitor.press("attention-reset").settle()
    visitor.page.wait_for_url(re.compile("attention-score=general"))
    visitor.press("attention-undo").settle()
    visitor.page.wait_for_url(re.compile("attention-score=dot"))


def test_nothing_unescaped_reaches_the_page(arrive: Arrive) -> None:
    evil = '<img src=x onerror="window.hit=1"> **b** $x$ [a](javascript:window.hit=1) :red[x]'
    visitor = arrive(locale="en-US").go("naive_bayes?lang=en")
    box = visitor.at("naive_bayes-review").locator("input, textarea").first
    box.fill(evil)
    box.press("Enter")
    visitor.settle()
    box.press("Control+Enter")
    visitor.settle()
    assert visitor.page.evaluate("window.hit") is None
    assert visitor.page.locator("[data-testid=stMain] img[src=x]").count() == 0


def test_the_keyboard_leads_on(arrive: Arrive) -> None:
    visitor = arrive(locale="en-US").go(LESSONS[0].slug)
    visitor.page.keyboard.press("Alt+Shift+ArrowRight")
    visitor.page.wait_for_url(re.compile(LESSONS[1].slug))


def test_the_own_sentence_follows_from_lesson_to_lesson(arrive: Arrive) -> None:
    visitor = arrive(locale="en-US").go("attention?lang=en&sentence-en=The dog drinks milk .")
    visitor.page.locator("[data-testid=stExpandSidebarButton]").click()
    visitor.page.locator("[data-testid=stSidebarNavLink][href*=bpe]").click()
    visitor.page.wait_for_url(re.compile("bpe"))
    visitor.settle()
    box = visitor.at("sentence-en").locator("input").first
    expect(box).to_have_value("The dog drinks milk .")
