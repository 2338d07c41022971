"""How good a ranking is, by judged queries: precision, recall and nDCG at the first k.

Sources: Manning, Raghavan, Schütze (2008), chapter 8; Järvelin & Kekäläinen (2002), "Cumulated
gain-based evaluation of IR techniques", for nDCG with graded judgements, here with the grade itself
as the gain. The spread over queries is a bootstrap (Sakai 2006).
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Grades = Mapping[int, int]  # document -> grade; a document that is not in it has grade 0


def precision_at(k: int, ranked: Sequence[int], relevant: Collection[int]) -> float:
    """The share of the first ``k`` places that hold a relevant document; an empty place does not.

    >>> precision_at(4, [7, 3, 5], {3, 5, 9})
    0.5
    """
    return sum(document in relevant for document in ranked[:k]) / k


def recall_at(k: int, ranked: Sequence[int], relevant: Collection[int]) -> float:
    """The share of the relevant documents that are among the first ``k``; 0 where none is.

    >>> recall_at(4, [7, 3, 5], {3, 5, 9, 11})
    0.5
    """
    if not relevant:
        return 0.0
    return sum(document in relevant for document in ranked[:k]) / len(relevant)


def gain(grades: Sequence[float]) -> float:
    """Discounted cumulated gain: each grade divided by log2 of its place + 1.

    >>> gain([2, 0, 1])
    2.5
    """
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, 1) if grade)


def ndcg_at(k: int, ranked: Sequence[int], grades: Grades) -> float:
    """The gain of the first ``k`` over that of the best order; 0 where nothing is relevant.

    >>> ndcg_at(10, [4, 2], {4: 2, 2: 1})
    1.0
    """
    most = gain(sorted(grades.values(), reverse=True)[:k])
    return gain([grades.get(document, 0) for document in ranked[:k]]) / most if most else 0.0


@dataclass(frozen=True)
class Difference:
    """Mean of the differences of paired numbers, and the ends of its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float
    wins: int
    losses: int

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def paired_difference(
    one: NDArray[Any], other: NDArray[Any], *, seed: int = 0, samples: int = 2000
) -> Difference:
    """Of how much ``one`` (Q,) is above ``other`` (Q,), query by query.

    The queries are drawn anew ``samples`` times, with replacement, by ``seed``.
    """
    apart = np.asarray(one, dtype=float) - np.asarray(other, dtype=float)
    drawn = np.random.default_rng(seed).integers(0, len(apart), (samples, len(apart)))
    low, high = np.quantile(apart[drawn].mean(axis=1), (0.025, 0.975))
    wins, losses = int((apart > 1e-12).sum()), int((apart < -1e-12).sum())
    return Difference(float(apart.mean()), float(low), float(high), wins, losses)
