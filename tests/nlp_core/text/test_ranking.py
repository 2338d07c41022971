"""BM25 and TF-IDF beside their references, and what their parts promise."""

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from nlp_core.text.inverted_index import build_index
from nlp_core.text.ranking import (
    best,
    bm25,
    coordination,
    plain_rarity,
    rarity,
    saturation,
    tf_idf,
)

K1S, BS = (0.0, 0.9, 1.2, 3.0), (0.0, 0.4, 0.75, 1.0)


def collection(seed: int, size: int = 40) -> list[list[str]]:
    rng = np.random.default_rng(seed)
    lengths = rng.integers(1, 60, size)
    return [[f"w{n % 30}" for n in rng.zipf(1.4, length)] for length in lengths]


@pytest.mark.parametrize("k1", K1S)
@pytest.mark.parametrize("b", BS)
@pytest.mark.parametrize(("method", "idf"), [("lucene", rarity), ("atire", plain_rarity)])
def test_scores_are_those_of_bm25s(method: str, idf: object, k1: float, b: float) -> None:
    """Lucene leaves the factor k1 + 1 out, which changes no order."""
    factor = k1 + 1 if method == "lucene" else 1
    for seed in range(3):
        documents = collection(seed)
        theirs = bm25s.BM25(method=method, k1=k1, b=b, dtype="float64")
        theirs.index(documents, show_progress=False)
        ours = bm25(build_index(documents), k1, b, idf)  # type: ignore[arg-type]
        for query in (["w1"], ["w2", "w7", "w2"], [f"w{i}" for i in range(30)]):
            found = theirs.get_scores(query) * factor
            np.testing.assert_allclose(ours.scores(query), found, rtol=1e-6, atol=1e-9)


def test_tf_idf_is_scikit_learns() -> None:
    documents = collection(7)
    query = ["w1", "w3", "w11"]
    model = TfidfVectorizer(analyzer=lambda words: words, sublinear_tf=True, smooth_idf=False)
    rows = model.fit_transform(documents)
    weights = model.idf_[[model.vocabulary_[word] for word in query]]
    expected = rows[:, [model.vocabulary_[word] for word in query]] @ weights
    ours = tf_idf(build_index(documents), lambda df, n: plain_rarity(df, n) + 1)
    np.testing.assert_allclose(ours.scores(query), expected, rtol=1e-9)


@given(st.lists(st.sampled_from([f"w{i}" for i in range(40)]), max_size=8), st.integers(0, 50))
def test_a_score_is_the_sum_of_its_parts(query: list[str], seed: int) -> None:
    model = bm25(build_index(collection(seed, 20)))
    parts = model.contributions(query)
    assert parts.shape == (20, len(query))
    np.testing.assert_allclose(model.scores(query), parts.sum(axis=1), atol=1e-12)
    emphasis = {"w1": 3.0, "w2": 0.0}
    factors = np.array([emphasis.get(word, 1.0) for word in query])
    np.testing.assert_allclose(model.scores(query, emphasis), parts @ factors, atol=1e-9)


def test_saturation_keeps_its_promises() -> None:
    counts = np.arange(1, 200)
    grown = saturation(counts, 1.0)
    assert grown[0] == pytest.approx(1.0)
    assert (np.diff(grown) > 0).all() and grown[-1] < 2.2
    assert (np.diff(grown, 2) < 0).all(), "each occurrence adds less than the one before"
    assert (saturation(counts, 1.0, k1=0.0) == 1).all(), "k1 = 0 asks only whether"
    assert saturation(3, 9.0, b=0.0) == saturation(3, 0.1, b=0.0), "b = 0 knows no length"
    assert saturation(3, 2.0, b=1.0) < saturation(3, 2.0, b=0.5) < saturation(3, 1.0, b=1.0)


def test_rarity_is_never_negative_and_grows_with_rarity() -> None:
    found = rarity(np.arange(1, 101), 100)
    assert (np.diff(found) < 0).all() and found[-1] > 0
    assert plain_rarity(100, 100) == 0


def test_coordination_counts_the_words() -> None:
    index = build_index([["a", "a", "b"], ["b"], ["c"]])
    assert coordination(index).scores(["a", "b"]).tolist() == [2.0, 1.0, 0.0]


def test_a_query_may_find_nothing() -> None:
    model = bm25(build_index([["a"], ["b"]]))
    assert model.scores([]).tolist() == [0.0, 0.0]
    assert model.scores(["z"]).tolist() == [0.0, 0.0]
    assert model.contributions([]).shape == (2, 0)
    assert best(model.scores(["z"]), 10).tolist() == []
    assert bm25(build_index([])).scores(["a"]).tolist() == []


@given(st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), max_size=30), st.integers(0, 12))
def test_the_best_come_first_and_ties_in_order(scores: list[float], count: int) -> None:
    expected = sorted((i for i in range(len(scores)) if scores[i] > 0), key=lambda i: -scores[i])
    assert best(np.array(scores), count).tolist() == expected[:count]
    assert len(best(np.array(scores), count, above=None)) == min(count, len(scores))
