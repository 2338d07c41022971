"""The GloVe lesson on a learner's own text: counted at once, told what it lacks, trained."""

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
    page.text_area(key="glove-mine").set_value(text).run()
    assert not page.exception, page.exception
    return page


def mine(language: str, **more: str) -> AppTest:
    return visit("glove", language, **{"glove-corpus": "mine", **more})


def story(language: str, sentences: int = 400) -> str:
    return "\n".join(" ".join(one) for one in written(language, 0)[:sentences])


@both
@pytest.mark.parametrize("text", ["one sentence of a few words.", "same " * 900, "가나다" * 90_000])
def test_a_text_that_teaches_nothing_is_told_so(language: str, text: str) -> None:
    page = paste(mine(language), text)
    assert page.warning and not charts(page)


@both
def test_an_own_text_is_counted_at_once_and_stays_out_of_the_address(language: str) -> None:
    page = paste(mine(language), story(language) + "\nzqx one zqx two" * 50)
    assert len(charts(page)) == 1 and not page.warning
    assert page.button(key="glove-model-train")
    assert "zqx" not in str(dict(page.query_params))
    first = page.selectbox(key="glove-mine-first").value
    page.selectbox(key="glove-mine-second").set_value(first).run()
    assert not page.exception and not charts(page)
    assert str(first) in words(page)


@both
def test_words_without_company_are_told(language: str) -> None:
    text = "\n".join(f"w{i % 40}" for i in range(900))
    page = paste(mine(language, **{"glove-borders": "stop", "glove-mine-unit": "words"}), text)
    assert not charts(page) and "w0" in words(page)


@both
def test_a_trained_own_text_answers_with_its_own_words(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Lesson,
        "trainable",
        lambda self, spec, **_: unpack(train(replace(spec, epochs=2)), spec, shipped=False),
    )
    page = paste(mine(language), story(language))
    assert len(charts(page)) == 4
    listed = page.selectbox(key="glove-mine-word").options
    page.selectbox(key="glove-mine-word").set_value(listed[5]).run()
    assert not page.exception
    paste(page, " ".join(["one two three four five six seven eight nine ten"] * 60) + story("en"))
    unfold(page)
    assert not page.exception
