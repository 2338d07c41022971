"""Measures of word vectors: neighbours, analogies, offsets, axes, and agreement of seeds.

Everything here works on unit vectors and cosines in the full space; ``plane`` projects for the eye
only. Analogies by 3CosAdd (Mikolov et al. 2013c; Levy & Goldberg 2014). The counted baseline is
positive PMI with smoothed contexts, reduced by SVD (Levy et al. 2015).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.text.nearest import nearest

Array = NDArray[np.float32]
Question = tuple[str, str, str, str]


@dataclass(frozen=True, eq=False)
class Vectors:
    """Words and their vectors (V, C)."""

    words: tuple[str, ...]
    matrix: Array

    @cached_property
    def unit(self) -> Array:
        """The vectors at length one (V, C); a zero vector stays zero."""
        lengths = np.linalg.norm(self.matrix, axis=1, keepdims=True)
        return self.matrix / np.maximum(lengths, 1e-12)

    @cached_property
    def index(self) -> dict[str, int]:
        """The row of each word."""
        return {word: i for i, word in enumerate(self.words)}

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {word.casefold(): word for word in reversed(self.words)}

    def known(self, word: str) -> str:
        """The word as it is spelt in the vocabulary, ignoring case.

        Raises LearnerError ``empty-text`` or ``unknown-word`` (word, near).
        """
        word = word.strip()
        if not word:
            raise LearnerError("empty-text")
        spelt = word if word in self.index else self._folded.get(word.casefold())
        if spelt is None:
            raise unknown(word, self.words)
        return spelt

    def rows(self, words: Iterable[str]) -> Array:
        """Unit vectors of the words (N, C); raises as ``known``."""
        return self.unit[[self.index[self.known(word)] for word in words]]


def unknown(word: str, words: Sequence[str]) -> LearnerError:
    """The error ``unknown-word``, with known words to try instead."""
    near = nearest(word, words, 4) or words[len(words) // 8 :: len(words) // 4 + 1]
    return LearnerError("unknown-word", word=word, near=", ".join(near))


def neighbours(vectors: Vectors, word: str, count: int = 10) -> list[tuple[str, float]]:
    """The words nearest to ``word`` by cosine, without itself."""
    return _best(vectors, vectors.rows([word])[0], count, without=(word,))


def analogy(
    vectors: Vectors, a: str, b: str, c: str, *, exclude: bool = True, count: int = 5
) -> list[tuple[str, float]]:
    """Candidates for d in a : b = c : d, with the cosine to b - a + c.

    ``exclude`` leaves the question's own words out, as published accuracies do; without that the
    answer is often b or c, because the offset is short beside the vectors it is added to.
    """
    one, two, three = vectors.rows([a, b, c])
    return _best(vectors, two - one + three, count, without=(a, b, c) if exclude else ())


def _best(
    vectors: Vectors, target: Array, count: int, without: Sequence[str]
) -> list[tuple[str, float]]:
    cosines = vectors.unit @ target / max(float(np.linalg.norm(target)), 1e-12)
    order = np.argsort(-cosines, kind="stable")[: count + len(without)]
    found = [(vectors.words[i], float(cosines[i])) for i in order]
    return [one for one in found if one[0] not in without][:count]


def analogy_hits(
    vectors: Vectors, questions: Sequence[Question], *, exclude: bool = True
) -> NDArray[np.bool_]:
    """Which questions (a, b, c, d) find d first, (N,); an unknown word is a miss."""
    known = [all(word in vectors.index for word in q[:4]) for q in questions]
    hits = np.zeros(len(questions), dtype=bool)
    if not any(known):
        return hits
    asked = [q for q, is_known in zip(questions, known, strict=True) if is_known]
    ids = np.array([[vectors.index[word] for word in q[:4]] for q in asked])  # (N, 4)
    a, b, c, d = ids.T
    scores = (vectors.unit[b] - vectors.unit[a] + vectors.unit[c]) @ vectors.unit.T  # (N, V)
    if exclude:
        np.put_along_axis(scores, ids[:, :3], -np.inf, axis=1)
    hits[known] = scores.argmax(axis=1) == d
    return hits


def analogy_accuracy(
    vectors: Vectors, questions: Sequence[Question], *, exclude: bool = True
) -> float:
    """Share of the questions whose d comes first."""
    return float(analogy_hits(vectors, questions, exclude=exclude).mean()) if questions else 0.0


def offset_cosines(starts: Array, ends: Array) -> Array:
    """Cosine of every offset end - start with every other, (N, N), from unit vectors (N, C)."""
    offsets = ends - starts
    lengths = np.linalg.norm(offsets, axis=1, keepdims=True)
    offsets = offsets / np.maximum(lengths, 1e-12)
    return offsets @ offsets.T


def parallelism(starts: Array, ends: Array) -> float:
    """Mean cosine between two different offsets: 1 is parallel, 0 is what chance gives."""
    cosines = offset_cosines(starts, ends)
    return float(cosines[np.triu_indices(len(cosines), k=1)].mean())


def axis(vectors: Vectors, low: str, high: str, words: Sequence[str]) -> list[tuple[str, float]]:
    """Positions of words between ``low`` (0) and ``high`` (1).

    Raises LearnerError ``same-ends``, ``empty-text`` where there is no word, or as ``known``.
    """
    if not words:
        raise LearnerError("empty-text")
    if vectors.known(low) == vectors.known(high):
        raise LearnerError("same-ends", word=low)
    start, end = vectors.rows([low, high])
    line = end - start
    places = (vectors.rows(words) - start) @ line / (line @ line)  # (N,)
    return sorted(zip(words, map(float, places), strict=True), key=lambda placed: placed[1])


@dataclass(frozen=True)
class Plane:
    """Two directions (2, C) through ``middle`` (C,): one plane for all frames of an animation."""

    middle: Array
    directions: Array
    share: float

    def project(self, points: Array) -> Array:
        """Project points (N, C) onto the plane: (N, 2)."""
        return np.asarray((points - self.middle) @ self.directions.T, dtype=np.float32)


def plane(points: Array) -> Plane:
    """The plane of the first two principal components; ``share`` is the variance that it keeps."""
    middle = points.mean(axis=0)
    _, strengths, directions = np.linalg.svd(points - middle, full_matrices=False)
    spread = strengths**2
    return Plane(middle, directions[:2], float(spread[:2].sum() / max(spread.sum(), 1e-12)))


def overlap(one: Vectors, other: Vectors, words: Sequence[str], count: int = 10) -> float:
    """Share of a word's nearest ``count`` that both spaces agree on, averaged over ``words``."""
    shared = [
        len(near(one, word, count) & near(other, word, count)) / count
        for word in words
        if word in one.index and word in other.index
    ]
    return float(np.mean(shared)) if shared else 0.0


