"""The positions lesson's scores, learned vectors and numbers of a turn."""

import pytest

from nlp_core.corpora.word_order import lexicon
from nlp_core.experiments.positions import encodings, scores
from nlp_core.recipes.word_order import N_POSITION
from pages.parts import positions_measured as parts
from tests.nlp_core.experiments.positions.test_shuffle import run


def test_scores_are_drawn_with_how_far_they_differ() -> None:
    lex = lexicon("en")
    drawn, spread = parts.scored(run(), "rotary", lex.verb, lex.noun, 0, "en")
    assert spread < 1e-4
    assert len(drawn.table["score"]) == scores.PLACES**2


def test_the_table_says_where_it_ends() -> None:
    assert str(N_POSITION) in parts.beyond(run())
    assert len(parts.moved(run(), "en").table["position"]) == N_POSITION


def test_a_turn_in_numbers_adds_up() -> None:
    one = parts.turn_numbers(encodings.shift(encodings.Shape(20, 8, 100.0), 3, 4, 1))
    assert one["cos"] * one["s"] + one["sin"] * one["c"] == pytest.approx(one["turned_s"])
    assert one["minus"] * one["s"] + one["cos"] * one["c"] == pytest.approx(one["turned_c"])
    assert one["turned_s"] == pytest.approx(one["there_s"], abs=1e-4)
