"""Co-occurrence counts: how often one word stands near another (Pennington et al. 2014, section 3).

X[i, j] grows each time word j stands within ``window`` places of word i, by 1 or by 1 / distance.
Most pairs of words never meet, so only the cells above zero are kept, in the order of their rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

WEIGHTINGS = ("distance", "flat")  # 1 / distance, as in the paper, or 1
BORDERS = ("through", "stop")  # whether a window goes on where a sentence ends

Ids = NDArray[np.int32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Cooccurrences:
    """The cells above zero: ``counts`` (M,) at ``rows`` (M,) and ``columns`` (M,), row by row."""

    words: tuple[str, ...]
    rows: Ids
    columns: Ids
    counts: Weights

    @cached_property
    def index(self) -> dict[str, int]:
        """The row of each word."""
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each row's cells begin (V + 1,)."""
        return np.searchsorted(self.rows, np.arange(len(self.words) + 1))

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """X[i], the sum of each row (V,)."""
        return np.bincount(self.rows, self.counts, minlength=len(self.words)).astype(np.float64)

    def row(self, word: str) -> NDArray[np.float64]:
        """X[word, k] of every word k (V,). KeyError for a word that is not there."""
        at = self.index[word]
        cells = slice(self.starts[at], self.starts[at + 1])
        full = np.zeros(len(self.words))
        full[self.columns[cells]] = self.counts[cells]
        return full

    def probabilities(self, word: str) -> NDArray[np.float64]:
        """P(k | word) = X[word, k] / X[word] of every k (V,); 0 for a word without company."""
        return self.row(word) / max(self.totals[self.index[word]], 1e-12)

    def block(self, words: Sequence[str]) -> NDArray[np.float64]:
        """The counts of some words with one another (N, N)."""
        places = [self.index[word] for word in words]
        return np.stack([self.row(word)[places] for word in words])


def cooccurrences(
    words: Sequence[str],
    ids: NDArray[np.integer],
    sentence: NDArray[np.integer],
    *,
    window: int,
    weighting: str = "distance",
    borders: str = "through",
) -> Cooccurrences:
    """Count ``ids`` (N,), places in ``words``, that stand in the sentences ``sentence`` (N,).

    ``weighting`` is one of WEIGHTINGS, ``borders`` one of BORDERS. The counts are symmetric.

    >>> found = cooccurrences(["a", "b", "c"], np.array([0, 1, 2]), np.zeros(3, int), window=2)
    >>> found.row("a").tolist()
    [0.0, 1.0, 0.5]
    """
    if weighting not in WEIGHTINGS or borders not in BORDERS:
        raise ValueError(f"no weighting {weighting!r} or no borders {borders!r}")
    size, reach = len(words), min(window, max(len(ids) - 1, 0))
    ids = ids.astype(np.int64)
    met = [np.empty(0, np.int64)]  # a cell and a distance in one number
    for apart in range(1, reach + 1):
        left, right = ids[:-apart], ids[apart:]
        if borders == "stop":
            together = sentence[apart:] == sentence[:-apart]
            left, right = left[together], right[together]
        low, high = np.minimum(left, right), np.maximum(left, right)
        met.append((low * size + high) * reach + apart - 1)
    keys, times = np.unique(np.concatenate(met), return_counts=True)
    cells, apart_less_one = np.divmod(keys, max(reach, 1))
    weights = times / (apart_less_one + 1) if weighting == "distance" else times.astype(float)
    cells, places = np.unique(cells, return_inverse=True)
    counts = np.bincount(places, weights, minlength=len(cells)).astype(np.float64)
    return _mirrored(words, cells, counts)


def _mirrored(
    words: Sequence[str], cells: NDArray[np.int64], counts: NDArray[np.float64]
) -> Cooccurrences:
    """Both halves of a symmetric matrix from its upper one; a word beside itself counts twice."""
    low, high = np.divmod(cells, max(len(words), 1))
    same = low == high
    rows = np.concatenate([low, high[~same]])
    columns = np.concatenate([high, low[~same]])
    values = np.concatenate([np.where(same, 2 * counts, counts), counts[~same]])
    order = np.argsort(rows * len(words) + columns)
    return Cooccurrences(
        tuple(words),
        rows[order].astype(np.int32),
        columns[order].astype(np.int32),
        values[order].astype(np.float32),
    )


def encoded(sentences: Sequence[Sequence[str]], words: Sequence[str]) -> tuple[Ids, Ids]:
    """The places in ``words`` and the sentence numbers (N,) of all words that are in ``words``.

    >>> [part.tolist() for part in encoded([["a", "?"], ["b", "a"]], ["a", "b"])]
    [[0, 1, 0], [0, 1, 1]]
    """
    index = {word: i for i, word in enumerate(words)}
    lengths = np.fromiter(map(len, sentences), np.int32, len(sentences))
    number = np.repeat(np.arange(len(sentences), dtype=np.int32), lengths)
    every = chain.from_iterable(sentences)
    ids = np.fromiter((index.get(word, -1) for word in every), np.int32, len(number))
    known = ids >= 0
    return ids[known], number[known]
