"""Many dimensions on two or three: principal components, and t-SNE.

Principal components are exact: the directions along which the points differ most. t-SNE (van der
Maaten and Hinton 2008) moves points about until near ones are near again; it starts at random, and
neither the distances between its clusters nor their sizes mean anything (Wattenberg et al. 2016).
Here it is written out without the shortcuts for large sets, which a map of words does not need.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
ROUNDS = 500
ROWS = 64
EXAGGERATED = (
    125  # rounds at first in which near points pull harder, so that clusters find together
)
EXAGGERATION, MOST_GAIN, LEAST_GAIN = 12.0, 20.0, 0.01


@dataclass(frozen=True, eq=False)
class Projection:
    """Points (N, 2 or 3); ``shares`` are the components' shares of the spread, () for t-SNE."""

    points: Array
    shares: tuple[float, ...] = ()


def principal(points: NDArray[Any], dimensions: int) -> Projection:
    """The first principal components of points (N, C): (N, dimensions).

    A direction and its opposite are the same component: here its largest weight is positive.
    """
    centred = np.asarray(points, dtype=np.float64) - points.mean(axis=0)
    spread, directions = np.linalg.eigh(centred.T @ centred)  # the smallest first
    chosen = directions[:, ::-1][:, :dimensions]
    chosen = chosen * np.sign(chosen[np.abs(chosen).argmax(axis=0), np.arange(chosen.shape[1])])
    total = max(float(spread.sum()), 1e-12)
    shares = tuple(float(one) / total for one in spread[::-1][:dimensions])
    return Projection((centred @ chosen).astype(np.float32), shares)


def t_sne(
    points: Array, dimensions: int, *, seed: int, perplexity: float = 30.0, rounds: int = ROUNDS
) -> Projection:
    """Points (N, C) at places (N, dimensions) where near points are near; some seconds for 1,500.

    ``perplexity`` is about how many neighbours count for each point. The cost, Kullback and
    Leibler's divergence, is lowered by gradient descent with momentum and a gain for each number.
    """
    target = affinities(points, min(perplexity, (len(points) - 1) / 3))  # (N, N)
    dice = np.random.default_rng(seed)
    places = (1e-4 * dice.standard_normal((len(points), dimensions))).astype(np.float32)
    speed, gains = np.zeros_like(places), np.ones_like(places)
    rate = max(len(points) / EXAGGERATION / 4, 50.0)
    target *= EXAGGERATION
    for step in range(rounds):
        if step == min(EXAGGERATED, rounds // 4):
            target /= EXAGGERATION
        slope = slopes(target, places)
        with_it = np.sign(slope) == np.sign(speed)
        gains = np.where(with_it, gains * 0.8, gains + 0.2).clip(LEAST_GAIN, MOST_GAIN)
        speed = (0.5 if step < EXAGGERATED else 0.8) * speed - rate * gains * slope
        places = places + speed
        places -= places.mean(axis=0)
    return Projection(places.astype(np.float32))


def affinities(points: Array, perplexity: float) -> Array:
    """How near the points are to each other, (N, N), all of it one: a Gaussian around each point.

    Its width is sought so that the entropy of a row is the logarithm of the perplexity.
    """
    squares = np.einsum("ij,ij->i", points, points)
    apart = squares[:, None] + squares - 2 * points @ points.T  # (N, N)
    np.fill_diagonal(apart, np.inf)
    apart -= apart.min(axis=1, keepdims=True)
    low, high = np.zeros(len(points)), np.full(len(points), np.inf)
    sharp = np.ones(len(points))
    shares = apart
    for _ in range(40):
        shares = np.exp(-apart * sharp[:, None].astype(apart.dtype))
        shares /= shares.sum(axis=1, keepdims=True)
        entropy = -(shares * np.log(np.maximum(shares, 1e-12))).sum(axis=1)
        wide = entropy > np.log(perplexity)
        low, high = np.where(wide, sharp, low), np.where(wide, high, sharp)
        sharp = np.where(np.isinf(high), sharp * 2, (low + high) / 2)
    both = shares + shares.T
    return np.asarray(both / both.sum(), dtype=np.float32)


def slopes(target: Array, places: Array) -> Array:
    """The gradient of the cost at ``places`` (N, D), from the affinities aimed at (N, N).

    Some rows at a time, so that what is worked on stays in the processor's cache: what pulls and
    what pushes are kept apart, since the sum of all nearness is known only at the end.
    """
    squares = np.einsum("ij,ij->i", places, places)
    pull, push, total = np.empty_like(places), np.empty_like(places), 0.0
    for start in range(0, len(places), ROWS):
        rows = slice(start, start + ROWS)
        mine = places[rows]
        near = mine @ (-2 * places.T)
        near += squares
        near += squares[rows, None] + 1  # 1 + squared distance
        np.reciprocal(near, out=near)
        near[np.arange(len(near)), np.arange(start, start + len(near))] = 0
        total += float(near.sum())
        aimed = target[rows] * near
        pull[rows] = aimed.sum(axis=1)[:, None] * mine - aimed @ places
        near *= near
        push[rows] = near.sum(axis=1)[:, None] * mine - near @ places
    return 4 * (pull - push / total)


def divergence(target: Array, places: Array) -> float:
    """The cost: how far the nearness of ``places`` (N, D) is from what is aimed at, 0 at least."""
    squares = np.einsum("ij,ij->i", places, places)
    near = 1 / (1 + squares[:, None] + squares - 2 * (places @ places.T))
    np.fill_diagonal(near, 0)
    near = near / near.sum()
    inside = target > 0
    return float((target[inside] * np.log(target[inside] / np.maximum(near[inside], 1e-12))).sum())
