"""What a held gate costs is measured on sentences that training never saw."""

import pytest
import torch

from nlp_core.experiments.gates.holding import held_loss, linked_chance, worth
from nlp_core.models.gates import FREE
from nlp_core.recipes.gated_lm import GatedLMSpec, held_out_loss, held_rows


@pytest.mark.parametrize(("cell", "gates"), [("lstm", 3), ("gru", 2)])
def test_every_gate_is_held_shut_and_open(cell: str, gates: int) -> None:
    bundle = GatedLMSpec(cell=cell, d_model=8).build()
    found = worth(bundle.model, bundle.vocabulary, "en")
    assert len(found) == 1 + 2 * gates
    assert found[0].gate == ""
    assert all(0 < one.linked < 1 and one.loss > 0 for one in found)
    tokens, weights = held_rows("en", bundle.vocabulary)
    with torch.inference_mode():
        free = held_loss(bundle.model, tokens, weights, FREE)
    assert free == pytest.approx(held_out_loss(bundle.model, tokens), rel=1e-5)


def test_a_gate_is_held_between_the_two_pieces() -> None:
    bundle = GatedLMSpec(d_model=8).build()
    row = [0, 5, 6, 7, 8, 9]
    with torch.inference_mode():
        free, shut = (
            linked_chance(bundle.model, [(row, 0, 3)], hold) for hold in (FREE, {"forget": 0.0})
        )
        chance = bundle.model(torch.tensor([row[:4]]))[0, -1].softmax(-1)[row[4]].item()
    assert free == pytest.approx(chance, rel=1e-4)
    assert shut != free
