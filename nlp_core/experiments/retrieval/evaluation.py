"""Every method on every judged query: how good it is, how far apart two are, where one loses."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.corpora import library
from nlp_core.errors import LearnerError
from nlp_core.experiments.retrieval.collection import Collection
from nlp_core.experiments.retrieval.search import Ranker, Searcher, Settings, ranker
from nlp_core.memory import per_visitor
from nlp_core.text.embeddings import Vectors
from nlp_core.text.ranking import best
from nlp_core.text.ranking_measures import (
    Difference,
    Grades,
    ndcg_at,
    paired_difference,
    precision_at,
    recall_at,
)

Floats = NDArray[np.float64]
MEASURES = ("ndcg", "precision", "recall")
DEPTH = 10  # results that are judged by default
SEEDS = 20  # random orders
BASELINES = ("random", "title", "coordination")
METHODS = ("tf-idf", "bm25", "dense", "hybrid")
JUDGED = (*BASELINES[1:], *METHODS)


@dataclass(frozen=True, eq=False)
class Judged:
    """The measures of each method on each query: arrays (Q,) by measure and method."""

    ranker: Ranker
    k: int
    values: dict[str, dict[str, Floats]]
    random_spread: dict[str, tuple[float, float]]  # lowest and highest mean over the seeds
    known: dict[tuple[str, str, str], Difference] = field(default_factory=dict)

    @cached_property
    def queries(self) -> tuple[library.Query, ...]:
        """The judged queries (Q)."""
        return library.queries()

    def mean(self, measure: str, method: str) -> float:
        """The mean over the queries."""
        return float(self.values[measure][method].mean())

    def by_kind(self, measure: str, method: str) -> dict[str, float]:
        """The mean over the queries of each kind."""
        values = self.values[measure][method]
        kinds = np.array([query.kind for query in self.queries])
        return {kind: float(values[kinds == kind].mean()) for kind in library.KINDS}

    def difference(self, measure: str, one: str, other: str) -> Difference:
        """Of two methods, query by query."""
        key = (measure, one, other)
        if key not in self.known:
            values = self.values[measure]
            self.known[key] = paired_difference(values[one], values[other])
        return self.known[key]

    def losing(self, method: str) -> tuple[int, str, float, float]:
        """The query on which a method is farthest behind the best of the others by nDCG.

        Its place, that other method, and both values. Baselines do not count as others.
        """
        mine = self.values["ndcg"][method]
        rivals = [one for one in METHODS if one != method]
        theirs = np.stack([self.values["ndcg"][one] for one in rivals])  # (R, Q)
        query = int((theirs.max(axis=0) - mine).argmax())
        rival = int(theirs[:, query].argmax())
        return query, rivals[rival], float(mine[query]), float(theirs[rival, query])

    def unfound(self, query: int) -> list[str]:
        """The words of a judged query that no text has."""
        searcher = self.ranker.searcher
        return [
            word for word in dict.fromkeys(searcher.judged[query]) if word not in searcher.index
        ]

    def first(self, method: str, query: int, most: int = 5) -> list[tuple[int, int]]:
        """The first documents that a method finds for a judged query, each with its grade."""
        grades = self.queries[query].relevant
        ranked = _ranked(self.ranker, method, query, most)
        return [(document, grades.get(document, 0)) for document in ranked]


def grades_of(collection: Collection, query: str) -> Grades:
    """The judgements of a query as it is typed; none of one that was not judged."""
    if not collection.is_library:
        return {}
    said = {one.words[collection.language]: one.relevant for one in library.queries()}
    return said.get(query.strip(), {})


def _shared(*_: Any) -> bool:
    return True  # only the library is judged


@per_visitor(24, shared=_shared)
def judge(
    searcher: Searcher, settings: Settings, vectors: Vectors | None = None, k: int = DEPTH
) -> Judged:
    """Ask every method every judged query. LearnerError "not-judged" for a learner's own texts."""
    if not searcher.collection.is_library:
        raise LearnerError("not-judged")
    orders, spread = _at_random(len(searcher.collection), k)
    found = {"random": orders}
    for method in JUDGED:
        deciding = settings if method in ("title", "bm25", "hybrid") else Settings()
        found[method] = _measured(searcher, method, deciding, vectors, k)
    values = {m: {method: of[m] for method, of in found.items()} for m in MEASURES}
    return Judged(ranker(searcher, settings, vectors), k, values, spread)


@per_visitor(96, shared=_shared)
def _measured(
    searcher: Searcher, method: str, settings: Settings, vectors: Vectors | None, k: int
) -> dict[str, Floats]:
    """The measures (Q,) of one method."""
    asking = ranker(searcher, settings, vectors)
    asked = library.queries()
    ranked = [_ranked(asking, method, i, k) for i in range(len(asked))]
    found = {}
    for measure in MEASURES:
        pairs = zip(ranked, asked, strict=True)
        found[measure] = np.array([_measure(measure, k, order, q.relevant) for order, q in pairs])
    return found


@lru_cache(maxsize=8)
def _at_random(n: int, k: int) -> tuple[dict[str, Floats], dict[str, tuple[float, float]]]:
    """The mean measures (Q,) of documents in a random order, and the spread of means by seed."""
    asked = library.queries()
    drawn: dict[str, list[list[float]]] = {measure: [] for measure in MEASURES}
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        orders = [rng.permutation(n)[:k].tolist() for _ in asked]
        for measure in MEASURES:
            pairs = zip(orders, asked, strict=True)
            drawn[measure].append([_measure(measure, k, o, q.relevant) for o, q in pairs])
    table = {measure: np.array(values) for measure, values in drawn.items()}  # (S, Q)
    means = {measure: values.mean(axis=1) for measure, values in table.items()}
    spread = {m: (float(found.min()), float(found.max())) for m, found in means.items()}
    return {m: values.mean(axis=0) for m, values in table.items()}, spread


def _ranked(ranker: Ranker, method: str, query: int, most: int) -> list[int]:
    """The first documents for a judged query; none where no word of it is known."""
    return best(ranker.scores(method, ranker.searcher.judged[query]), most).tolist()


def _measure(measure: str, k: int, ranked: Sequence[int], grades: Grades) -> float:
    if measure == "ndcg":
        return ndcg_at(k, ranked, grades)
    return (precision_at if measure == "precision" else recall_at)(k, ranked, grades)
