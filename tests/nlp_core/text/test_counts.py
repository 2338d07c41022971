import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.counts import (
    Vocabulary,
    build_vocabulary,
    count,
    inverse_document_frequency,
    tf_idf,
)
from nlp_core.text.stop_words import STOP_WORDS

WORDS = st.sampled_from(["가", "나", "다", "라", "마", "a", "b", "c"])
CORPUS = st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=12).filter(any)


@given(CORPUS)
def test_counts_equal_scikit_learn(corpus: list[list[str]]) -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    vocabulary = build_vocabulary(corpus)
    theirs = CountVectorizer(analyzer=list, vocabulary=vocabulary.index).fit_transform(corpus)
    assert np.array_equal(count(corpus, vocabulary).dense(), theirs.toarray())


@given(CORPUS)
def test_tf_idf_equals_scikit_learn(corpus: list[list[str]]) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    vocabulary = build_vocabulary(corpus)
    counts = count(corpus, vocabulary)
    ours = tf_idf(counts, inverse_document_frequency(counts)).dense()
    theirs = TfidfVectorizer(analyzer=list, vocabulary=vocabulary.index).fit_transform(corpus)
    np.testing.assert_allclose(ours, theirs.toarray(), atol=1e-12)


@given(CORPUS, st.integers(1, 3))
def test_products_equal_the_dense_ones(corpus: list[list[str]], k: int) -> None:
    counts = count(corpus, build_vocabulary(corpus))
    rng = np.random.default_rng(0)
    right, left = rng.normal(size=(counts.shape[1], k)), rng.normal(size=(counts.shape[0], k))
    np.testing.assert_allclose(counts.times(right), counts.dense() @ right, atol=1e-12)
    np.testing.assert_allclose(counts.transposed_times(left), counts.dense().T @ left, atol=1e-12)


@given(CORPUS, st.randoms(use_true_random=False))
def test_some_documents_and_some_words_are_those_of_the_full_matrix(
    corpus: list[list[str]], dice: random.Random
) -> None:
    counts = count(corpus, build_vocabulary(corpus))
    n, size = counts.shape
    rows = np.array(dice.choices(range(n), k=5))
    columns = np.array(dice.sample(range(size), dice.randint(1, size)))
    expected = counts.dense()[rows][:, columns]
    assert np.array_equal(counts.documents(rows).words(columns).dense(), expected)


def test_a_vocabulary_drops_duplicates_rare_words_and_stop_words() -> None:
    corpus = [["the", "cat", "the", "cat", "sat"], ["the", "dog"]]
    assert build_vocabulary(corpus).words == ("the", "cat", "dog", "sat")
    assert build_vocabulary(corpus, at_least=2, stop_words=STOP_WORDS["en"]).words == ("cat",)
    assert build_vocabulary(corpus, at_most=2).words == ("the", "cat")
    with pytest.raises(ValueError, match="once"):
        Vocabulary(("a", "a"))


def test_nothing_to_count_is_an_empty_matrix() -> None:
    counts = count([[], ["x"]], Vocabulary(("a",)))
    assert counts.dense().tolist() == [[0.0], [0.0]]
    assert counts.times(np.ones((1, 2))).tolist() == [[0, 0], [0, 0]]
    assert build_vocabulary([[]]).words == ()


def test_stop_words_leave_negation_in() -> None:
    assert not {"안", "못", "없다", "아니다"} & STOP_WORDS["ko"]
    assert not {"not", "no", "never", "don't", "nothing"} & STOP_WORDS["en"]
