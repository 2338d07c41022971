import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.similarity import cosine_similarities, distances, dot_products, one_hot

WORDS = st.sampled_from(["가", "나", "다", "라", "a", "b"])
CORPUS = st.lists(st.lists(WORDS, max_size=8), min_size=1, max_size=8).filter(any)


@given(CORPUS)
def test_every_two_words_are_equally_far(corpus: list[list[str]]) -> None:
    vocabulary = build_vocabulary(corpus)
    vectors = one_hot(vocabulary.words, vocabulary)
    assert np.array_equal(dot_products(vectors), np.eye(len(vocabulary)))
    apart = distances(vectors)[~np.eye(len(vocabulary), dtype=bool)]
    assert np.all(apart == math.sqrt(2))


@given(CORPUS)
def test_a_document_is_the_sum_of_its_one_hots(corpus: list[list[str]]) -> None:
    vocabulary = build_vocabulary(corpus)
    sums = [one_hot(document, vocabulary).sum(axis=0) for document in corpus]
    assert np.array_equal(np.array(sums), count(corpus, vocabulary).dense())


@given(CORPUS)
def test_similarities_equal_scikit_learn(corpus: list[list[str]]) -> None:
    from sklearn.metrics.pairwise import cosine_similarity, euclidean_distances

    counts = count(corpus, build_vocabulary(corpus))
    rows = counts.dense()
    np.testing.assert_allclose(cosine_similarities(counts), cosine_similarity(rows), atol=1e-12)
    np.testing.assert_allclose(distances(rows), euclidean_distances(rows), atol=1e-6)
