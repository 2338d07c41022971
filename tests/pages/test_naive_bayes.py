"""The naive Bayes lesson under a learner's hands: awkward texts, own rows, every setting."""

import unicodedata

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.experiments import verdict
from tests.pages.drawing import charts, visit, words

AWKWARD = {
    "one character": "a",
    "long": "정말 재미있다 " * 1400,
    "emoji": "👍🏽👩‍👩‍👧 ❤️",
    "half-typed": "재밌ㄷ ㅋㅋ ㅁㅏㅅ",
    "decomposed": unicodedata.normalize("NFD", "정말 재미있다"),
    "markup": "<script>alert(1)</script> **굵게** $x$ [[p]] :red[a] [a](b)",
    "control": "재미\x00있\x07다 \u202e좋다",
}


def judge(text: str, language: str = "ko") -> AppTest:
    page = visit("naive_bayes", language)
    page.text_area(key="naive_bayes-review").set_value(text).run()
    assert not page.exception, page.exception
    assert charts(page)
    return page


@pytest.mark.parametrize("name", AWKWARD)
def test_any_text_is_judged(name: str) -> None:
    said = words(judge(AWKWARD[name]))
    assert "<script>" not in said.replace("\\<", "")
    assert "판정은" in said


def test_a_long_text_is_cut_and_said() -> None:
    assert any("500" in str(one.value) for one in judge(AWKWARD["long"]).warning)


@pytest.mark.parametrize(("text", "said"), [("", "비어"), ("...!?", "글자가 없어요")])
def test_nothing_to_count_is_said_and_leaves_the_prior(text: str, said: str) -> None:
    page = judge(text)
    assert any(said in str(one.value) for one in page.warning)
    assert "사전 확률뿐" in words(page)


def test_unknown_words_alone_leave_the_prior_and_are_named() -> None:
    said = words(judge("Xyzzy plugh", "en"))
    assert "Only the prior is left" in said
    assert "xyzzy, plugh" in said


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_first_review_shows_the_point(language: str) -> None:
    """A negated review is read as praise, and one word without the negation tips it."""
    page = visit("naive_bayes", language)
    text = page.text_area(key="naive_bayes-review").value
    model = verdict.learn(verdict.review_rows(language), language, "words")
    judged = verdict.judge_text(model, text, language, "words", towards="positive")
    tipping = verdict.tipping_words(model, text, language, "words")
    assert judged.winner == "positive"
    assert len(tipping) == 1
    assert not {"안", "not"} & set(tipping)


@pytest.mark.parametrize("unit", verdict.UNITS)
@pytest.mark.parametrize("alpha", [0.01, 10.0])
def test_every_setting_draws(unit: str, alpha: float) -> None:
    page = visit("naive_bayes", "en")
    for name, value in (("unit", unit), ("alpha", alpha), ("prior", "0.1")):
        page.segmented_control(key=f"naive_bayes-{name}").set_value(value)
    page.run()
    assert not page.exception, page.exception
    assert page.segmented_control(key="naive_bayes-unit").value == unit
    assert len(charts(page)) == 3


def test_own_rows_teach_the_model() -> None:
    page = visit("naive_bayes", "ko")
    page.segmented_control(key="naive_bayes-source").set_value("own").run()
    assert not page.exception, page.exception
    page.text_area(key="naive_bayes-review").set_value("지루하다").run()
    assert "판정은 **부정**" in words(page)
