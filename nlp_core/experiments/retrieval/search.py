"""One query against one collection: its words, what they find, and how each method ranks it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nlp_core.corpora import library
from nlp_core.errors import LearnerError
from nlp_core.experiments.retrieval.collection import Collection
from nlp_core.memory import per_visitor
from nlp_core.text import dense_ranking, rank_fusion, ranking
from nlp_core.text.dense_ranking import mean_vector
from nlp_core.text.embeddings import Vectors
from nlp_core.text.inverted_index import InvertedIndex, build_index
from nlp_core.text.nearest import nearest
from nlp_core.text.reader import Reader
from nlp_core.text.stop_words import ALL
from nlp_core.text.tidying import tidy

Floats = NDArray[np.float64]
_HALF = re.compile("[\u3131-\u318e]")  # letters of Hangul on their own
MOST_WORDS = 32  # different words of a query
LATENT = 64  # dimensions of vectors made of the collection itself


@dataclass(frozen=True)
class Settings:
    """How to rank: BM25's k1 and b, and BM25's share in the hybrid (0: fused by places)."""

    k1: float = ranking.K1
    b: float = ranking.B
    share: float = 0.0


@dataclass(frozen=True)
class Terms:
    """The words of a query: those that the index has, each with its count, and the others."""

    known: tuple[str, ...]
    times: tuple[int, ...]
    unknown: tuple[str, ...]
    left_out: int  # words beyond the most that are read

    @property
    def all(self) -> tuple[str, ...]:
        """Every known word as often as the query says it."""
        pairs = zip(self.known, self.times, strict=True)
        return tuple(word for word, times in pairs for _ in range(times))

    @property
    def only_stop_words(self) -> bool:
        """Whether no word of it tells a subject."""
        words = (*self.known, *self.unknown)
        return bool(words) and all(word in ALL for word in words)


def read(reader: Reader, text: str) -> list[str]:
    """The units of a text that can be looked up.

    Endings that are half a syllable (the ㄴ다 of 한다) are none: nobody writes them so.
    """
    units = reader.units(text)
    return [one for one in units if not _HALF.search(one) or one in text]


@dataclass(frozen=True, eq=False)
class Searcher:
    """A collection, cut into units and indexed."""

    collection: Collection
    reader: Reader
    documents: tuple[tuple[str, ...], ...]
    index: InvertedIndex
    titles: InvertedIndex

    @cached_property
    def latent(self) -> Vectors:
        """Word vectors out of this collection."""
        return dense_ranking.latent_vectors(self.index, LATENT)

    @cached_property
    def judged(self) -> tuple[tuple[str, ...], ...]:
        """The words of each judged query, in this language and these units."""
        said = [query.words[self.collection.language] for query in library.queries()]
        return tuple(tuple(read(self.reader, words)) for words in said)

    @cached_property
    def rarities(self) -> dict[str, float]:
        """The idf of every word."""
        return dense_ranking.rarities(self.index)

    def terms(self, query: str) -> Terms:
        """The words of a query. LearnerError "no-query" where there is nothing to look up."""
        counted = Counter(read(self.reader, tidy([query]).texts[0]))
        if not counted:
            raise LearnerError("no-query")
        words = list(counted)[:MOST_WORDS]
        known = tuple(word for word in words if word in self.index)
        unknown = tuple(word for word in words if word not in self.index)
        times = tuple(counted[word] for word in known)
        return Terms(known, times, unknown, len(counted) - len(words))

    def near(self, word: str) -> list[str]:
        """Words of the index that are spelt most like one that it does not have."""
        return nearest(word, self.index.words) if 2 <= len(word) <= 20 else []

    def commonest(self) -> Terms:
        """A query of the word that most texts have: it finds something in any collection."""
        word = max(self.index.words, key=self.index.holding)
        return Terms((word,), (1,), (), 0)


def _of_library(collection: Collection, _: Reader) -> bool:
    return collection.is_library


@per_visitor(6, shared=_of_library)
def searcher(collection: Collection, reader: Reader) -> Searcher:
    """Cut and index a collection.

    Raises LearnerError "nothing-in-unit" if no text holds a unit.
    """
    documents = tuple(tuple(read(reader, text)) for text in collection.read)
    if not any(documents):
        raise LearnerError("nothing-in-unit")
    titles = build_index(read(reader, title) for title in collection.titles)
    return Searcher(collection, reader, documents, build_index(documents), titles)


@dataclass(frozen=True, eq=False)
class Ranker:
    """Every method over one index, ready to be asked: a query is then a few sums."""

    searcher: Searcher
    settings: Settings
    vectors: Vectors
    words: dict[str, ranking.Ranking]
    means: Floats

    def scores(self, method: str, query: Sequence[str]) -> Floats:
        """The score of every document (N,) for the words of a query; 0 or less is not found."""
        if method in self.words:
            return self.words[method].scores(query)
        direction = mean_vector(query, self.vectors, self.searcher.rarities)
        dense = dense_ranking.cosines(direction, self.means)
        if method == "dense":
            return dense
        lexical = self.words["bm25"].scores(query)
        if self.settings.share:
            return rank_fusion.weighted_sum(lexical, dense, self.settings.share)
        return rank_fusion.reciprocal_rank_fusion([lexical, dense])


def _shared(searcher: Searcher, *_: object) -> bool:
    return searcher.collection.is_library


@per_visitor(4, shared=_shared)
def document_means(searcher: Searcher, vectors: Vectors) -> Floats:
    """The mean vector of every document (N, C)."""
    means = [mean_vector(words, vectors, searcher.rarities) for words in searcher.documents]
    return np.stack(means)


@per_visitor(8, shared=_shared)
def ranker(searcher: Searcher, settings: Settings, vectors: Vectors | None = None) -> Ranker:
    """Every posting's score; without ``vectors``, the collection's own stand for words."""
    made = searcher.latent if vectors is None else vectors
    words = {
        "title": ranking.bm25(searcher.titles, settings.k1, settings.b),
        "coordination": ranking.coordination(searcher.index),
        "tf-idf": ranking.tf_idf(searcher.index),
        "bm25": ranking.bm25(searcher.index, settings.k1, settings.b),
    }
    return Ranker(searcher, settings, made, words, document_means(searcher, made))
