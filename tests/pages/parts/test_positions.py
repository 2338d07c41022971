"""The positions lesson's sentence, its shuffles and their figures."""

import numpy as np
import pytest

from nlp_core.experiments.positions import own_sentence, shuffle
from nlp_core.experiments.positions.orders import swap_nouns
from nlp_core.models.order_encoder import WAYS
from pages.parts import positions as parts
from tests.nlp_core.experiments.positions.test_shuffle import IDS, run


def test_a_training_is_drawn_way_by_way() -> None:
    drawn = parts.live({"asked": np.array([[0.5, 0.5]] * len(WAYS))}, "en")
    assert len(next(iter(drawn.table.values()))) == len(WAYS)


@pytest.mark.parametrize(
    ("nouns", "phrases", "said"),
    [
        (True, True, "both"),
        (True, False, "nouns"),
        (False, True, "phrases"),
        (False, False, "neither"),
    ],
)
def test_which_shuffles_turn_an_answer(nouns: bool, phrases: bool, said: str) -> None:
    assert parts.turning({"nouns": nouns, "phrases": phrases}) == said
    assert said in parts.TURNS


def test_the_same_order_turns_nothing() -> None:
    assert not parts.turns(run(), IDS, tuple(range(len(IDS))))


def test_the_two_nouns_keep_their_colours_and_particles_their_place() -> None:
    found = own_sentence.read("토끼가 여우를 쫓는다.", "ko")
    asked = shuffle.question(found.ids, "ko")
    lex = own_sentence.lexicon("ko")
    row = parts.chips(found, swap_nouns(found.ids, lex), asked)
    assert [chip.text for chip in row] == ["여우", "가", "토끼", "를", "쫓는다", "."]
    assert [chip.role for chip in row][:3] == ["key", None, "gold"]
    assert [chip.joined for chip in row] == [False, True, False, True, False, True]
