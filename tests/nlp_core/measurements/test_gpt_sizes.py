"""The sizes measured differ in their width and seed alone."""

from dataclasses import replace

import pytest

from nlp_core.measurements.gpt_sizes import SEEDS, TOKENS, WIDTHS, specs
from nlp_core.recipes.pretraining import LITTLE_GPT, corpus


def test_only_size_and_seed_differ_from_the_shipped_model_that_read_more() -> None:
    found = specs()
    assert len(found) == len(SEEDS) * len(WIDTHS) == 12
    same = {replace(one, d_model=LITTLE_GPT.d_model, seed=0) for one in found}
    assert same == {replace(LITTLE_GPT, tokens=TOKENS)}
    assert LITTLE_GPT.tokens > TOKENS


def test_they_read_half_of_what_the_counts_read_and_the_shipped_model_one_and_a_half_times_it() -> (
    None
):
    """As the lesson says beside the figure."""
    whole = len(corpus("little_world").tokens)
    assert TOKENS / whole == pytest.approx(0.5, abs=0.05)
    assert LITTLE_GPT.tokens / whole == pytest.approx(1.5, abs=0.1)
    assert LITTLE_GPT.tokens == 3 * TOKENS
