"""What the self-attention lesson measured: every setting with every seed, and what it bears out."""

import json

import pytest

from nlp_core.measurements import self_attention, self_attention_results
from nlp_core.recipes.referent import HEADS, LANGUAGES, SEEDS, ReferentSpec


def test_every_setting_is_tried_with_every_seed_and_stored() -> None:
    specs = self_attention.specs()
    assert len(set(specs)) == len(specs) == (len(HEADS) + 2) * len(SEEDS) * len(LANGUAGES)
    stored = self_attention_results.results()["runs"]
    names = ("language", "n_head", "positions", "reads", "seed")
    found = {tuple(one[name] for name in names) for one in stored}
    assert found == {tuple(getattr(spec, name) for name in names) for spec in specs}


def test_a_run_is_a_training_judged_at_its_end() -> None:
    spec = ReferentSpec(d_model=8, n_head=2, steps=2, batch=4)
    found = self_attention.run(spec)
    assert len(found["heads"]) == 4 and 0 <= found["accuracy"] <= 1
    json.dumps(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_says_was_measured(language: str) -> None:
    four = self_attention_results.runs(language, n_head=4)
    assert all(one["accuracy"] >= 0.97 for one in four)
    controls = self_attention_results.controls(language)
    assert max(controls["positions"] + controls["later"]) < 0.6
    cost = next(one for one in self_attention_results.lines(language) if one.name == "cost")
    assert cost.mean[0] > cost.mean[-1] and cost.mean[0] >= 0.3
