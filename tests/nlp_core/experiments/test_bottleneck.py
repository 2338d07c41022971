"""Lengths add up, moved attention is well formed, stored results can be read."""

import json
from pathlib import Path

import pytest
import torch

from nlp_core.experiments import attention_results, bottleneck
from nlp_core.recipes.attention import DIRECTIONS, TranslationSpec, held_out
from nlp_core.training.translation import Example, collate

SMALL = TranslationSpec(d_model=16, steps=2, batch=8)


def test_measuring_covers_every_held_out_pair() -> None:
    (run,) = bottleneck.measure([SMALL])
    assert sum(one["count"] for one in run["by_length"]) == len(held_out())
    assert 0 <= run["exact_match"] <= 1
    assert 0 <= run["alignment_error"] <= 1
    assert set(run["forcing"]) == set(bottleneck.KINDS)
    json.dumps(run)


def test_without_attention_there_is_nothing_to_force() -> None:
    (run,) = bottleneck.measure([TranslationSpec(score="none", d_model=16, steps=2, batch=8)])
    assert run["alignment_error"] is None
    assert run["forcing"] is None


def test_moved_attention_is_a_distribution_over_real_words() -> None:
    batch = collate([Example((3, 4, 5), (6, 7), ((0, 1),)), Example((3, 4), (6,), ((1, 0),))])
    weights = torch.softmax(torch.randn(2, 2, 3), -1) * (batch.source != 0).unsqueeze(1)
    weights = weights / weights.sum(-1, keepdim=True)
    moved = bottleneck._moved(weights, batch, torch.Generator().manual_seed(0))
    for kind, rows in moved.items():
        torch.testing.assert_close(rows.sum(-1), torch.ones(2, 2), msg=kind)
        assert float(rows[1, :, 2].max()) == 0
    strongest = weights.argmax(-1)
    assert bool((moved["strongest"].argmax(-1) == strongest).all())
    assert bool((moved["other"].argmax(-1) != strongest).all())
    assert bool((moved["hidden"].argmax(-1) != strongest).all())


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_stored_results_say_what_the_page_says(direction: str) -> None:
    found = attention_results.results()
    assert {"command", "device", "date", "data"} <= set(found)
    names = [line.name for line in attention_results.lines(direction)]
    assert names == ["general", "none", "none-longer"]
    numbers = attention_results.numbers(direction)
    assert numbers["long_with"] - numbers["long_without"] > 0.2
    assert attention_results.mean_alignment_error(direction, "general") <= 0.2
    kept = attention_results.forced(direction)
    assert kept["strongest"] > kept["other"]


def test_results_know_the_world_they_were_measured_on() -> None:
    assert Path(bottleneck.RESULTS).exists()
    assert attention_results.results()["held_out"] == len(held_out())
    with pytest.raises(ValueError, match="nothing measured"):
        attention_results.runs("ko-en", "cosine")
