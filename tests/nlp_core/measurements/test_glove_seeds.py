"""Stored accuracies over seeds: the shipped runs repeat them, and they say what the page says."""

import pytest

from nlp_core.experiments.glove import fitted
from nlp_core.measurements import glove_seeds
from nlp_core.measurements.results import obtain, read
from nlp_core.recipes.glove import LANGUAGES, GloVeSpec

both = pytest.mark.parametrize("language", LANGUAGES)


@both
def test_every_seed_reaches_what_the_lesson_promises(language: str) -> None:
    found = glove_seeds.spread(language)
    assert found["seeds"] >= 3
    assert 0.9 <= found["low"] <= found["high"] <= 1
    assert found["offset"] > found["control"]
    assert glove_seeds.provenance().date == read("glove_seeds").found["date"]


@both
def test_the_stored_accuracies_are_those_of_the_shipped_run(language: str) -> None:
    stored = glove_seeds.results(language)["tests"]["glove"][0]
    shipped = obtain(GloVeSpec(language=language))
    assert fitted.tests_of(shipped, language) == pytest.approx(stored, abs=0.02)


@both
def test_windows_that_stop_cost_glove_more_than_they_cost_counted_vectors(language: str) -> None:
    found = glove_seeds.stopped(language)
    assert found["through"] - found["stop"] > found["counted"] - found["counted_stop"] > 0
    assert found["many"] > 3 * found["few"] and found["longer"] < found["through"]


@both
def test_every_line_has_a_value_for_every_test(language: str) -> None:
    for line in glove_seeds.lines(language):
        assert len(line.mean) == len(fitted.TESTS)
        assert all(a <= b <= c for a, b, c in zip(line.low, line.mean, line.high, strict=True))
