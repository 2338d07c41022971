"""Two rankings made one."""

import numpy as np
import pytest

from nlp_core.text.rank_fusion import reciprocal_rank_fusion, weighted_sum


def test_places_alone_count() -> None:
    one, other = np.array([9.0, 3.0, 1.0, 0.0]), np.array([0.2, 0.3, 0.0, 0.1])
    fused = reciprocal_rank_fusion([one, other])
    expected = [1 / 61 + 1 / 62, 1 / 62 + 1 / 61, 1 / 63, 1 / 63]
    assert fused == pytest.approx(expected)
    assert reciprocal_rank_fusion([one * 100, other]) == pytest.approx(fused)


def test_ties_share_the_better_place() -> None:
    assert reciprocal_rank_fusion([np.array([2.0, 2.0, 1.0])]) == pytest.approx(
        [1 / 61, 1 / 61, 1 / 63]
    )


def test_nothing_found_adds_nothing() -> None:
    assert reciprocal_rank_fusion([np.zeros(3), np.array([-1.0, 0.0, 2.0])]) == pytest.approx(
        [0, 0, 1 / 61]
    )


def test_a_sum_of_scaled_scores() -> None:
    one, other = np.array([10.0, 0.0, 5.0]), np.array([1.0, 2.0, 1.0])
    assert weighted_sum(one, other, 1.0) == pytest.approx([1.0, 0.0, 0.5])
    assert weighted_sum(one, other, 0.5) == pytest.approx([0.5, 0.5, 0.25])
    assert weighted_sum(one, np.zeros(3), 0.5) == pytest.approx([0.5, 0.0, 0.25])
