"""Ranking by vectors: a text is the mean of its words' vectors, rare words counted more.

Such a ranking finds a document that has none of the query's words, if it has words of the same
company. Sources: Arora, Liang, Ma (2017), "A Simple but Tough-to-Beat Baseline for Sentence
Embeddings", for means that weigh rare words more; Deerwester et al. (1990), "Indexing by Latent
Semantic Analysis", for vectors out of the collection itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.embeddings import Vectors
from nlp_core.text.inverted_index import InvertedIndex
from nlp_core.text.ranking import rarity

Floats = NDArray[np.float64]
MOST_DOCUMENTS = 400  # of a collection that becomes a full matrix


def mean_vector(words: Sequence[str], vectors: Vectors, weights: Mapping[str, float]) -> Floats:
    """The direction (C,) of the weighted mean of the words' unit vectors; zeros if none is known.

    A word without a weight of its own weighs 1.
    """
    known = [word for word in words if word in vectors.index]
    if not known:
        return np.zeros(vectors.matrix.shape[1])
    weighed = np.array([weights.get(word, 1.0) for word in known])
    return unit(weighed @ vectors.unit[[vectors.index[word] for word in known]])


def unit(vectors: NDArray[Any]) -> Floats:
    """Vectors (..., C) at length 1; a zero vector stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 1e-12, length, 1.0), dtype=np.float64)


def cosines(query: Floats, documents: Floats) -> Floats:
    """The cosine of a unit vector (C,) with each of (N, C): (N,)."""
    return documents @ query


def rarities(index: InvertedIndex) -> dict[str, float]:
    """The idf of every word of an index."""
    found = rarity(np.diff(index.starts), len(index))
    return dict(zip(index.words, found.tolist(), strict=True))


def latent_vectors(index: InvertedIndex, d_model: int) -> Vectors:
    """Word vectors from the collection alone: the words' side of the SVD of its TF-IDF matrix.

    Words that stand in the same documents get like vectors. There are at most as many dimensions as
    documents; of a large collection an even selection of ``MOST_DOCUMENTS`` is read.
    """
    table = unit(weighted_table(index, MOST_DOCUMENTS))  # (N, V)
    _, directions = np.linalg.eigh(table @ table.T)  # (N, N), the strongest last
    matrix = table.T @ directions[:, ::-1][:, :d_model]  # (V, C): V S of the SVD U S V'
    return Vectors(index.words, matrix.astype(np.float32))


def weighted_table(index: InvertedIndex, most: int) -> Floats:
    """The TF-IDF matrix (N, V), (1 + ln tf) idf in its cells, of an even choice of ``most``."""
    step = max(-(-len(index) // most), 1)
    rare = rarity(np.diff(index.starts), len(index))
    table = np.zeros((-(-len(index) // step), len(index.words)))
    kept = index.documents % step == 0
    weights = (1 + np.log(index.counts)) * rare[index.word_of]
    table[index.documents[kept] // step, index.word_of[kept]] = weights[kept]
    return table
