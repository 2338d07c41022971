"""How often words occur, by rank: a few words are most of any text, and half of them occur once.

Zipf (1949), "Human Behavior and the Principle of Least Effort".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.counts import Document


@dataclass(frozen=True)
class Ranks:
    """Frequency against rank: rank and frequency (V,), the slope of their logs, and rare words."""

    words: tuple[str, ...]
    rank: NDArray[np.int64]
    frequency: NDArray[np.int64]
    slope: float
    once: float  # share of the vocabulary that occurs once
    top: float  # share of all tokens that the ten most frequent words take

    def ideal(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Ranks and the frequencies that Zipf's law gives them, as far as those are 1 or more."""
        ranks = self.rank[: int(self.frequency[0])]
        return ranks, self.frequency[0] / ranks

    def numbers(self) -> dict[str, Any]:
        """As the page says them."""
        return {
            "size": len(self.words),
            "word": self.words[0],
            "most": int(self.frequency[0]),
            "slope": self.slope,
            "once": self.once,
            "top": self.top,
        }


def ranks(documents: Sequence[Document]) -> Ranks:
    """Words by frequency. Zipf's law says that frequency times rank hardly changes: slope -1."""
    frequency = Counter(word for document in documents for word in document)
    ordered = frequency.most_common()
    counts = np.array([n for _, n in ordered], int)
    rank = np.arange(1, len(counts) + 1)
    straight = np.unique(counts, return_index=True)[1]  # one point a frequency, its first rank
    x, y = np.log(rank[straight]), np.log(counts[straight])
    slope = float(np.polyfit(x, y, 1)[0]) if len(straight) > 1 else float("nan")
    once, top = float((counts == 1).mean()), float(counts[:10].sum() / counts.sum())
    return Ranks(tuple(word for word, _ in ordered), rank, counts, slope, once, top)
