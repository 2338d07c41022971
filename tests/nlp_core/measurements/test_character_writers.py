"""Stored: what the RNN and counting writers wrote, and three seeds' gradients."""

import pytest

from nlp_core.measurements import character_writers as measured
from nlp_core.measurements.results import obtain
from nlp_core.recipes.character_model import DISTANCE, LANGUAGES, CharacterSpec


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rnn_writes_words_far_above_its_named_baseline(language: str) -> None:
    found = measured.written(language)
    assert list(found) == [*map(str, measured.COUNTED), "rnn"]
    assert found["rnn"][0] > found["1"][0] + 0.6
    low, high = measured.spread(language)
    assert low <= found["rnn"][0] <= high


@pytest.mark.parametrize("language", LANGUAGES)
def test_gradients_reach_farther_after_training_in_every_seed(language: str) -> None:
    before, after = measured.flows(language)
    assert len(before.radii) == len(after.radii) == len(measured.SEEDS) >= 3
    assert len(before.middle) == DISTANCE + 1
    assert after.low[-1] > before.high[-1]
    assert min(after.radii) > 1.5 > 1 > max(before.radii) and after.high[-1] < -3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stored_curve_is_that_of_the_shipped_run(language: str) -> None:
    run = obtain(CharacterSpec(corpus=language))
    seed = run.spec.seed
    stored = measured.read("character_writers").found["languages"][language]["rnn"][seed]
    assert stored["after"] == [round(float(v), 2) for v in run.snapshots[-1][1]["gradient"]]
