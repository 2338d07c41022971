"""How far scores of one offset differ, and how alike learned positions are."""

import numpy as np
import pytest

from nlp_core.experiments.positions import scores
from nlp_core.recipes.word_order import N_POSITION
from tests.nlp_core.experiments.positions.test_shuffle import run


def test_the_spread_is_the_largest_along_a_diagonal() -> None:
    table = np.array([[1.0, 2.0], [9.0, 4.0]], dtype=np.float32)
    assert scores.spread(table) == pytest.approx(3.0)
    assert scores.spread(np.array([[0.0, 5.0], [7.0, 0.0]], dtype=np.float32)) == 0


def test_untrained_positions_have_not_moved() -> None:
    found = scores.learned_moves(run())
    np.testing.assert_array_equal(found, np.zeros(N_POSITION, dtype=np.float32))
