"""The recurrent lesson on a learner's own text: told what it lacks, offered a training, private."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.drawing import charts, visit, words

both = pytest.mark.parametrize("language", ["ko", "en"])


def mine(language: str, text: str) -> AppTest:
    page = visit("recurrent", language, **{"recurrent-corpus": "mine"})
    assert not page.exception
    page.text_area(key="recurrent-mine").set_value(text).run()
    assert not page.exception, page.exception
    return page


@both
def test_a_text_is_asked_for_and_the_shipped_model_shown(language: str) -> None:
    page = visit("recurrent", language, **{"recurrent-corpus": "mine"})
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