def near(vectors: Vectors, word: str, count: int) -> set[str]:
    """The set of the nearest words."""
    return {found for found, _ in neighbours(vectors, word, count)}


def same_direction(one: Vectors, other: Vectors, words: Sequence[str]) -> float:
    """Mean cosine of a word with itself in two spaces; near 0, because their axes are unrelated."""
    return float((one.rows(words) * other.rows(words)).sum(axis=1).mean())


def random_vectors(words: Sequence[str], d_model: int, seed: int) -> Vectors:
    """Random vectors: a baseline that uses no text."""
    matrix = np.random.default_rng(seed).standard_normal((len(words), d_model))
    return Vectors(tuple(words), matrix.astype(np.float32))


def counted_vectors(
    words: Sequence[str], ids: NDArray[Any], sentence: NDArray[Any], *, window: int, d_model: int
) -> Vectors:
    """PPMI of ``ids`` (N,) within their ``sentence`` (N,), by SVD with the roots of its weights."""
    counts = np.zeros((len(words), len(words)))
    for apart in range(1, window + 1):
        together = sentence[apart:] == sentence[:-apart]
        np.add.at(counts, (ids[:-apart][together], ids[apart:][together]), 1)
    counts = counts + counts.T
    words_total, smoothed = counts.sum(axis=1, keepdims=True), counts.sum(axis=0) ** 0.75
    expected = words_total * (smoothed / smoothed.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log(counts / expected)
    ppmi = np.where(counts > 0, np.maximum(pmi, 0), 0)
    left, weights, _ = np.linalg.svd(ppmi)
    matrix = left[:, :d_model] * np.sqrt(weights[:d_model])
    return Vectors(tuple(words), matrix.astype(np.float32))
