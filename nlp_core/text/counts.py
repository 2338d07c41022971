"""A document as a bag: which words and how often, but not in what order. Sparse: most counts are 0.

Sources: Manning, Raghavan, Schütze (2008), "Introduction to Information Retrieval", chapters 6.2
(term weights) and 13.2 (bags); the smoothed idf is scikit-learn's default.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Document = Sequence[str]  # its tokens


@dataclass(frozen=True)
class Vocabulary:
    """The distinct words in a fixed order; a word's place is its column, its one-hot position."""

    words: tuple[str, ...]
    index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {word: i for i, word in enumerate(self.words)})
        if len(self.index) != len(self.words):
            raise ValueError("a vocabulary holds each word once")

    def __len__(self) -> int:
        return len(self.words)

    def __contains__(self, word: object) -> bool:
        return word in self.index


def build_vocabulary(
    documents: Iterable[Document],
    *,
    at_least: int = 1,
    in_documents: int = 1,
    at_most: int | None = None,
    stop_words: Collection[str] = (),
) -> Vocabulary:
    """Words seen ``at_least`` times and ``in_documents`` (min_df), stop words apart.

    The most frequent come first, ties by code point.

    >>> build_vocabulary([["a", "b", "a"], ["c", "b", "a"]]).words
    ('a', 'b', 'c')
    """
    frequency: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    for document in documents:
        frequency.update(document)
        if in_documents > 1:
            holding.update(set(document))
    kept = [
        word
        for word, count in frequency.items()
        if count >= at_least and word not in stop_words
        if in_documents == 1 or holding[word] >= in_documents
    ]
    return Vocabulary(tuple(sorted(kept, key=lambda w: (-frequency[w], w))[:at_most]))


@dataclass(frozen=True)
class Counts:
    """A document-term matrix (N, V) that stores its non-zero cells only, row by row."""

    row: NDArray[np.int64]  # (M,) for M non-zero cells
    column: NDArray[np.int64]  # (M,)
    value: NDArray[np.float64]  # (M,)
    shape: tuple[int, int]  # N documents, V words

    def dense(self) -> NDArray[np.float64]:
        """The full matrix (N, V)."""
        matrix = np.zeros(self.shape)
        matrix[self.row, self.column] = self.value
        return matrix

    def head(self, n: int) -> "Counts":
        """Only the first ``n`` documents."""
        kept = self.row < n
        shape = (min(n, self.shape[0]), self.shape[1])
        return Counts(self.row[kept], self.column[kept], self.value[kept], shape)

    def documents(self, chosen: NDArray[np.int64]) -> "Counts":
        """The rows of the ``chosen`` documents (K,), in that order: (K, V)."""
        first = np.searchsorted(self.row, np.arange(self.shape[0] + 1))  # (N + 1,) where rows begin
        sizes = np.diff(first)[chosen]
        row = np.repeat(np.arange(len(chosen)), sizes)
        within = np.arange(len(row)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        cells = np.repeat(first[:-1][chosen], sizes) + within
        return Counts(row, self.column[cells], self.value[cells], (len(chosen), self.shape[1]))

    def words(self, kept: NDArray[np.int64]) -> "Counts":
        """The columns of the ``kept`` words (K,), in that order: (N, K)."""
        place = np.full(self.shape[1], -1)
        place[kept] = np.arange(len(kept))
        column = place[self.column]
        held = column >= 0
        shape = (self.shape[0], len(kept))
        return Counts(self.row[held], column[held], self.value[held], shape)

    def times(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """The product (N, V) @ (V, K) -> (N, K)."""
        n = self.shape[0]
        columns = [
            np.bincount(self.row, weights=self.value * k[self.column], minlength=n)
            for k in matrix.T
        ]
        return np.stack(columns, axis=1) if columns else np.zeros((n, 0))

    def transposed_times(self, matrix: NDArray[np.float64]) -> NDArray[np.float64]:
        """The product (V, N) @ (N, K) -> (V, K)."""
        turned = Counts(self.column, self.row, self.value, (self.shape[1], self.shape[0]))
        return turned.times(matrix)


def count(documents: Sequence[Document], vocabulary: Vocabulary) -> Counts:
    """Count the words of the vocabulary in each document; unknown words are ignored.

    >>> count([["a", "b", "a"], ["c"]], Vocabulary(("a", "b"))).dense().tolist()
    [[2.0, 1.0], [0.0, 0.0]]
    """
    index = vocabulary.index
    row: list[int] = []
    column: list[int] = []
    value: list[int] = []
    for i, document in enumerate(documents):
        bag = Counter(index[word] for word in document if word in index)
        row.extend([i] * len(bag))
        column.extend(bag.keys())
        value.extend(bag.values())
    shape = (len(documents), len(vocabulary))
    return Counts(np.array(row, int), np.array(column, int), np.array(value, float), shape)


def inverse_document_frequency(counts: Counts) -> NDArray[np.float64]:
    """ln((1 + N) / (1 + df)) + 1 for each word (V,): a word in every document still weighs 1."""
    n, size = counts.shape
    document_frequency = np.bincount(counts.column, minlength=size)  # (V,)
    return np.log((1 + n) / (1 + document_frequency)) + 1


def tf_idf(counts: Counts, idf: NDArray[np.float64]) -> Counts:
    """Multiply each count by the idf of its word, then scale each document to length 1."""
    weighted = counts.value * idf[counts.column]
    length = np.sqrt(np.bincount(counts.row, weights=weighted**2, minlength=counts.shape[0]))
    return Counts(counts.row, counts.column, weighted / length[counts.row], counts.shape)
