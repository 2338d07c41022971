"""Morphemes come from the reviews' own or from the worker, once a text; eojeol stand in."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.corpora import reviews
from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.text.tokenizers import Token


class Worker:
    """Cuts at spaces, and notes which texts it was given."""

    def __init__(self, error: Exception | None = None) -> None:
        self.asked: list[list[str]] = []
        self.error = error

    def ask(self, call: Call, told: object) -> list[list[Token]]:
        (texts,) = call.args
        self.asked.append(list(texts))
        if self.error is not None:
            raise self.error
        return [[Token(word, 0, len(word)) for word in text.split()] for text in texts]


@pytest.fixture
def worker() -> Iterator[Worker]:
    found = Worker()
    with patch("pages.kit.short.engine", lambda: found):
        yield found


def _page(texts: list[str]) -> None:
    import streamlit as st

    from pages.kit.language import settle_language
    from pages.kit.morphemes import morphemes, reader_for

    settle_language(None)
    found = morphemes(texts)
    st.text("none" if found is None else repr([[one.text for one in row] for row in found]))
    st.text(repr(reader_for("ko", "morphemes", texts).units(texts[0])))


def drawn(texts: list[str]) -> tuple[list[str], int]:
    page = AppTest.from_function(_page, args=(texts,), default_timeout=30)
    page.session_state["lang"] = "ko"
    page.run()
    page.run()
    assert not page.exception, page.exception
    return [one.value for one in page.text], len(page.warning)


def test_each_new_text_is_asked_for_once_a_visit(worker: Worker) -> None:
    said, warnings = drawn(["나 는 밥", "집 에", "나 는 밥"])
    assert said[0] == "[['나', '는', '밥'], ['집', '에'], ['나', '는', '밥']]"
    assert worker.asked == [["나 는 밥", "집 에"]] and not warnings


def test_the_reviews_ask_nobody(worker: Worker) -> None:
    text, shipped = next(iter(reviews.morphemes_by_text().items()))
    said, _ = drawn([text])
    assert said[0] == repr([[one.text for one in shipped]]) and not worker.asked


def page_without(worker: Worker) -> AppTest:
    with patch("pages.kit.short.engine", lambda: worker):
        page = AppTest.from_function(_page, args=(["밥을 먹었다"],), default_timeout=30)
        page.session_state["lang"] = "ko"
        page.run()
        page.run()
    assert not page.exception, page.exception
    return page


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (LearnerError("no-morphemes"), "kiwipiepy"),
        (RuntimeError("it broke"), "kiwipiepy"),
        (LearnerError("short-hung", seconds=60.0), "60초"),
        (LearnerError("short-lost"), "꺼져서"),
        (LearnerError("short-full", waiting=100), "100개"),
    ],
)
def test_where_they_cannot_be_had_eojeol_stand_in_and_it_is_said_once(
    error: Exception, words: str
) -> None:
    worker = Worker(error)
    page = page_without(worker)
    assert page.text[0].value == "none" and "밥을" in page.text[1].value
    assert len(page.warning) == 1
    assert words in page.warning[0].value and "어절" in page.warning[0].value
    assert len(worker.asked) == 1, "a hung analyser is not asked again at every rerun"


def test_the_visitor_can_try_again(worker: Worker) -> None:
    page = page_without(Worker(LearnerError("short-hung", seconds=60.0)))
    page.button(key="morphemes-again").click().run()
    assert page.text[0].value == "[['밥을', '먹었다']]" and worker.asked == [["밥을 먹었다"]]
    assert not page.warning and not page.button


def test_other_units_need_no_worker(worker: Worker) -> None:
    from pages.kit.morphemes import reader_for

    assert reader_for("ko", "words", ["밥을 먹었다"]).units("밥을 먹었다") == ["밥을", "먹었다"]
    assert not worker.asked
