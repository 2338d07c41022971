"""The Word2Vec lesson under a learner's hands: awkward words, own lines, every setting."""

import unicodedata

import pytest

from tests.pages.drawing import charts, unfold, visit, words

AWKWARD = ["", "x", "가" * 5000, "👩‍👩‍👧", "ㅁㅏㅅ", "<b>왕</b> [[d]] $x$ :red[a]", "\x00\u202e"]
both = pytest.mark.parametrize("language", ["ko", "en"])


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_in_any_field_leaves_the_lesson_standing(text: str) -> None:
    page = visit("word2vec", "ko", **{"word2vec-open": "axis,window"})
    for name in ("word-ko", "a-ko", "c-ko", "low-ko", "on-ko"):
        page.text_input(key=f"word2vec-{name}").set_value(text)
    page.text_input(key="sentence-ko").set_value(text)
    page.run()
    assert not page.exception, page.exception
    assert charts(page)
    assert len(page.warning) >= 3
    assert "<b>" not in words(page).replace("\\<", "")


def test_an_unknown_word_is_named_with_known_ones() -> None:
    page = visit("word2vec", "en")
    page.text_input(key="word2vec-word-en").set_value("quean").run()
    assert any("quean" in str(w.value) and "queen" in str(w.value) for w in page.warning)


def test_decomposed_hangul_and_capitals_are_read() -> None:
    page = visit("word2vec", "ko")
    page.text_input(key="word2vec-word-ko").set_value(unicodedata.normalize("NFD", "여왕")).run()
    assert not page.warning
    page = visit("word2vec", "en")
    page.text_input(key="word2vec-word-en").set_value("QUEEN").run()
    assert not page.warning


@both
def test_the_question_says_whether_its_words_are_left_out(language: str) -> None:
    page = visit("word2vec", language)
    left_out, kept = words(page), words(page.toggle(key="word2vec-exclude").set_value(False).run())
    assert left_out != kept


@both
def test_the_other_language_of_the_world_can_be_chosen(language: str) -> None:
    page = visit("word2vec", language, **{"word2vec-corpus": "other"})
    assert not page.exception
    other = {"ko": "en", "en": "ko"}[language]
    assert page.text_input(key=f"word2vec-word-{other}").value in {"왕", "king"}


def test_other_settings_keep_the_nearest_shipped_model_in_view() -> None:
    page = unfold(visit("word2vec", "ko", **{"word2vec-size": "16", "word2vec-objective": "cbow"}))
    assert not page.exception
    assert len(charts(page)) > 5
    assert any("아직 학습하지 않았어요" in str(one.value) for one in page.markdown)
