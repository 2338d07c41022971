"""What the seq2seq lesson measured: every setting with its seeds, and what the page says of it."""

import json
from dataclasses import replace

import pytest

from nlp_core.measurements import seq2seq, seq2seq_results
from nlp_core.measurements.results import read
from nlp_core.measurements.seq2seq import RATIOS, SEEDS, SIZES, specs
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec, held_out


def test_a_run_holds_what_the_page_needs() -> None:
    spec = TranslationSpec(score="none", d_model=16, steps=2, batch=8, teacher_forcing=0.5)
    run = seq2seq.judge(spec)
    assert sum(one["count"] for one in run["by_length"]) == len(held_out())
    assert run["by_width"] is None and run["teacher_forcing"] == 0.5
    json.dumps(run)


def test_every_setting_has_its_seeds() -> None:
    wanted = specs()
    for spec in wanted:
        assert {replace(spec, seed=seed) for seed in SEEDS} <= set(wanted)
    assert {spec.direction for spec in wanted} == set(DIRECTIONS)
    assert len(SEEDS) >= 3


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_lengths_come_from_what_was_measured(direction: str) -> None:
    lines = seq2seq_results.lengths(direction)
    assert lines[-1].name == "general" and "128" in [line.name for line in lines]
    numbers = seq2seq_results.length_numbers(direction)
    assert numbers["long_without"] < numbers["short_without"]
    assert numbers["long_without"] < numbers["long_with"] and numbers["seeds"] >= 3
    assert all(one.date for one in seq2seq_results.length_provenance())


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_stored_results_say_what_the_page_says(direction: str) -> None:
    found = read("seq2seq").found
    assert found["held_out"] == len(held_out()) and found["seeds"] == list(SEEDS)
    lines = seq2seq_results.lengths(direction)
    assert [line.name for line in lines] == [*map(str, SIZES), "general"]
    for line in lines:
        assert line.mean[-1] < line.mean[0]  # long sentences are harder for every model
    numbers = seq2seq_results.numbers(direction)
    assert numbers["long_narrow"] < numbers["long_usual"]
    assert [len(line.x) for line in seq2seq_results.ratios(direction)][:2] == [len(RATIOS)] * 2
    assert numbers["own_word"] < numbers["helped_full"]
    assert numbers["alone_none"] < numbers["alone_half"] < numbers["alone_full"]
    assert numbers["longer_half"] < numbers["longer_full"]
    gains = seq2seq_results.levers(direction)
    assert max(gains, key=lambda lever: gains[lever]) == "attention"


def test_what_was_not_measured_is_not_made_up() -> None:
    with pytest.raises(ValueError, match="nothing measured"):
        seq2seq_results.runs("en-ko", d_model=7)
