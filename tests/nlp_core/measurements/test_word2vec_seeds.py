"""Stored agreement of seeds: the shipped runs repeat it."""

import pytest

from nlp_core.experiments.word2vec.trained_vectors import agreement, word_vectors
from nlp_core.measurements import word2vec_seeds
from nlp_core.measurements.results import obtain, read
from nlp_core.recipes.word2vec import LANGUAGES, Word2VecSpec


@pytest.mark.parametrize("language", LANGUAGES)
def test_seeds_know_the_same_things_in_other_directions(language: str) -> None:
    found = word2vec_seeds.measured_agreement(language)
    assert found.neighbours > 0.7 and found.same_answers > 0.9
    assert abs(found.same_word) < 0.2
    assert len(word2vec_seeds.accuracies(language)) == len(word2vec_seeds.SEEDS)
    assert word2vec_seeds.provenance().date == read("word2vec_seeds").found["date"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stored_accuracy_is_that_of_the_shipped_run(language: str) -> None:
    shipped = obtain(Word2VecSpec(language=language, seed=0))
    assert shipped.metrics["accuracy"] == word2vec_seeds.accuracies(language)[0]


def test_a_run_agrees_with_itself() -> None:
    vectors = word_vectors(obtain(Word2VecSpec(language="en")))
    same = agreement(vectors, vectors, "en")
    assert (same.neighbours, same.same_answers) == (1.0, 1.0)
    assert same.same_word == pytest.approx(1.0, abs=1e-5)
