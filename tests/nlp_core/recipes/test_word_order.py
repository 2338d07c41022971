"""The spec of the word-order task: refused values, the same run from the same seed."""

from dataclasses import replace

import pytest
import torch

from nlp_core.engine.train import train
from nlp_core.models.order_encoder import WAYS
from nlp_core.recipes.word_order import (
    WordOrderSpec,
    as_nets,
    held_out,
    noun_chance,
    swapped_pair,
)

TINY = WordOrderSpec(language="en", d_model=8, n_layer=1, n_head=2, steps=4, batch=4)


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "fr"), ("clauses", 0), ("base", 0.0), ("base", -1.0), ("base", float("nan"))],
)
def test_values_that_cannot_be_trained_are_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{field} must be"):
        replace(TINY, **{field: value})


@pytest.mark.parametrize("sizes", [{"d_model": 9}, {"d_model": 10, "n_head": 2}, {"n_head": 3}])
def test_features_that_make_no_pairs_are_refused(sizes: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="not pairs shared by"):
        replace(TINY, **sizes)


def test_a_run_is_decided_by_its_spec() -> None:
    runs = [[point.metrics for point in TINY.fit(TINY.build())] for _ in range(2)]
    assert runs[0] == runs[1]
    assert set(runs[0][-1]) == {*WAYS, *(f"where_{way}" for way in WAYS)}


def test_snapshots_hold_the_chance_before_and_after_a_swap() -> None:
    points = list(TINY.fit(TINY.build()))
    assert points[0].step == 0 and points[-1].step == 4
    for point in points:
        assert point.snapshot is not None
        asked = point.snapshot["asked"]
        assert asked.shape == (len(WAYS), 2)
        assert torch.allclose(asked[0, 0], asked[0, 1], atol=1e-6)  # no positions


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_pair_is_one_sentence_in_two_orders(language: str) -> None:
    tokens, verb, noun = swapped_pair(language)
    assert sorted(tokens[0].tolist()) == sorted(tokens[1].tolist())
    assert tokens[0].tolist() != tokens[1].tolist()
    assert tokens[0, verb] == tokens[1, verb]
    net = as_nets(WordOrderSpec(language=language, d_model=8, n_head=2).build().model)["none"]
    chances = noun_chance(net, tokens, verb, noun)
    assert chances[0].item() == pytest.approx(chances[1].item(), abs=1e-6)


def test_held_out_sentences_are_the_same_at_each_call() -> None:
    assert torch.equal(held_out("ko", 1, 2).tokens, held_out("ko", 1, 2).tokens)


def test_a_worker_trains_it_though_it_has_a_field_of_the_name_base() -> None:
    assert train(replace(TINY, base=500.0)).card["spec"]["base"] == 500.0
