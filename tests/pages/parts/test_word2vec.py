"""The Word2Vec lesson's fields, chips and the numbers of its control."""

import pytest

from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from nlp_core.experiments.word2vec.sliding_window import Asked, Window
from nlp_core.recipes.word2vec import SHIPPED
from nlp_core.text.analogy_controls import Controlled, Share
from pages.kit.engine import engine
from pages.parts import word2vec
from pages.parts.word2vec import (
    asked_chips,
    control_numbers,
    place,
    question,
    shipped,
    window_chips,
)
from tests.conftest import forget
from tests.pages.drawing import charts, visit


def test_the_default_vectors_of_both_languages_ship() -> None:
    assert {shipped("ko"), shipped("en")} <= set(SHIPPED)


def test_a_field_for_each_word_and_language() -> None:
    keys = [field.key for field in [*question("ko", "abc"), *question("en", "abc")]]
    assert len(set(keys)) == 6
    assert place(2).high == 2 and place(9).default == 3


def test_the_window_shows_its_centre_and_its_reach() -> None:
    row = window_chips(Window(("a", "b", "c", "d"), (), 1, 1, ()))
    assert [chip.role for chip in row] == ["positive", "learned", "positive", None]
    assert [bool(chip.note) for chip in row] == [False, True, False, False]
    asked = asked_chips(Asked(("a",), "b", ("x", "y"), 1.0))
    assert [chip.role for chip in asked] == ["learned", "positive", "negative", "negative"]


def test_the_control_stands_beside_the_offset() -> None:
    accuracy = {"b - a + c": 0.9, "b + c": 0.4}
    found = Controlled(10, accuracy, {}, {}, Share(1, 2), Share(0, 1))
    numbers = control_numbers({"gold": found, "crossed": found})
    assert (numbers["gold_offset"], numbers["crossed_sum"]) == (0.9, 0.4)


def test_what_is_computed_before_the_first_visitor_is_not_computed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    word2vec.warm()
    monkeypatch.setattr(word2vec, "scatter", lambda *_, **__: pytest.fail("drawn again"))
    for spec in SHIPPED:
        run = engine().find(spec)
        assert run is not None
        assert word2vec.played(run, spec.language, "map").table


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_text_is_counted_by_the_worker_once_for_all(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    asked = []

    def ask(call: Call, said: str) -> dict[str, float]:
        asked.append(call)
        rivals: dict[str, float] = call.function(*call.args[:2], 1, *call.args[3:])  # a slice of it
        return rivals

    monkeypatch.setattr(word2vec.short, "ask", ask)
    for _ in range(2):
        page = visit("word2vec", language, **{"word2vec-open": "rivals"})
        assert not page.exception and not page.warning
    (call,) = asked
    assert call.args[0] == language and call.shared and hash(call.args)
    bars = [one for one in charts(page) if "PPMI + SVD" in one.proto.spec]
    assert len(bars) == 1


def test_where_no_worker_counts_the_page_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()

    def ask(call: Call, said: str) -> None:
        raise LearnerError("short-full", waiting=100)

    monkeypatch.setattr(word2vec.short, "ask", ask)
    page = visit("word2vec", "ko", **{"word2vec-open": "rivals"})
    assert not page.exception and len(page.warning) == 1
    forget()
