"""Text mining in the same collection: keywords, collocations, topics beside the true subjects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp_core.errors import LearnerError
from nlp_core.experiments.retrieval.search import Searcher
from nlp_core.memory import per_visitor
from nlp_core.text.collocations import Collocation, Pairs, collocations, count_pairs
from nlp_core.text.dense_ranking import MOST_DOCUMENTS, unit, weighted_table
from nlp_core.text.keywords import Keyword, keywords
from nlp_core.text.stop_words import ALL, ENDINGS
from nlp_core.text.topics import Topics, factorize, mutual_information, purity

SEEDS = (0, 1, 2, 3, 4)
LEAST_TEXTS = 6  # for topics
COMMON = 6  # a word in more than one text of so many tells no subject


def _of_library(searcher: Searcher, *_: object) -> bool:
    return searcher.collection.is_library


@per_visitor(4, shared=_of_library)
def dull(searcher: Searcher) -> frozenset[str]:
    """Words that tell no subject here: stop words, and what more than a sixth of the texts have.

    Where Korean is cut into morphemes, endings and particles are such words.
    """
    index = searcher.index
    little = ALL | ENDINGS if searcher.reader.unit == "morphemes" else ALL
    many = max(len(index) / COMMON, 2)
    return little | {word for word in index.words if index.holding(word) > many}


@per_visitor(4, shared=_of_library)
def pairs_of(searcher: Searcher) -> Pairs:
    """The neighbours in all texts; a pair with a word that tells no subject is left out.

    The library's titles stand before the texts that begin with them, and make no pairs.
    """
    documents = searcher.documents
    if searcher.collection.is_library:
        lengths = searcher.titles.lengths.astype(int).tolist()
        documents = tuple(d[n:] for d, n in zip(documents, lengths, strict=True))
    return count_pairs(documents, dull(searcher))


def joined(searcher: Searcher, measure: str, at_least: int, most: int) -> list[Collocation]:
    """The pairs with the highest score."""
    return collocations(pairs_of(searcher), measure, at_least, most)


def seen_once(found: Sequence[Collocation]) -> int:
    """How many of some pairs were seen once."""
    return sum(one.together == 1 for one in found)


def telling(searcher: Searcher, document: int, most: int = 10) -> list[Keyword]:
    """The keywords of a text."""
    return keywords(searcher.index, document, most, dull(searcher))


@dataclass(frozen=True, eq=False)
class Grouped:
    """Topics by several seeds, those of the first to look at, and how well they meet the subjects.

    ``purities`` and ``informations`` are by seed, those ``by_chance`` of shuffled subjects; all
    are empty where the subjects are not known.
    """

    searcher: Searcher
    words: tuple[str, ...]
    runs: tuple[Topics, ...]
    purities: tuple[float, ...] = ()
    informations: tuple[float, ...] = ()
    purities_by_chance: tuple[float, ...] = ()
    informations_by_chance: tuple[float, ...] = ()

    def names(self, most: int = 6) -> list[tuple[str, ...]]:
        """The heaviest words of each topic of the first run."""
        first = self.runs[0]
        return [tuple(first.top_words(self.words, k, most)) for k in range(len(first.words))]

    def numbers(self) -> dict[str, float]:
        """Means over the seeds with their lowest and highest, and what chance reaches."""
        found: dict[str, float] = {"seeds": len(self.runs)}
        for name, values, chance in (
            ("purity", self.purities, self.purities_by_chance),
            ("nmi", self.informations, self.informations_by_chance),
        ):
            found[name] = float(np.mean(values))
            found[f"{name}_low"], found[f"{name}_high"] = min(values), max(values)
            found[f"{name}_chance"] = float(np.mean(chance))
        return found

    def table(self) -> tuple[list[str], np.ndarray]:
        """The subjects, and how many texts of each topic (rows) bear each (columns)."""
        subjects = list(dict.fromkeys(self.searcher.collection.subjects))
        counts = np.zeros((len(self.runs[0].words), len(subjects)))
        for topic, subject in zip(
            self.runs[0].largest.tolist(), self.searcher.collection.subjects, strict=True
        ):
            counts[topic, subjects.index(subject)] += 1
        return subjects, counts


@per_visitor(6, shared=_of_library)
def grouped(searcher: Searcher, topics: int) -> Grouped:
    """Factorize the collection's TF-IDF matrix once a seed, over words that texts share."""
    index, out = searcher.index, dull(searcher)
    shared = [i for i, w in enumerate(index.words) if index.holding(w) > 1 and w not in out]
    words = tuple(index.words[i] for i in shared)
    if len(index) < LEAST_TEXTS or len(words) <= topics:
        raise LearnerError("too-little", texts=len(index), words=len(words))
    table = unit(weighted_table(index, MOST_DOCUMENTS)[:, shared]).astype(np.float32)
    runs = tuple(factorize(table, topics, seed=seed) for seed in SEEDS)
    subjects = searcher.collection.subjects
    if not subjects:
        return Grouped(searcher, words, runs)
    shuffled = [np.random.default_rng(seed).permutation(subjects).tolist() for seed in SEEDS]
    groups = [run.largest.tolist() for run in runs]
    chance = list(zip(groups, shuffled, strict=True))
    return Grouped(
        searcher,
        words,
        runs,
        tuple(purity(one, subjects) for one in groups),
        tuple(mutual_information(one, subjects) for one in groups),
        tuple(purity(one, some) for one, some in chance),
        tuple(mutual_information(one, some) for one, some in chance),
    )
