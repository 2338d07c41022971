"""The GloVe lesson under a learner's hands: awkward words, own pairs, every setting."""

import unicodedata

import pytest

from tests.pages.drawing import charts, unfold, visit, words

AWKWARD = ["", "x", "가" * 5000, "👩‍👩‍👧", "ㅁㅏㅅ", "<b>왕</b> [[d]] $x$ :red[a]", "\x00\u202e"]
FIELDS = ("first", "second", "probes", "block", "row", "cell", "beside")
both = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_in_any_field_leaves_the_lesson_standing(text: str) -> None:
    page = visit("glove", "ko", **{"glove-open": "neighbours,analogy,look-up"})
    for name in (*(f"{one}-ko" for one in FIELDS), "word-ko", "a-ko", "c-ko"):
        page.text_input(key=f"glove-{name}").set_value(text)
    page.run()
    assert not page.exception, page.exception
    assert charts(page)
    assert len(page.warning) >= 4
    assert "<b>" not in words(page).replace("\\<", "")


def test_a_pair_of_one_word_is_refused_and_an_unknown_one_is_named_with_the_nearest() -> None:
    page = visit("glove", "en")
    page.text_input(key="glove-second-en").set_value("Cow").run()
    assert any("ratio is 1" in str(one.value) for one in page.warning)
    page.text_input(key="glove-second-en").set_value("stteam").run()
    assert any("steam" in str(one.value) for one in page.warning)
    hangul = unicodedata.normalize("NFD", "여왕")
    page = visit("glove", "ko", **{"glove-first-ko": hangul})
    assert not page.warning


@both
def test_a_probe_that_meets_neither_word_has_no_ratio(language: str) -> None:
    stops = {"glove-borders": "stop"}
    pair = {"ko": ("얼음", "수증기", "친구"), "en": ("ice", "steam", "friend")}[language]
    names = zip(("first", "second", "probes"), pair, strict=True)
    page = visit("glove", language, **stops, **{f"glove-{n}-{language}": w for n, w in names})
    assert not page.exception
    told = {"ko": "만난 적이 없는 단어", "en": "Words that meet neither"}[language]
    assert told in words(page)
    assert "nan" not in words(page)


@both
@pytest.mark.parametrize(
    "settings",
    [
        {"glove-window": "2", "glove-weighting": "flat"},
        {"glove-borders": "stop", "glove-x-max": "1000", "glove-alpha": "0"},
        {"glove-corpus": "other", "glove-size": "25"},
    ],
)
def test_other_settings_change_the_counts_at_once(language: str, settings: dict[str, str]) -> None:
    page = unfold(visit("glove", language, **settings))
    assert not page.exception, page.exception
    assert len(charts(page)) > 6
    if "glove-corpus" in settings:
        other = {"ko": "en", "en": "ko"}[language]
        assert page.text_input(key=f"glove-word-{other}").value in {"얼음", "ice"}
