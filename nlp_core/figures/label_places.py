"""Where labels of points stand: each on the side of its point where it covers least.

The plot's size is not known here, so places are worked out for a few ranges of it, the ``ROOMS``;
whatever size a range holds, no label covers another: one without a place is left out. A label keeps
its side from frame to frame as long as it can, and avoids points and arrows. Lengths are in ems,
the height of a label's text, which grows with the plot.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.type import text_width

Array = NDArray[Any]
AIR = 0.12  # on each side of a label
GAP = 0.56  # between a label and its point
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
FARTHER = (0.0, 1.5, 3.0)  # how far a crowded label may move away, on a thin line
POINT, LINE = 0.5, 0.3  # half the room of a point, and of a place along an arrow
ALONG = 9  # places along an arrow that a label avoids
STAY = 0.12  # how much better another side must be before a label leaves its own
DISLIKE = 0.008  # of each later side
COVERED = 10.0  # a label weighs more than a point or a line
OUTSIDE = 1e6  # what hangs over the edge has no place
NOWHERE = -1


@dataclass(frozen=True)
class Room:
    """A range of plot sizes, in ems, and how many arrows have names at their ends there."""

    width: tuple[float, float]
    height: tuple[float, float]
    labelled: int


ROOMS = (
    Room((17, 27), (13, 32), 4),  # a phone
    Room((27, 39), (13, 36), 5),  # a tablet, held upright
    Room((39, 48), (9, 20), 7),  # a window that is low
    Room((39, 48), (20, 40), 8),  # a laptop, a projector
)


@lru_cache(maxsize=64)
def placed(
    points: bytes,
    shape: tuple[int, ...],
    labels: tuple[str, ...],
    room: Room,
    arrows: tuple[tuple[int, int], ...] = (),
) -> Array:
    """:func:`label_sides` of points given as bytes, kept for the next visitor."""
    return label_sides(np.frombuffer(points).reshape(shape), labels, room, arrows)


def label_sides(
    points: Array, labels: Sequence[str], room: Room, arrows: Sequence[tuple[int, int]] = ()
) -> Array:
    """The place of each label in each frame (F, N), a number of :func:`place`, or ``NOWHERE``.

    ``points`` (F, N, 2) are shares of the plot's width and height, y downward; a label without text
    takes no room. Greedy: in turn, each label takes the side where it covers least.
    """
    sizes = np.array([label_size(label) for label in labels])  # (N, 2)
    offsets = np.stack([place(side, sizes) for side in range(len(SIDES) * len(FARTHER))], axis=1)
    dislike = DISLIKE * np.arange(offsets.shape[1])  # (P,)
    sides = np.full(points.shape[:2], NOWHERE)
    kept = np.full(len(labels), NOWHERE)
    for f, frame in enumerate(points):
        marks = np.concatenate([frame, _along(frame, arrows)])  # (M, 2)
        halves = np.full((len(marks), 1), LINE)
        halves[: len(frame)] = POINT
        taken: list[tuple[int, int]] = []
        for i in np.flatnonzero(sizes[:, 1]):
            half = sizes[i] / 2
            over = covered(frame[i] - marks, offsets[i][:, None], half + halves, room)  # (P, M)
            over[:, i] = 0
            cost = over.sum(axis=1) + dislike + _outside(frame[i], offsets[i], half, room)
            others = np.array([j for j, _ in taken], dtype=int)
            apart = offsets[i][:, None] - np.array([offsets[j, p] for j, p in taken] or [(0, 0)])
            if taken:
                room_of_both = half + sizes[others] / 2
                over = covered(frame[i] - frame[others], apart, room_of_both, room)  # (P, T)
                cost += COVERED * over.sum(axis=1) + OUTSIDE * (over > 0).any(axis=1)
            if kept[i] != NOWHERE:
                cost[kept[i]] -= STAY
            best = int(cost.argmin())
            if cost[best] < OUTSIDE / 2:
                kept[i] = sides[f, i] = best
                taken.append((int(i), best))
    return sides


def covered(shares: Array, apart: Array, reach: Array, room: Room) -> Array:
    """How much two boxes cover of each other at the worst of a room's sizes, in square ems.

    ``shares`` (..., 2) say how far apart their points are in shares of the plot, ``apart`` how far
    their middles are moved from there, ``reach`` half their sizes together.
    """
    ends = [shares * size + apart for size in zip(room.width, room.height, strict=True)]
    nearest = np.minimum(*np.abs(ends)) * (np.sign(ends[0]) == np.sign(ends[1]))
    return np.clip(reach - nearest, 0, None).prod(axis=-1)


def place(side: int, sizes: Array) -> Array:
    """From points to the middles of labels of ``sizes`` (N, 2) on a side, y downward."""
    return np.array(SIDES[side % len(SIDES)]) * (sizes / 2 + GAP + FARTHER[side // len(SIDES)])


def label_size(label: str) -> tuple[float, float]:
    """Width and height of a drawn label, with a little air; nothing for no text."""
    return (text_width(label) + 2 * AIR, 1.0 + AIR) if label else (0.0, 0.0)


def _along(frame: Array, arrows: Sequence[tuple[int, int]]) -> Array:
    """Places along the arrows of a frame (arrows × ALONG, 2), without their ends."""
    share = np.linspace(0, 1, ALONG + 2)[1:-1, None]
    lines = [frame[i] * (1 - share) + frame[j] * share for i, j in arrows]
    return np.concatenate(lines) if lines else np.zeros((0, 2))


def _outside(point: Array, offsets: Array, half: Array, room: Room) -> Array:
    """What it costs to hang over the plot's edge at any of the room's sizes (P,)."""
    out = np.zeros(len(offsets), dtype=bool)
    for size in zip(room.width, room.height, strict=True):
        middles = point * size + offsets
        out |= ((middles < half) | (middles > np.array(size) - half)).any(axis=1)
    return OUTSIDE * out
