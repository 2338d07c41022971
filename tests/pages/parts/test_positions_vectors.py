"""The positions lesson's encodings: what is added up, and what is drawn of it."""

import numpy as np
import pytest

from nlp_core.experiments.positions.encodings import ANCHORS, Shape
from nlp_core.models.positions import sinusoidal
from pages.parts import positions_vectors as parts
from tests.nlp_core.experiments.positions.test_shuffle import IDS, run


def test_position_and_word_add_up_to_what_enters() -> None:
    found = parts.layers(run(), IDS)
    np.testing.assert_allclose(found.position + found.word, found.sum, atol=1e-6)
    np.testing.assert_allclose(found.position, sinusoidal(len(IDS), 16).numpy(), atol=1e-6)
    first = IDS.index(IDS[0])
    again = len(IDS) - 1 - IDS[::-1].index(IDS[0])
    np.testing.assert_allclose(found.word[first], found.word[again], atol=1e-6)


def test_a_row_of_dials_a_position() -> None:
    drawn = parts.dials("en", 3, 4)
    assert set(drawn.table["position"]) == {"position 3", "position 7"}
    assert drawn.table["sine"][0] == pytest.approx(np.sin(3), abs=1e-4)


def test_three_positions_and_the_formula_are_one_line() -> None:
    drawn = parts.dots("en", Shape(20, 8, 100.0))
    values = np.array(drawn.table["dot product"]).reshape(len(ANCHORS) + 1, 20)
    assert np.ptp(values, axis=0).max() < 1e-3


def test_the_smallest_distance_is_drawn_from_two_positions_on() -> None:
    drawn = parts.unique("ko", Shape(20, 8, 100.0))
    assert drawn.table["위치 수 n"][0] == 2 and len(drawn.table["위치 수 n"]) == 19
