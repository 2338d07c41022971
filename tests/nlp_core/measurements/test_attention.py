"""Lengths add up, moved attention is well formed, stored results can be read."""

import json

import pytest

from nlp_core.experiments.attention.accuracy import KINDS
from nlp_core.measurements import attention, attention_results
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec, held_out

SMALL = TranslationSpec(d_model=16, steps=2, batch=8)


def test_measuring_covers_every_held_out_pair() -> None:
    run = attention.judge(SMALL)
    assert sum(one["count"] for one in run["by_length"]) == len(held_out())
    assert 0 <= run["exact_match"] <= 1
    assert 0 <= run["alignment_error"] < run["alignment_error_every_word"] <= 1
    assert set(run["forcing"]) == set(KINDS)
    json.dumps(run)


def test_without_attention_there_is_nothing_to_force() -> None:
    run = attention.judge(TranslationSpec(score="none", d_model=16, steps=2, batch=8))
    assert run["alignment_error"] is None
    assert run["forcing"] is None


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_stored_results_say_what_the_page_says(direction: str) -> None:
    found = attention_results.results()
    assert {"command", "device", "date", "data"} <= set(found)
    names = [line.name for line in attention_results.lines(direction)]
    assert names == ["general", "none", "none-longer"]
    numbers = attention_results.numbers(direction)
    assert numbers["long_with"] - numbers["long_without"] > 0.2
    errors = [run["alignment_error"] for run in attention_results.runs(direction, "general")]
    assert max(errors) <= 0.2
    kept = attention_results.forced(direction)
    assert kept["strongest"] > kept["other"]


def test_results_know_the_world_they_were_measured_on() -> None:
    assert attention_results.results()["held_out"] == len(held_out())
    with pytest.raises(ValueError, match="nothing measured"):
        attention_results.runs("ko-en", "cosine")
