"""Measures beside a hand computation and scikit-learn."""

import math

import numpy as np
import pytest
from sklearn.metrics import ndcg_score

from nlp_core.text.ranking_measures import (
    gain,
    ndcg_at,
    paired_difference,
    precision_at,
    recall_at,
)


def test_by_hand() -> None:
    grades = {3: 2, 5: 1, 9: 2}
    ranked = [5, 1, 3, 7]
    assert precision_at(3, ranked, grades) == pytest.approx(2 / 3)
    assert recall_at(3, ranked, grades) == pytest.approx(2 / 3)
    ideal = 2 + 2 / math.log2(3) + 1 / 2
    assert ndcg_at(3, ranked, grades) == pytest.approx((1 + 2 / 2) / ideal)
    assert gain([2, 2, 1]) == pytest.approx(ideal)


@pytest.mark.parametrize("k", [1, 3, 10, 50])
def test_ndcg_is_scikit_learns(k: int) -> None:
    rng = np.random.default_rng(k)
    for _ in range(20):
        true = rng.choice([0, 1, 2], 30, p=[0.7, 0.2, 0.1])
        true[0] = 2
        scores = rng.permutation(30).astype(float)  # no ties, which scikit-learn would share out
        grades = {i: int(grade) for i, grade in enumerate(true) if grade}
        ranked = np.argsort(-scores).tolist()
        assert ndcg_at(k, ranked, grades) == pytest.approx(ndcg_score([true], [scores], k=k))


def test_ends() -> None:
    assert ndcg_at(10, [], {1: 2}) == precision_at(10, [], {1: 2}) == recall_at(10, [], {1: 2}) == 0
    assert ndcg_at(10, [1], {}) == recall_at(10, [1], {}) == 0
    assert ndcg_at(10, [4, 2], {4: 2, 2: 1}) == 1.0
    assert ndcg_at(10, [2, 4], {4: 2, 2: 1}) < 1.0


def test_a_difference_has_its_spread() -> None:
    rng = np.random.default_rng(0)
    one = rng.random(60)
    same = paired_difference(one, one)
    assert (same.mean, same.low, same.high, same.wins, same.losses) == (0, 0, 0, 0, 0)
    better = paired_difference(one + 0.2 + 0.05 * rng.standard_normal(60), one)
    assert better.clear and better.low < better.mean < better.high and better.wins == 60
    noise = paired_difference(rng.random(60), rng.random(60), seed=1)
    assert noise.low < 0 < noise.high and not noise.clear
    assert noise == paired_difference(*_again(60), seed=1) or noise.wins + noise.losses == 60


def _again(size: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    return rng.random(size), rng.random(size)
