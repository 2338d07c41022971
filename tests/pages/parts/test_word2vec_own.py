"""The Word2Vec lesson on a learner's own text: told what it lacks, trained, asked, kept private."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.corpora.little_world.questions import written
from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from pages.kit.lesson import Lesson
from tests.pages.drawing import charts, unfold, visit, words

both = pytest.mark.parametrize("language", ["ko", "en"])


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


def test_a_long_file_is_cut_and_said() -> None:
    page = mine("en", **{"word2vec-mine-source": "file"})
    data = (story("en", 900) * 10).encode()
    assert len(data) > 300_000
    page.file_uploader(key="word2vec-mine-file").set_value(("mine.txt", data, "text/plain")).run()
    assert not page.exception
    assert "only its beginning is used" in words(page)
