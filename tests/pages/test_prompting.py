"""The prompting lesson with prompts, rules and views that are not its own."""

import unicodedata

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.experiments.prompting.one_prompt import N_LETTER
from nlp_core.measurements.prompting_results import parameters
from nlp_core.recipes.prompting import SIZES, PromptingSpec
from pages.parts import prompting as parts
from tests.pages.drawing import charts, unfold, visit, words

READABLE = {
    "emoji with joiners": "👩\u200d🚀 > 👩\u200d🚀🇰🇷\n🙂 >",
    "decomposed Hangul": unicodedata.normalize("NFD", "학교 > 학교에\n집 >"),
    "markup": "<b> > <b>!\n**a** >",
    "words of JavaScript": "valueOf > valueOfs\nlength >",
    "an arrow in the answer": "a > b>c\nd >",
    "no example": "bird >",
    "a description alone": "# _s\nbird >",
    "two symbols": "0110 > 01101\n10 > 101\n001 >",
    "another arrow": "가 → 가요\n나 →",
}
UNREADABLE = {
    "nothing": (" ", "empty"),
    "no arrow": ("cats\nbird >", "no arrow"),
    "no question": ("cat > cats", "no question"),
    "an open line": ("cat >\nbird >", "no answer"),
    "no word": ("> s\nbird >", "no word"),
    "a long word": (f"{'a' * (N_LETTER + 1)} > b\nbird >", "too long"),
    "a contradiction": ("cat > cats\ncat > cat\nbird >", "contradict"),
    "a late description": ("cat > cats\n# _s\nbird >", "first line"),
    "too many characters": (
        "\n".join(f"{chr(0xAC00 + i)} > {chr(0xB000 + i)}" for i in range(17)) + "\n가 >",
        "different characters",
    ),
    "a long prompt": (
        "\n".join(["abcdefghijkl > abcdefghijklabcdefgh"] * 10) + "\nab >",
        "too long",
    ),
}


def settle(text: str, language: str) -> AppTest:
    """The page with a prompt typed and the ideal learner's step open."""
    page = visit("prompting", language, **{"prompting-prompt": text, "prompting-open": "settled"})
    assert not page.exception, page.exception
    return page


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_any_characters_are_answered(text: str) -> None:
    page = visit("prompting", "en", **{"prompting-prompt": text})
    assert not page.exception, page.exception
    assert not page.warning
    assert charts(page)
    assert page.info, "the end of the page is there"


@pytest.mark.parametrize(("text", "said"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_it_cannot_read_is_said_and_the_page_goes_on(text: str, said: str) -> None:
    page = visit("prompting", "en", **{"prompting-prompt": text})
    assert not page.exception, page.exception
    assert any(said in str(one.value) for one in page.warning)
    assert "the first prompt instead" in words(page)
    assert page.info, "the end of the page is there"


def test_an_own_rule_is_read_and_voted_on() -> None:
    """A rule of this test's own, whose answer the ideal learner and the largest model share."""
    page = settle("바다 > 바다냥\n산길 > 산길냥\n하늘 >", "ko")
    assert "하늘냥" in words(page)
    chips = "".join(html.proto.body for html in page.get("html") if "모델의 답" in html.proto.body)
    assert all(f">{letter}<" in chips for letter in "하늘냥⏎")


def test_an_ambiguous_prompt_splits_the_vote() -> None:
    page = settle("aa > aaa\nbcd >", "en")
    assert "different answers: 3" in words(page).replace("\\", "")


def test_a_rule_that_nobody_was_taught_is_said_to_be_none() -> None:
    page = settle("sea > land\nup > down\nhot >", "en")
    assert "No rule that the **ideal learner** knows" in words(page)


@pytest.mark.parametrize("kind", [kind for kind in parts.RULE.options if kind != "own"])
def test_a_drawn_rule_has_an_answer_to_compare_with(kind: str) -> None:
    settings = {"prompting-rule": kind, "prompting-shots": "4", "prompting-number": "3"}
    page = visit("prompting", "en", **settings)
    assert not page.exception
    assert "The right answer:" in words(page)


@pytest.mark.parametrize("view", parts.VIEWS)
def test_every_view_draws_its_lines(view: str) -> None:
    address = {"prompting-open": "kinds", "prompting-view": view}
    page = visit("prompting", "ko", **address)
    assert not page.exception
    assert "규칙과 설명에 따라 나눈 정확도" in [chart.proto.alt for chart in charts(page)]


@pytest.mark.parametrize("size", SIZES)
def test_every_size_answers_and_keeps_its_weights(size: str) -> None:
    page = visit("prompting", "en", **{"prompting-size": size, "prompting-open": "frozen"})
    assert not page.exception
    before, after = (metric.value for metric in page.metric)
    assert before == after and len(before) == 8
    assert f"Of {parameters()[size]:,} weights" in words(page)


def test_the_sizes_are_named_by_their_true_numbers() -> None:
    for size, name in parts.SIZE_NAMES.items():
        model = PromptingSpec(size=size).build().model
        assert name == f"{sum(weights.numel() for weights in model.parameters()):,}"


def test_a_prompt_like_few_trained_ones_meets_its_measured_limit() -> None:
    page = visit("prompting", "en", **{"prompting-prompt": "0110 > 01101\n10 > 101\n001 >"})
    assert "different characters: 2, examples: 2" in words(page)
    page = visit("prompting", "en", **{"prompting-prompt": "bird >"})
    assert "measured beforehand" not in words(page)


def test_a_training_row_stands_in_its_own_step() -> None:
    page = unfold(visit("prompting", "en"))
    assert "prompting-live-train" in {str(button.key) for button in page.button}
    assert "One-shot accuracy in this training" in words(page)
