"""Stored agreement of seeds: the shipped runs repeat it."""

import pytest

from nlp_core.experiments.word2vec.trained_vectors import agreement, word_vectors
from nlp_core.measurements import word2vec_seeds
from nlp_core.measurements.results import obtain, read
from nlp_core.recipes.word2vec import LANGUAGES, SHIPPED, Word2VecSpec


@pytest.mark.parametrize("language", LANGUAGES)
def test_seeds_know_the_same_things_in_other_directions(language: str) -> None:
    found = word2vec_seeds.measured_agreement(language)
    assert found.neighbours > 0.7 and found.same_answers > 0.9
    assert abs(found.same_word) < 0.2
    assert len(word2vec_seeds.accuracies(language)) == len(word2vec_seeds.SEEDS)
    assert word2vec_seeds.provenance().date == read("word2vec_seeds").found["date"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stored_agreement_is_that_of_the_shipped_runs(language: str) -> None:
    specs = [Word2VecSpec(language=language, seed=seed) for seed in (0, 1)]
    if not set(specs) <= set(SHIPPED):
        pytest.skip("one of the two runs does not ship")
    one, other = (word_vectors(obtain(spec)) for spec in specs)
    assert agreement(one, other, language) == word2vec_seeds.measured_agreement(language)
