"""The GPT lesson's later figures hold what was computed."""

import itertools

import pytest

from nlp_core.experiments.gpt import next_token, surprise
from nlp_core.measurements import gpt_cache, gpt_sizes_results
from pages.parts import gpt_steps as steps
from tests.nlp_core.experiments.gpt.shipped import both
from tests.pages.parts.test_gpt import LESSON

GPT = both()[0]
TEXT = "the cat could not sleep."


def test_bars_and_chips_are_the_bits_of_the_tokens() -> None:
    found = surprise.surprise(GPT, TEXT)
    table = list(steps.surprises(LESSON, found).table.values())
    assert table[1] == list(found.bits) and len(steps.bit_chips(found)) == len(found.bits)
    long = surprise.surprise(GPT, "the cat " * 100)
    assert len(steps.bit_chips(long)) == steps.MOST


def test_the_mask_leaves_nothing_to_the_right_and_no_change_before() -> None:
    tokens, weights = surprise.attention(GPT, TEXT)
    drawn = steps.looks(LESSON, tokens, weights, 2, 0)
    assert len(next(iter(drawn.table.values()))) == len(tokens) ** 2
    found = surprise.change(GPT, TEXT)
    numbers = steps.change_numbers(found)
    assert numbers["masked"] == 0 < numbers["unmasked"]
    assert steps.changes(LESSON, found).table


def test_the_tree_holds_every_kept_token() -> None:
    wide, narrow = (next_token.beam(GPT, "the cat", width) for width in (4, 1))
    drawn = steps.tree(LESSON, wide)
    assert len(next(iter(drawn.table.values()))) == sum(map(len, wide.search.steps))
    numbers = steps.beam_numbers(wide, narrow)
    assert numbers["best_sum"] >= numbers["greedy_sum"] - 1e-4


def test_both_ways_wrote_the_same_and_the_cache_saves_more_the_longer_the_text() -> None:
    rows = gpt_cache.rows()
    assert all(row.same for row in rows)
    assert rows[-1].ratio > rows[0].ratio and rows[-1].ratio > 2
    assert steps.read_tokens(4) == {"length": 4, "once": 4, "again": 10}
    numbers = steps.time_numbers()
    assert numbers["length"] == rows[-1].length and numbers["long_ratio"] == rows[-1].ratio
    assert steps.times(LESSON).table


@pytest.mark.parametrize("side", ["ko", "en"])
def test_a_larger_model_has_a_lower_loss_on_the_same_tokens(side: str) -> None:
    found = gpt_sizes_results.sizes(side)
    assert len(found) == 4 and gpt_sizes_results.seeds() == 3
    assert all(one.low <= one.mean <= one.high for one in found)
    numbers = steps.size_numbers(side)
    falls = all(one.low > other.high for one, other in itertools.pairwise(found))
    assert (numbers["answer"] == "falls") == falls
    counts = gpt_sizes_results.counts(side)
    assert counts[0] > counts[1] > counts[2] and len(counts) == 5
    drawn = steps.sizes(LESSON, side)
    assert list(drawn.table.values())[2] == [one.mean for one in found]
