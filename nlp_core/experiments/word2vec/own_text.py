"""A learner's own text in the Word2Vec lesson: its most telling words while they find places."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.experiments.word2vec.trained_vectors import TrainedVectors
from nlp_core.memory import per_model
from nlp_core.text.embeddings import plane

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Moments:
    """Some words on one plane (N, 2) at each of ``steps``, and the plane's share of the spread."""

    words: tuple[str, ...]
    steps: tuple[int, ...]
    frames: list[Array]
    share: float


def moments(words: Sequence[str], snapshots: Sequence[tuple[int, Array]]) -> Moments:
    """Snapshots (N, C) of the words' vectors on the plane of the last one, at length one."""
    units = [_unit(table) for _, table in snapshots]
    seen = plane(units[-1])
    steps = tuple(step for step, _ in snapshots)
    return Moments(tuple(words), steps, [seen.project(one) for one in units], seen.share)


@per_model(1)
def replay(trained: TrainedVectors, *, most: int = 25) -> Moments:
    """A training's snapshots, at most ``most`` of them, the first and the last among them."""
    count = len(trained.snapshots)
    chosen = np.unique(np.linspace(0, count - 1, min(most, count)).round().astype(int))
    kept = [(trained.snapshots[i][0], trained.snapshots[i][1]["words"]) for i in chosen]
    return moments(trained.vocabulary["shown"], kept)


def _unit(table: Array) -> Array:
    return table / np.maximum(np.linalg.norm(table, axis=-1, keepdims=True), 1e-12)
