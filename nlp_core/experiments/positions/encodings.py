"""The vectors of positions themselves: how far apart they are, and what their products say.

Vaswani et al. 2017, section 3.5: each pair of features is a clock with its own speed, and moving on
by an offset turns every clock by an angle that depends on the offset alone.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.memory import per_visitor
from nlp_core.models.positions import frequencies, sinusoidal

MOST, LARGEST, HIGHEST = 256, 128, 1e9  # positions, features, base
ANCHORS = (0, 20, 100)  # positions that dot products are taken from
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Shape:
    """How many positions, of how many features, from which base."""

    n: int
    d: int
    base: float


def checked(n: int, d: int, base: float) -> Shape:
    """A shape that has an encoding. LearnerError "odd-size", "size-range" or "base-range"."""
    if d % 2:
        raise LearnerError("odd-size", size=d)
    if not 2 <= d <= LARGEST or not 2 <= n <= MOST:
        raise LearnerError("size-range", most=MOST, largest=LARGEST)
    if not 1 <= base <= HIGHEST:  # NaN is in no range
        raise LearnerError("base-range", high=f"{HIGHEST:,.0f}")
    return Shape(n, d, base)


def parse_base(typed: str) -> float:
    """A typed base. LearnerError "not-a-number"."""
    try:
        return float(typed.replace(",", "").replace(" ", ""))
    except ValueError as error:
        raise LearnerError("not-a-number", typed=typed[:30]) from error


@per_visitor(16)
def table(shape: Shape) -> Array:
    """The positions' vectors, (n, d)."""
    return sinusoidal(shape.n, shape.d, shape.base).double().numpy()


@dataclass(frozen=True)
class Closest:
    """The smallest distance between any two of the first so many positions, from two on: (n - 1,);
    and which two are the closest of all."""

    smallest: Array
    pair: tuple[int, int]


@per_visitor(16)
def closest(shape: Shape) -> Closest:
    """How far apart the first positions are at least, measured between all of them."""
    vectors = torch.from_numpy(table(shape))
    apart = torch.cdist(vectors, vectors, compute_mode="donot_use_mm_for_euclid_dist")  # (n, n)
    distances = apart.numpy().round(5)  # beyond that two single-precision vectors are equal
    distances[np.triu_indices(shape.n)] = np.inf  # each pair once
    nearest = distances[1:].min(axis=1)  # of each position to those before it
    last = int(nearest.argmin()) + 1
    running = np.minimum.accumulate(nearest)
    return Closest(running, (int(distances[last].argmin()), last))


def distance_by_offset(shape: Shape, offset: int) -> float:
    """The same distance by a formula: the root of the sum of 2 (1 - cos) over the clocks."""
    angle = frequencies(shape.d, shape.base).double() * offset
    return math.sqrt(float((2 * (1 - angle.cos())).sum()))


@per_visitor(16)
def dot_products(shape: Shape) -> dict[int, Array]:
    """For each anchor, its dot product with the positions 0 to n - 1 further on: (n,)."""
    longest = sinusoidal(max(ANCHORS) + shape.n, shape.d, shape.base).double().numpy()
    return {at: longest[at : at + shape.n] @ longest[at] for at in ANCHORS}


def cosine_sum(shape: Shape) -> Array:
    """What every dot product equals: the sum over the clocks of cos(offset × speed), (n,)."""
    speed = frequencies(shape.d, shape.base).double().numpy()
    return np.cos(np.arange(shape.n)[:, None] * speed).sum(axis=1)


@dataclass(frozen=True)
class Shift:
    """A clock's turn (2, 2) by an offset; its hand before, turned, and as it stands there; and the
    largest error over all clocks and many positions."""

    matrix: Array
    before: Array
    turned: Array
    there: Array
    error: float


def shift(shape: Shape, position: int, offset: int, clock: int) -> Shift:
    """Moving on by ``offset`` is a rotation of every clock, the same from every position."""
    longest = sinusoidal(shape.n + offset, shape.d, shape.base).double().numpy()
    hands = longest.reshape(shape.n + offset, shape.d // 2, 2)  # sine, cosine
    angle = frequencies(shape.d, shape.base).double().numpy() * offset
    cos, sin = np.cos(angle), np.sin(angle)
    turns = np.stack([np.stack([cos, sin], -1), np.stack([-sin, cos], -1)], -2)  # (d/2, 2, 2)
    turned = np.einsum("cij,tcj->tci", turns, hands[: shape.n])
    error = float(np.abs(turned - hands[offset : offset + shape.n]).max())
    at = hands[position, clock]
    return Shift(turns[clock], at, turns[clock] @ at, hands[position + offset, clock], error)
