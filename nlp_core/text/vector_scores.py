"""How well word vectors do where people have judged: similar pairs, and words that praise or blame.

Similarity is scored by Spearman's rank correlation with the judgements (Finkelstein et al. 2002);
polarity by whether a word's nearest neighbour among polar words has its sign.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.embeddings import Question, Vectors, analogy_accuracy

Pair = tuple[str, str, float]


@dataclass(frozen=True)
class Score:
    """A score, and how many of the questions could be asked: both words have a vector."""

    value: float
    asked: int


def ranks(values: NDArray[Any]) -> NDArray[np.float64]:
    """The rank of each value from 0 (N,); equal values share the mean of theirs.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [1.5, 0.0, 1.5]
    """
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts + 1) / 2)[places]


def spearman(one: NDArray[Any], other: NDArray[Any]) -> float:
    """The correlation of the ranks of two rows of numbers (N,); NaN where one is constant."""
    a, b = (ranks(np.asarray(values)) for values in (one, other))
    a, b = a - a.mean(), b - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / scale) if scale else float("nan")


def similarity(vectors: Vectors, pairs: Sequence[Pair]) -> Score:
    """Spearman's correlation of cosines with the judgements of the pairs that are known."""
    known = [pair for pair in pairs if pair[0] in vectors.index and pair[1] in vectors.index]
    if len(known) < 2:
        return Score(float("nan"), len(known))
    ones = vectors.rows([one for one, _, _ in known])  # (N, C)
    cosines = (ones * vectors.rows([other for _, other, _ in known])).sum(axis=1)
    return Score(spearman(cosines, np.array([pair[2] for pair in known])), len(known))


def analogies(vectors: Vectors, questions: Sequence[Question]) -> Score:
    """Accuracy on the questions whose four words are known, the question's words left out."""
    known = [one for one in questions if all(word in vectors.index for word in one)]
    return Score(analogy_accuracy(vectors, known), len(known))


def polarity(vectors: Vectors, signs: dict[str, int]) -> Score:
    """Share of the words of ``signs`` (+1 or -1) whose nearest other one has the same sign.

    With as many of one sign as of the other, chance is a half.
    """
    words = [word for word in signs if word in vectors.index]
    unit = vectors.rows(words)  # (N, C)
    cosines = unit @ unit.T  # (N, N)
    np.fill_diagonal(cosines, -np.inf)
    sign = np.array([signs[word] for word in words])
    return Score(float((sign[cosines.argmax(axis=1)] == sign).mean()), len(words))
