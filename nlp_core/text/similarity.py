"""Similarity of two rows of numbers: dot product, Euclidean distance, cosine.

For one-hot vectors the three say the same thing and say it of every pair: 0, the square root of 2,
and 0. Source: Manning, Raghavan, Schütze (2008), "Introduction to Information Retrieval",
section 6.3.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.counts import Counts, Vocabulary

Floats = NDArray[np.float64]


def one_hot(words: Sequence[str], vocabulary: Vocabulary) -> Floats:
    """One row a word, 1 in the word's own column and 0 elsewhere: (T, V).

    The word is a category: its column's number is a name and no size.

    >>> one_hot(["b", "a"], Vocabulary(("a", "b"))).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    matrix = np.zeros((len(words), len(vocabulary)))
    for row, word in enumerate(words):
        matrix[row, vocabulary.index[word]] = 1
    return matrix


def dot_products(matrix: Floats) -> Floats:
    """Every row times every row: (N, V) -> (N, N)."""
    return matrix @ matrix.T


def distances(matrix: Floats) -> Floats:
    """The Euclidean distance between every two rows: (N, V) -> (N, N)."""
    apart = matrix[:, None, :] - matrix[None, :, :]  # (N, N, V)
    return np.sqrt((apart**2).sum(axis=-1))


def cosine_similarities(counts: Counts) -> Floats:
    """The cosine of the angle between every two documents (N, N); 0 for an empty one."""
    rows = counts.dense()  # (N, V)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions = rows / np.where(lengths > 0, lengths, 1)
    return directions @ directions.T
