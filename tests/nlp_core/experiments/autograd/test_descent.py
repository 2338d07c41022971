"""Descents follow their update rules, and diverge where the curvature says so."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.autograd.descent import (
    FUNCTIONS,
    OPTIMIZERS,
    axes,
    curvature,
    descend,
    heights_on,
    limit,
)
from nlp_core.experiments.autograd.expression import parse


def test_sgd_on_a_bowl_is_a_geometric_series() -> None:
    walk = descend(parse("x**2"), (2.0,), "sgd", 0.1, 30)
    assert np.allclose(walk.points[:, 0], 2.0 * 0.8 ** np.arange(31))
    assert np.allclose(walk.heights, walk.points[:, 0] ** 2)


def test_momentum_and_adam_follow_their_papers() -> None:
    x = v = m = s = 0.0
    by_momentum, by_adam = [2.0], [2.0]
    x = 2.0
    for _ in range(20):
        v = 0.9 * v + 2 * x
        x -= 0.05 * v
        by_momentum.append(x)
    x = 2.0
    for t in range(1, 21):
        g = 2 * x
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        x -= 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)
        by_adam.append(x)
    bowl = parse("x**2")
    assert np.allclose(descend(bowl, (2.0,), "momentum", 0.05, 20).points[:, 0], by_momentum)
    assert np.allclose(descend(bowl, (2.0,), "adam", 0.05, 20).points[:, 0], by_adam)


def test_divergence_begins_at_two_over_the_curvature() -> None:
    ravine = parse(FUNCTIONS["ravine"])
    limit = 2 / curvature(ravine, (1.0, 1.0))
    assert limit == pytest.approx(1 / 3)
    assert not descend(ravine, (1.0, 1.0), "sgd", limit * 0.98, 300).diverged
    assert descend(ravine, (1.0, 1.0), "sgd", limit * 1.2, 300).diverged


@pytest.mark.parametrize("rate", [0.0, 1e6])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_absurd_rates_end_without_an_exception(name: str, optimizer: str, rate: float) -> None:
    walk = descend(parse(FUNCTIONS[name]), (1.0, 1.0), optimizer, rate, 20)
    assert len(walk.points) == len(walk.heights) <= 21
    if rate == 0:
        assert not walk.diverged and np.ptp(walk.points, axis=0).max() == 0


def test_functions_that_are_not_numbers_everywhere() -> None:
    assert descend(parse("log(x)"), (0.1,), "sgd", 0.5, 50).diverged
    assert np.isnan(curvature(parse("log(x)"), (0.0,)))
    assert np.isnan(heights_on(parse("sqrt(x)"), 2.0, resolution=5)).sum() == 2


def test_grids_and_axes() -> None:
    square = heights_on(parse("x + 10*y"), 1.0, resolution=3)
    assert square.tolist() == [[-11, -10, -9], [-1, 0, 1], [9, 10, 11]]
    assert axes(parse("w*x")) == ("w", "x")
    for text in ("3", "w*x*y"):
        with pytest.raises(LearnerError, match="descent-variables"):
            axes(parse(text))


def test_the_limit_is_that_of_the_lowest_place() -> None:
    ravine = parse(FUNCTIONS["ravine"])
    found = limit(ravine, descend(ravine, (1.0, 1.0), "sgd", 0.1, 20), 0.1)
    assert found.curvature == pytest.approx(6) and found.rate == pytest.approx(1 / 3)
    assert found.factor == pytest.approx(0.4)
    for text in ("abs(x)", "-x**2"):  # flat, and curved downward: no bowl, no limit
        shape = parse(text)
        assert limit(shape, descend(shape, (1.0,), "sgd", 0.3, 5), 0.3).rate is None
