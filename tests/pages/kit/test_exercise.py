"""A right answer is called right, a wrong one wrong; ties and tolerances are kept."""

import pytest

from pages.kit.exercise import Exercise
from tests.pages.kit.running import run


def test_options_may_tie() -> None:
    tied = Exercise("k", "q", "w", ("a", "b"), ["a", "b", "c"])
    assert tied.is_right("a") and tied.is_right("b")
    assert not tied.is_right("c")


@pytest.mark.parametrize(("guess", "right"), [(5.0, True), (5.5, True), (5.51, False), (-5, False)])
def test_a_number_is_right_within_the_tolerance(guess: float, right: bool) -> None:
    assert Exercise("k", "q", "w", (5,), tolerance=0.5).is_right(guess) is right


def test_an_option_is_shown_as_text() -> None:
    exercise = Exercise("k", "q", "w", ("*",), ["*"], {"*": "**b**"})
    assert exercise.shown("*") == r"\*\*b\*\*"
    assert Exercise("k", "q", "w", (2 / 3,)).shown(2 / 3) == "0.6667"


def _page() -> None:
    from pages.kit.exercise import Exercise, ask
    from pages.kit.language import settle_language

    settle_language(None)
    ask(Exercise("k", "Which?", "Because.", ("b",), ["a", "b"]))


@pytest.mark.parametrize(("guess", "verdict"), [("b", "Right."), ("a", "Not this time.")])
def test_the_page_tells_the_verdict_and_the_reason(guess: str, verdict: str) -> None:
    page = run(_page)
    assert page.button[0].disabled, "nothing to reveal before there is a guess"
    page.radio[0].set_value(guess)
    page.run()
    page.button[0].click()
    page.run()
    said = [str(box.value) for box in [*page.success, *page.info]]
    assert len(said) == 1 and said[0].startswith(verdict) and "Because." in said[0]
