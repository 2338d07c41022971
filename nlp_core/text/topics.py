"""Topics of a collection: its TF-IDF matrix as a product of two smaller ones without negatives.

Every document becomes a mixture of K topics, and a topic is a list of words with weights; nobody
names the topics. Sources: Lee & Seung (2001), "Algorithms for Non-negative Matrix Factorization",
for the updates, under which the error never grows; Xu, Liu, Gong (2003), "Document Clustering Based
on Non-negative Matrix Factorization", for documents grouped by their largest topic.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TINY = 1e-9


@dataclass(frozen=True, eq=False)
class Topics:
    """The mixture of each document (N, K), the words of each topic (K, V), the error by step."""

    documents: Floats
    words: Floats
    errors: tuple[float, ...]

    @property
    def largest(self) -> NDArray[np.int64]:
        """The largest topic of each document (N,)."""
        return self.documents.argmax(axis=1)

    def top_words(self, words: Sequence[str], topic: int, most: int) -> list[str]:
        """The words that weigh most in a topic."""
        order = np.argsort(-self.words[topic], kind="stable")[:most]
        return [words[i] for i in order]


def factorize(
    table: NDArray[Any], topics: int, *, seed: int, steps: int = 200, enough: float = 1e-4
) -> Topics:
    """Find W (N, K) and H (K, V), nowhere negative, with W H near ``table`` (N, V).

    Both start at random by ``seed`` and take turns: each is multiplied by what makes the squared
    error fall, so that no entry ever changes its sign. It ends after ``steps``, or when the error
    falls by less than ``enough`` of itself. A topic's words are scaled to length 1.
    """
    rng = np.random.default_rng(seed)
    n, v = table.shape
    scale = np.sqrt(table.mean() / topics)
    w = (scale * rng.random((n, topics)) + TINY).astype(table.dtype)
    h = (scale * rng.random((topics, v)) + TINY).astype(table.dtype)
    size = float((table * table).sum())
    errors: list[float] = []
    for _ in range(steps):
        w *= (table @ h.T) / (w @ (h @ h.T) + TINY)  # (N, K)
        across = w.T @ table  # (K, V)
        h *= across / ((w.T @ w) @ h + TINY)
        errors.append(size - 2 * float((across * h).sum()) + float(((w.T @ w) * (h @ h.T)).sum()))
        if len(errors) > 1 and errors[-2] - errors[-1] < enough * errors[-2]:
            break
    length = np.linalg.norm(h, axis=1, keepdims=True) + TINY  # (K, 1)
    return Topics(w * length.T, h / length, tuple(errors))


def purity(groups: Sequence[Hashable], truth: Sequence[Hashable]) -> float:
    """The share of documents that bear the commonest label of their group.

    >>> purity([0, 0, 0, 1], ["a", "a", "b", "b"])
    0.75
    """
    return float(_table(groups, truth).max(axis=1).sum() / len(groups))


def mutual_information(groups: Sequence[Hashable], truth: Sequence[Hashable]) -> float:
    """Normalised mutual information (NMI): 0 is unrelated, 1 the same grouping by other names.

    Divided by the mean of both entropies; unlike purity it does not grow by itself with the number
    of groups to 1 alone.

    >>> round(mutual_information([1, 1, 0, 0], ["a", "a", "b", "b"]), 6)
    1.0
    """
    joint = _table(groups, truth) / len(groups)
    rows, columns = joint.sum(axis=1), joint.sum(axis=0)
    held = joint > 0
    shared = float((joint[held] * np.log(joint[held] / np.outer(rows, columns)[held])).sum())
    mean = (_entropy(rows) + _entropy(columns)) / 2
    return shared / mean if mean > 0 else 1.0


def _entropy(shares: Floats) -> float:
    return float(-(shares * np.log(shares)).sum())


def _table(groups: Sequence[Hashable], truth: Sequence[Hashable]) -> Floats:
    """How often each group (rows) meets each label (columns)."""
    rows = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    columns = {label: i for i, label in enumerate(dict.fromkeys(truth))}
    table = np.zeros((len(rows), len(columns)))
    for group, label in zip(groups, truth, strict=True):
        table[rows[group], columns[label]] += 1
    return table
