"""BM25 beside bm25s on SciFact, in one run: nDCG@10, and the time to index and to query.

    NLP_REVISITED_DATA=... python -m tests.bench.bench_retrieval [--rounds 9]

Both read the same lists of words and use the same k1, b and idf (Lucene's), bm25s with its numpy
backend. They take turns; seconds are medians of processor time, since the machine may be busy with
other things, and a ratio below 1 means that ours is faster. Queries are asked one by one, the ten
best of each kept.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import bm25s
import numpy as np

from nlp_core.corpora import scifact
from nlp_core.text.inverted_index import build_index
from nlp_core.text.ranking import K1, B, Ranking, best, bm25
from nlp_core.text.ranking_measures import ndcg_at
from nlp_core.text.reader import Reader

K = 10
Words = list[list[str]]


def timed(work: Callable[..., Any], *given: Any) -> tuple[Any, float]:
    """What ``work`` gives, and the processor seconds that it took."""
    start = time.process_time()
    found = work(*given)
    return found, time.process_time() - start


def our_index(documents: Words) -> Ranking:
    """Our index of the documents, every posting scored."""
    return bm25(build_index(documents))


def our_places(model: Ranking, queries: Words) -> list[list[int]]:
    """The ten best of each query."""
    return [best(model.scores(query), K).tolist() for query in queries]


def their_index(documents: Words) -> bm25s.BM25:
    """bm25s's index of the same documents."""
    model = bm25s.BM25(method="lucene", k1=K1, b=B, backend="numpy")
    model.index(documents, show_progress=False)
    return model


def their_places(model: bm25s.BM25, queries: Words) -> list[list[int]]:
    """The ten best of each query by bm25s, asked one by one as ours is."""
    return [their_batch(model, [query])[0] for query in queries]


def their_batch(model: bm25s.BM25, queries: Words) -> list[list[int]]:
    """The ten best of each query by bm25s, asked all at once."""
    found, _ = model.retrieve(queries, k=K, show_progress=False, backend_selection="numpy")
    return found.tolist()


def compare(unit: str, rounds: int) -> None:
    """Index and query with both, in turn, and print what came out."""
    corpus, reader = scifact.load(), Reader("en", unit)
    documents = [reader.units(text) for text in corpus.texts]
    queries = [reader.units(query) for query in corpus.queries]
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        ours, index = timed(our_index, documents)
        theirs, other = timed(their_index, documents)
        ours.scores(queries[0])  # the columns of common words are made once
        mine, asking = timed(our_places, ours, queries)
        his, their_asking = timed(their_places, theirs, queries)
        _, batch = timed(their_batch, theirs, queries)
        for name, value in (
            ("index", index),
            ("their index", other),
            ("queries", asking),
            ("their queries", their_asking),
            ("their batch", batch),
        ):
            seconds.setdefault(name, []).append(value)
    print(f"{unit}: {len(documents):,} documents, {len(queries)} queries, {rounds} rounds")
    for name, places in (("ours", mine), ("bm25s", his)):
        pairs = zip(places, corpus.relevant, strict=True)
        print(f"  nDCG@{K} {name:6} {np.mean([ndcg_at(K, p, g) for p, g in pairs]):.4f}")
    middle = {name: median(values) for name, values in seconds.items()}
    for name, other_name in (
        ("index", "their index"),
        ("queries", "their queries"),
        ("queries", "their batch"),
    ):
        mine_s, their_s = 1000 * middle[name], 1000 * middle[other_name]
        print(f"  {name} / {other_name}: {mine_s:.0f} / {their_s:.0f} ms = {mine_s / their_s:.2f}")


def main() -> None:
    """Read the options and compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    for unit in ("words", "stems"):
        compare(unit, chosen.rounds)


if __name__ == "__main__":
    main()
