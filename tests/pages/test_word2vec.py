"""The Word2Vec lesson under a learner's hands: awkward words, own lines, every setting."""

import unicodedata
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from nlp_core.recipes.word2vec import written
from pages.kit.lesson import Lesson
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


def paste(page: AppTest, text: str) -> AppTest:
    page.text_area(key="word2vec-mine").set_value(text).run()
    assert not page.exception, page.exception
    return page


def mine(language: str, **more: str) -> AppTest:
    return visit("word2vec", language, **{"word2vec-corpus": "mine", **more})


def story(language: str, sentences: int = 300) -> str:
    return "\n".join(" ".join(one) for one in written(language, 0)[:sentences])


@both
def test_an_own_text_is_asked_for_and_a_short_one_told_how_much_is_needed(language: str) -> None:
    page = mine(language)
    assert not page.exception
    assert "500" in words(page)
    paste(page, "short text <b>짧은</b> " * 10)
    assert any("500" in str(one.value) for one in page.warning)
    paste(page, " ".join(f"w{i}" for i in range(700)))
    assert any("20" in str(one.value) for one in page.warning)


@both
def test_an_own_text_can_be_trained_and_stays_out_of_the_address(language: str) -> None:
    text = story(language) + "zqx one zqx two\n" * 50
    page = paste(mine(language), text)
    assert page.button(key="word2vec-model-train")
    assert len(charts(page)) == 1  # its frequent words
    assert not page.warning
    assert "zqx" not in str(dict(page.query_params))
    page.switch_page("bag_of_words.py").run()
    page.switch_page("word2vec.py").run()
    assert page.text_area(key="word2vec-mine").value == text
    page.session_state["lang"] = {"ko": "en", "en": "ko"}[language]
    page.run()
    assert page.text_area(key="word2vec-mine").value == text


@both
def test_a_trained_own_text_answers_with_its_own_words(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Lesson,
        "trainable",
        lambda self, spec, **_: unpack(train(replace(spec, steps=30)), spec, shipped=False),
    )
    page = paste(mine(language), story(language))
    assert len(charts(page)) == 3
    listed = page.selectbox(key="word2vec-mine-word").options
    assert {page.selectbox(key=f"word2vec-mine-{one}").value for one in "abc"} <= set(listed)
    page.selectbox(key="word2vec-mine-word").set_value(listed[5]).run()
    paste(page, " ".join(["one two three four five six seven eight nine ten"] * 60) + story("en"))
    assert not page.exception
    unfold(page)
    assert not page.exception


@pytest.mark.parametrize("unit", ["words", "syllables"])
def test_the_unit_of_an_own_text_can_be_chosen(unit: str) -> None:
    page = paste(mine("ko", **{"word2vec-mine-unit": unit}), story("ko"))
    assert not page.warning
    assert "**" in words(page)


def test_an_own_file_is_a_corpus_too() -> None:
    page = mine("en", **{"word2vec-mine-source": "file"})
    data = story("en").encode()
    page.file_uploader(key="word2vec-mine-file").set_value(("mine.txt", data, "text/plain")).run()
    assert not page.exception
    assert "Ready to train" in words(page)
