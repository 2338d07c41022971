"""Means of vectors: directions, weights, and what latent vectors know."""

import numpy as np
import pytest

from nlp_core.text.dense_ranking import cosines, latent_vectors, mean_vector, rarities, unit
from nlp_core.text.embeddings import Vectors
from nlp_core.text.inverted_index import build_index

TWO = Vectors(("a", "b"), np.array([[3.0, 0.0], [0.0, 2.0]], dtype=np.float32))


def test_a_mean_is_a_direction_that_weights_turn() -> None:
    assert mean_vector(["a", "b"], TWO, {}) == pytest.approx([0.5**0.5, 0.5**0.5])
    assert mean_vector(["a", "b", "z"], TWO, {"a": 3.0, "b": 4.0}) == pytest.approx([0.6, 0.8])
    assert mean_vector(["z"], TWO, {}).tolist() == [0.0, 0.0]
    assert mean_vector([], TWO, {}).tolist() == [0.0, 0.0]


def test_unit_vectors() -> None:
    found = unit(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert found.tolist() == [[0.6, 0.8], [0.0, 0.0]]
    assert cosines(np.array([1.0, 0.0]), found).tolist() == [0.6, 0.0]


def test_latent_vectors_bring_words_of_the_same_company_together() -> None:
    """Car and auto never meet, and both stand with wheel."""
    documents = [["car", "wheel", "road"], ["auto", "wheel", "road"], ["fish", "sea"]] * 2
    vectors = latent_vectors(build_index([*documents, ["sea", "salt"]]), 2)
    car, auto, fish = vectors.rows(["car", "auto", "fish"])
    assert car @ auto > 0.99
    assert abs(car @ fish) < 0.1


def test_latent_vectors_of_little() -> None:
    for documents in ([["a"]], [["a", "b"], ["a", "b"]], [[], ["a"]]):
        found = latent_vectors(build_index(documents), 64)
        assert np.isfinite(found.matrix).all()
        assert len(found.matrix) == len(found.words)


def test_a_rare_word_weighs_more() -> None:
    found = rarities(build_index([["a", "b"], ["a"], ["a"]]))
    assert found["b"] > found["a"] > 0
