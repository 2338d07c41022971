"""The recurrent lesson on a learner's own text: told what it lacks, offered a training, private."""

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.artifact import unpack
from nlp_core.engine.train import train
from nlp_core.recipes.character_model import CharacterSpec
from pages.kit.lesson import Lesson
from tests.pages.drawing import charts, unfold, visit, words

both = pytest.mark.parametrize("language", ["ko", "en"])


def mine(language: str, text: str) -> AppTest:
    page = visit("recurrent", language, **{"recurrent-corpus": "mine"})
    assert not page.exception
    page.text_area(key="recurrent-mine").set_value(text).run()
    assert not page.exception, page.exception
    return page


@both
def test_a_text_is_asked_for_and_the_shipped_model_shown(language: str) -> None:
    page = unfold(visit("recurrent", language, **{"recurrent-corpus": "mine"}))
    assert not page.exception and "500" in words(page)
    assert len(charts(page)) >= 6


@pytest.mark.parametrize("text", ["가", "가" * 20_000, "a b " * 5], ids=["one", "same", "few"])
@both
def test_a_text_that_teaches_nothing_is_told(text: str, language: str) -> None:
    page = mine(language, text)
    assert page.warning and charts(page)


@both
def test_a_text_can_be_trained_and_stays_out_of_the_address(language: str) -> None:
    page = mine(language, "안녕 hello 你好 🙂 zqxzqx.\n" * 200)
    assert not page.warning
    assert page.button(key="recurrent-model-train")
    assert "zqx" not in str(dict(page.query_params))


@both
def test_a_model_of_an_own_text_goes_through_the_whole_lesson(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A short training of the text stands in for the learner's."""
    text = "안녕 hello 你好 🙂👨‍👩‍👧‍👦 비가 온다.\n" * 40
    spec = CharacterSpec(corpus="own", text=text, n_hidden=8, window=16, steps=2)
    model = unpack(train(spec), spec, shipped=False)
    monkeypatch.setattr(Lesson, "trained", lambda *_, **__: model)
    sentence = {f"sentence-{language}": "hello 안녕 🙂 zqx"}
    page = unfold(visit("recurrent", language, **{"recurrent-corpus": "mine"}, **sentence))
    assert not page.exception, page.exception
    assert len(charts(page)) >= 6
