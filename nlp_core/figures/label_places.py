"""Where labels of points stand: each on the side of its point where it covers least.

A label keeps its side from frame to frame as long as it can, and avoids points, the labels placed
before it, and the arrows.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.type import text_width

Array = NDArray[Any]
DRAWN = (680.0, 330.0)  # pixels of the plot that the labels are placed for
TEXT, GAP = 16.0, 9.0  # pixels: height of a label, distance from its point
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
FARTHER = (0.0, 24.0, 48.0)  # pixels that a crowded label may move away, on a thin line
ALONG = 9  # points of an arrow that a label avoids
STAY = 30.0  # how much better another side must be before a label leaves its own


@lru_cache(maxsize=64)
def placed(
    pixels: bytes,
    shape: tuple[int, ...],
    labels: tuple[str, ...],
    arrows: tuple[tuple[int, int], ...] = (),
) -> Array:
    """:func:`label_sides` of points given as bytes, kept for the next visitor."""
    return label_sides(np.frombuffer(pixels).reshape(shape), labels, arrows)


def label_sides(
    pixels: Array, labels: Sequence[str], arrows: Sequence[tuple[int, int]] = ()
) -> Array:
    """The place of each label in each frame (F, N), a number of :func:`place`.

    ``pixels`` (F, N, 2) are the points, y upward; a label without text takes no room. Greedy: in
    turn, each label takes the side where it covers least.
    """
    sizes = np.array([[label_width(label), TEXT if label else 0.0] for label in labels])  # (N, 2)
    offsets = np.stack([place(side, sizes) for side in range(len(SIDES) * len(FARTHER))], axis=1)
    dislike = 2.0 * np.arange(offsets.shape[1])  # (P,)
    sides = np.zeros(pixels.shape[:2], dtype=int)
    kept = np.zeros(len(labels), dtype=int)
    for f, frame in enumerate(pixels * (1, -1)):
        lines = _along(frame, arrows)  # (L, 2)
        boxes = np.concatenate([frame, lines, frame])  # points, arrows, then labels as placed
        halves = np.concatenate(
            [np.full_like(frame, 8.0), np.full_like(lines, 5.0), np.zeros_like(frame)]
        )
        first = len(frame) + len(lines)
        for i, size in enumerate(sizes):
            if not size[1]:
                continue
            middles = frame[i] + offsets[i]  # (P, 2)
            apart = np.abs(middles[:, None] - boxes[: first + i])  # (P, B, 2)
            covered = np.clip(size / 2 + halves[: first + i] - apart, 0, None).prod(axis=2)
            covered[:, i] = 0
            cost = covered.sum(axis=1) + dislike + _outside(middles, size)
            cost[kept[i]] -= STAY * (f > 0)
            kept[i] = sides[f, i] = int(cost.argmin())
            boxes[first + i], halves[first + i] = middles[kept[i]], size / 2
    return sides


def place(side: int, sizes: Array) -> Array:
    """From points to the middles of labels of ``sizes`` (N, 2) on a side, in pixels, y downward."""
    return np.array(SIDES[side % len(SIDES)]) * (sizes / 2 + GAP + FARTHER[side // len(SIDES)])


def label_width(label: str) -> float:
    """How wide a label is drawn, in pixels, with a little air; nothing for no text."""
    return text_width(label, TEXT) + 4 if label else 0.0


def _along(frame: Array, arrows: Sequence[tuple[int, int]]) -> Array:
    """Points along the arrows of a frame (arrows × ALONG, 2), without their ends."""
    share = np.linspace(0, 1, ALONG + 2)[1:-1, None]
    lines = [frame[i] * (1 - share) + frame[j] * share for i, j in arrows]
    return np.concatenate(lines) if lines else np.zeros((0, 2))


def _outside(middles: Array, size: Array) -> Array:
    """How much of a label would hang over the edge of the picture (P,)."""
    right, down = middles.T
    across = size[0] / 2 - np.minimum(right, DRAWN[0] - right)
    up = size[1] / 2 - np.minimum(-down, DRAWN[1] + down)
    return 30 * (np.clip(across, 0, None) + np.clip(up, 0, None))
