"""Searchers of the library and of a few texts, as the tests of this folder use them."""

from nlp_core.corpora import library
from nlp_core.experiments.retrieval.collection import own, shelves
from nlp_core.experiments.retrieval.search import Searcher, searcher
from nlp_core.text.reader import Reader


def shelved(language: str, unit: str = "words") -> Searcher:
    """The library by a unit."""
    cut = library.morphemes_by_text().__getitem__ if unit == "morphemes" else None
    return searcher(shelves(language), Reader(language, unit, cut))


def few(*texts: str, language: str = "en", unit: str = "words") -> Searcher:
    """A learner's texts."""
    return searcher(own(language, texts), Reader(language, unit))
