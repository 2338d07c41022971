"""The stored scores of the shipped translators are theirs, and they are as good as promised."""

import pytest

from nlp_core.experiments.attention.accuracy import alignment_error, by_length
from nlp_core.measurements import translators
from nlp_core.measurements.results import obtain, read
from nlp_core.recipes.translation import DIRECTIONS, SHIPPED, TranslationSpec, held_out


@pytest.mark.parametrize("spec", SHIPPED, ids=lambda spec: f"{spec.direction}-{spec.score}")
def test_stored_scores_make_sense(spec: TranslationSpec) -> None:
    found = translators.numbers(spec.direction, spec.score)
    assert found["held_out"] == len(held_out())
    assert 0.1 < found["drawn_share"] < 0.9
    assert ("alignment_error" in found) == (spec.score != "none")
    if spec.score != "none":
        assert found["exact_match"] > 0.9
        assert found["alignment_error"] < 0.25
        assert found["alignment_error"] < found["alignment_error_every_word"] < 0.6
    assert translators.provenance().date == read("translators").found["date"]


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_shipped_model_repeats_them(direction: str) -> None:
    spec = TranslationSpec(direction=direction)
    trained, stored = obtain(spec), translators.numbers(direction, spec.score)
    lengths = by_length(trained.model, trained.vocabulary, direction)
    right = sum(one.exact_match * one.count for one in lengths)
    assert right / len(held_out()) == pytest.approx(stored["exact_match"], abs=2e-3)
    error = alignment_error(trained.model, trained.vocabulary, direction, every_word=True)
    assert error == pytest.approx(stored["alignment_error_every_word"], abs=2e-3)
