"""Ranking by words: TF-IDF and BM25, with every score computed when the index is made.

What a word adds to a document's score does not depend on the query, so it is computed once for each
posting; a query then only sums the sparse columns of its words (Lù 2024, "BM25S"). Sources: Spärck
Jones (1972) for the idea of idf; Salton & Buckley (1988) for TF-IDF; Robertson & Zaragoza (2009),
"The Probabilistic Relevance Framework", section 3.4, for BM25.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.inverted_index import InvertedIndex

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
K1, B = 1.2, 0.75  # the usual values (Robertson & Zaragoza 2009, section 3.4.1)
COMMON = 8  # a word in more than one document of so many is common


def rarity(holding: Any, documents: int) -> Any:
    """BM25's idf of words that ``holding`` of N ``documents`` have: large for a rare word.

    ln(1 + (N - df + 0.5) / (df + 0.5)): the 1 inside, as in Lucene, keeps it above 0.
    """
    return np.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def plain_rarity(holding: Any, documents: int) -> Any:
    """ln(N / df), as Spärck Jones (1972) had it: 0 for a word that every document has."""
    return np.log(documents / holding)


def saturation(tf: Any, length: Any, k1: float = K1, b: float = B) -> Any:
    """How much ``tf`` occurrences of a word count: tf (k1 + 1) / (tf + k1 (1 - b + b length)).

    ``length`` is the document's length over the mean. One occurrence in a document of mean length
    counts 1, and however many there are, they never count more than k1 + 1.

    >>> [round(float(saturation(tf, 1.0, k1=1.0)), 2) for tf in (1, 2, 100)]
    [1.0, 1.33, 1.98]
    """
    return tf * (k1 + 1) / (tf + k1 * (1 - b + b * length))


@dataclass(frozen=True, eq=False)
class Ranking:
    """An index with what each posting adds to the score of its document: ``weights`` (M,)."""

    index: InvertedIndex
    weights: Floats

    def scores(self, query: Sequence[str], emphasis: Mapping[str, float] | None = None) -> Floats:
        """The score of every document (N,): the sum over the query's words, repetitions included.

        ``emphasis`` multiplies what single words add.
        """
        found = np.zeros(len(self.index))
        for word in query:
            factor = 1.0 if emphasis is None else emphasis.get(word, 1.0)
            column = self._common.get(word)
            if column is not None:
                found += column if factor == 1.0 else factor * column
            else:
                here = self.index.place(word)
                np.add.at(found, self.index.documents[here], factor * self.weights[here])
        return found

    @cached_property
    def _common(self) -> dict[str, Floats]:
        """Whole columns (N,) of words in many documents: those are added faster than postings."""
        holding = np.diff(self.index.starts)
        many = np.flatnonzero(holding > len(self.index) / COMMON).tolist()
        return {self.index.words[i]: self._column(self.index.words[i]) for i in many}

    def _column(self, word: str) -> Floats:
        here = self.index.place(word)
        column = np.zeros(len(self.index))
        column[self.index.documents[here]] = self.weights[here]
        return column

    def contributions(self, query: Sequence[str]) -> Floats:
        """What each word of the query adds to each document (N, T)."""
        columns = [self._column(word) for word in query]
        return np.stack(columns, axis=1) if columns else np.zeros((len(self.index), 0))


def bm25(
    index: InvertedIndex,
    k1: float = K1,
    b: float = B,
    idf: Callable[[Any, int], Any] = rarity,
) -> Ranking:
    """Score every posting by BM25: the word's idf times its saturated count."""
    holding = np.diff(index.starts)  # (V,)
    length = index.lengths / index.mean_length  # (N,)
    counted = saturation(index.counts, length[index.documents], k1, b)  # (M,)
    return Ranking(index, idf(holding, len(index))[index.word_of] * counted)


def tf_idf(index: InvertedIndex, idf: Callable[[Any, int], Any] = plain_rarity) -> Ranking:
    """Score every posting by (1 + ln tf) idf, each document's vector scaled to length 1.

    This is the scheme "ltc" of Salton & Buckley (1988) on the documents' side; the words of the
    query weigh their idf once more.
    """
    rare = idf(np.diff(index.starts), len(index))  # (V,)
    weights = (1 + np.log(index.counts)) * rare[index.word_of]  # (M,)
    squares = np.bincount(index.documents, weights**2, minlength=len(index))
    length = np.sqrt(np.where(squares > 0, squares, 1.0))  # (N,)
    return Ranking(index, weights / length[index.documents] * rare[index.word_of])


def coordination(index: InvertedIndex) -> Ranking:
    """Score every posting 1: a document's score is how many of the query's words it holds."""
    return Ranking(index, np.ones(len(index.documents)))


def best(scores: NDArray[Any], count: int, *, above: float | None = 0.0) -> Ints:
    """The places of the ``count`` highest scores, the highest first, ties in document order.

    Scores that are not ``above`` a bound were not found at all and are left out.

    >>> best(np.array([1.0, 3.0, 0.0, 3.0]), 3).tolist()
    [1, 3, 0]
    """
    count = min(count, len(scores))
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    if count < len(scores):
        bound = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= bound)
    else:
        places = np.arange(len(scores))
    order = places[np.argsort(-scores[places], kind="stable")][:count]
    return order if above is None else order[scores[order] > above]
