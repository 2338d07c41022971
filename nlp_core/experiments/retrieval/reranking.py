"""One query re-ranked by BM25 as its rare words gain weight, and the curves behind it.

A word's weight is its idf raised to a power: 0 makes all words alike, 1 is BM25, 2 exaggerates.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.experiments.retrieval.search import Searcher, Settings, Terms
from nlp_core.memory import per_visitor
from nlp_core.text.ranking import best, bm25, coordination, saturation, tf_idf

Floats = NDArray[np.float64]
SHOWN, PARTS = 8, 6  # documents, and words with a colour of their own
MOST_TF = 10
POINTS = 41  # of a curve


@dataclass(frozen=True)
class Found:
    """A document on its place, where it stood with all words alike, and what each word adds."""

    document: int
    place: int
    before: int
    parts: tuple[float, ...]
    counts: tuple[int, ...]

    @property
    def score(self) -> float:
        """The whole score."""
        return sum(self.parts)


@dataclass(frozen=True, eq=False)
class Reranked:
    """The first documents for a query: its words (T) by weight, and every score (N,)."""

    searcher: Searcher
    settings: Settings
    words: tuple[str, ...]
    times: tuple[int, ...]  # how often the query says each
    weights: tuple[float, ...]  # idf to the power, times that
    found: tuple[Found, ...]
    holding: int  # documents with any of the words

    @cached_property
    def rarest(self) -> str:
        """The word of the query that fewest documents have."""
        index = self.searcher.index
        return min(self.words, key=lambda word: (index.holding(word), self.words.index(word)))

    @property
    def first_alike(self) -> tuple[int, ...]:
        """The documents that would be first with all words alike; several where they tie."""
        index = self.searcher.index
        model = bm25(index, self.settings.k1, self.settings.b)
        idf = np.array([self.searcher.rarities[word] for word in self.words])
        alike = (model.contributions(self.words) / idf * np.array(self.times)).sum(axis=1)
        top = alike.max(initial=0.0)
        return tuple(np.flatnonzero((alike > 0) & (alike > top - 1e-9)).tolist())

    @property
    def title(self) -> str:
        """The title of the first document; nothing where none was found."""
        first = self.found[:1]
        return self.searcher.collection.titles[first[0].document] if first else ""

    def curves(self, most: int) -> Floats:
        """What each word adds in a document of mean length with 0 to ``most`` of it (T, POINTS)."""
        tf = np.linspace(0, most, POINTS)[1:]
        curve = saturation(tf, 1.0, self.settings.k1, self.settings.b)
        return np.array(self.weights)[:, None] * np.concatenate([[0.0], curve])

    @property
    def widest(self) -> int:
        """How far the axis of counts has to reach."""
        seen = [count for one in self.found for count in one.counts]
        return min(max([4, *seen]), MOST_TF)


@per_visitor(24)
def rerank(searcher: Searcher, terms: Terms, settings: Settings, power: float) -> Reranked:
    """Rank by BM25 with each word's idf raised to ``power``."""
    index = searcher.index
    order = sorted(terms.known, key=index.holding)  # rare words first
    said = dict(zip(terms.known, terms.times, strict=True))
    model = bm25(index, settings.k1, settings.b)
    idf = np.array([searcher.rarities[word] for word in order])
    times = np.array([said[word] for word in order], dtype=float)
    plain = model.contributions(order) / idf * times  # (N, T), all words alike
    parts = plain * idf**power
    scores, alike = parts.sum(axis=1), plain.sum(axis=1)
    before = {int(d): place for place, d in enumerate(best(alike, len(alike)), 1)}
    found = tuple(
        Found(
            document=int(d),
            place=place,
            before=before[int(d)],
            parts=tuple(parts[d].tolist()),
            counts=tuple(index.count(word, int(d)) for word in order),
        )
        for place, d in enumerate(best(scores, SHOWN), 1)
    )
    weights = tuple((idf**power * times).tolist())
    repeated = tuple(said[word] for word in order)
    return Reranked(searcher, settings, tuple(order), repeated, weights, found, len(before))


def by_method(found: Reranked, document: int) -> dict[str, list[float]]:
    """What share of a document's score each word (T) has, by method."""
    index, settings = found.searcher.index, found.settings
    models = {
        "coordination": coordination(index),
        "tf-idf": tf_idf(index),
        "bm25": bm25(index, settings.k1, settings.b),
    }
    times = np.array(found.times)
    parts = {m: model.contributions(found.words)[document] * times for m, model in models.items()}
    return {m: (one / max(one.sum(), 1e-12)).tolist() for m, one in parts.items()}


def arithmetic(found: Reranked, document: int) -> dict[str, Any]:
    """Every number behind the largest BM25 contribution to a document's score."""
    index, settings = found.searcher.index, found.settings
    parts = bm25(index, settings.k1, settings.b).contributions(found.words)[document]
    word = found.words[int(parts.argmax())]
    length = float(index.lengths[document])
    counted = saturation(index.count(word, document), length / index.mean_length, *_of(settings))
    return {
        "word": word,
        "tf": index.count(word, document),
        "df": index.holding(word),
        "n": len(index),
        "idf": found.searcher.rarities[word],
        "length": length,
        "mean": index.mean_length,
        "counted": float(counted),
        "product": float(parts.max()),
    }


def shorter_or_longer(found: Reranked) -> tuple[int, str]:
    """A found document far from the mean length, and what b = 1 makes of its score after b = 0.

    "up", "same" or "down": the score of the document whose length is farthest from the mean.
    """
    index, k1 = found.searcher.index, found.settings.k1
    documents = [one.document for one in found.found]
    chosen = max(documents, key=lambda d: abs(index.lengths[d] - index.mean_length))
    none, full = (
        float(bm25(index, k1, b).contributions(found.words)[chosen].sum()) for b in (0.0, 1.0)
    )
    change = "same" if abs(full - none) < 1e-9 else "up" if full > none else "down"
    return chosen, change


def _of(settings: Settings) -> tuple[float, float]:
    return settings.k1, settings.b
