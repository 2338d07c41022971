"""The sizes measured differ in their width and seed alone."""

from dataclasses import replace

from nlp_core.measurements.gpt_sizes import SEEDS, TOKENS, WIDTHS, specs
from nlp_core.recipes.pretraining import LITTLE_GPT


def test_only_size_and_seed_differ_from_the_shipped_model_that_read_more() -> None:
    found = specs()
    assert len(found) == len(SEEDS) * len(WIDTHS) == 12
    same = {replace(one, d_model=LITTLE_GPT.d_model, seed=0) for one in found}
    assert same == {replace(LITTLE_GPT, tokens=TOKENS)}
    assert LITTLE_GPT.tokens > TOKENS
