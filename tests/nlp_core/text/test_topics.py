"""The error never grows, known topics come back, and the measures are scikit-learn's."""

import numpy as np
import pytest
from sklearn.metrics import normalized_mutual_info_score

from nlp_core.text.topics import factorize, mutual_information, purity


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("topics", [1, 3, 8])
def test_the_error_never_grows(seed: int, topics: int) -> None:
    table = np.random.default_rng(seed).random((20, 30)) * (
        np.random.default_rng(seed + 9).random((20, 30)) < 0.3
    )
    found = factorize(table, topics, seed=seed, enough=0.0)
    assert (np.diff(found.errors) <= 1e-9 * found.errors[0]).all()
    assert (found.documents >= 0).all() and (found.words >= 0).all()
    np.testing.assert_allclose(np.linalg.norm(found.words, axis=1), 1.0, atol=1e-6)
    left = ((table - found.documents @ found.words) ** 2).sum()
    assert left == pytest.approx(found.errors[-1], rel=1e-5)


def test_blocks_come_back() -> None:
    table = np.kron(np.eye(3), np.ones((5, 4)))
    truth = np.repeat([0, 1, 2], 5).tolist()
    found = [factorize(table, 3, seed=seed).largest.tolist() for seed in range(6)]
    assert max(purity(one, truth) for one in found) == 1.0


def test_the_same_seed_gives_the_same_topics() -> None:
    table = np.random.default_rng(0).random((8, 9))
    one, other = (factorize(table, 2, seed=4) for _ in range(2))
    assert (one.words == other.words).all()


def test_little_and_nothing() -> None:
    for table in (np.zeros((3, 4)), np.ones((1, 1))):
        found = factorize(table, 2, seed=0)
        assert np.isfinite(found.documents).all() and np.isfinite(found.words).all()


def test_information_is_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    for groups, labels in ((2, 2), (5, 12), (12, 3)):
        one, other = rng.integers(0, groups, 80).tolist(), rng.integers(0, labels, 80).tolist()
        expected = normalized_mutual_info_score(other, one)
        assert mutual_information(one, other) == pytest.approx(expected, abs=1e-12)
    assert mutual_information([0, 0], ["a", "a"]) == 1.0
    assert purity([0, 1, 2], ["a", "b", "b"]) == 1.0
