"""Two rankings made one: by their places, or by their scores.

Sources: Cormack, Clarke, Büttcher (2009), "Reciprocal Rank Fusion"; Bruch, Gai, Ingber (2023), "An
Analysis of Fusion Functions for Hybrid Retrieval", for the weighted sum of scaled scores.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
K = 60  # as in the paper: it keeps the first places from deciding all


def reciprocal_rank_fusion(scores: Sequence[NDArray[Any]], k: int = K) -> Floats:
    """Fuse score lists (N,) each: the sum of 1 / (k + place), places counted from 1.

    Only places count, so the scores need no common scale. Ties share the better place; a score of 0
    or less means "not found" and adds nothing.

    >>> reciprocal_rank_fusion([np.array([3.0, 1.0]), np.array([5.0, 0.0])], k=1).tolist()
    [1.0, 0.3333333333333333]
    """
    fused = np.zeros(len(scores[0]))
    for one in scores:
        found = one > 0
        ordered = np.sort(one[found])
        place = found.sum() - np.searchsorted(ordered, one[found], side="right") + 1
        fused[found] += 1 / (k + place)
    return fused


def weighted_sum(one: NDArray[Any], other: NDArray[Any], share: float) -> Floats:
    """``share`` of the first and the rest of the second, both (N,) scaled to run from 0 to 1."""
    return share * _scaled(one) + (1 - share) * _scaled(other)


def _scaled(scores: NDArray[Any]) -> Floats:
    low, high = float(scores.min()), float(scores.max())
    return np.asarray((scores - low) / (high - low) if high > low else np.zeros(len(scores)))
