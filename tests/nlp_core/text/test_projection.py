import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

from nlp_core.text.projection import affinities, divergence, principal, slopes, t_sne


def cloud(count: int = 60, size: int = 12, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)


def clusters(each: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Four groups far from each other."""
    which = np.repeat(np.arange(4), each)
    return cloud(4 * each) + 8 * np.eye(4, 12, dtype=np.float32)[which], which


@pytest.mark.parametrize("dimensions", [2, 3])
def test_principal_components_equal_scikit_learns(dimensions: int) -> None:
    points = cloud() * np.arange(1, 13)
    found, expected = principal(points, dimensions), PCA(dimensions).fit(points)
    ours, theirs = np.abs(found.points), np.abs(expected.transform(points))
    np.testing.assert_allclose(ours, theirs, atol=1e-3)
    np.testing.assert_allclose(found.shares, expected.explained_variance_ratio_, atol=1e-6)
    assert np.array_equal(found.points, principal(points, dimensions).points)


def test_points_that_are_all_one_stay_together() -> None:
    assert not principal(np.ones((5, 4)), 2).points.any()


def test_each_row_of_affinities_has_the_perplexity() -> None:
    points = cloud()
    target = affinities(points, 10.0)
    assert target.sum() == pytest.approx(1, abs=1e-5)
    assert np.allclose(target, target.T) and not target.diagonal().any()


def test_the_slope_is_that_of_the_cost() -> None:
    target, places = affinities(cloud(12), 3.0), cloud(12, 2, seed=1).astype(np.float64)
    slope = slopes(target, places)
    for place in np.ndindex(places.shape):
        step = np.zeros_like(places)
        step[place] = 1e-4
        rise = divergence(target, places + step) - divergence(target, places - step)
        assert slope[place] == pytest.approx(rise / 2e-4, abs=1e-4)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_t_sne_keeps_neighbours_together_as_scikit_learns_does(dimensions: int) -> None:
    points, which = clusters()
    found = t_sne(points, dimensions, seed=1).points
    apart = np.linalg.norm(found[:, None] - found, axis=2)
    np.fill_diagonal(apart, np.inf)
    assert (which[apart.argmin(axis=1)] == which).all()
    theirs = TSNE(dimensions, init="random", random_state=1, method="exact", max_iter=500)
    target = affinities(points, 30.0)
    ours, expected = divergence(target, found), divergence(target, theirs.fit_transform(points))
    assert ours <= 1.1 * expected + 0.05


def test_a_seed_repeats_and_another_differs() -> None:
    points = cloud(30)
    one, same, other = (t_sne(points, 2, seed=seed, rounds=60).points for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.allclose(one, other)
    assert np.isfinite(t_sne(cloud(4), 3, seed=0, rounds=40).points).all()
