"""The language model's states by our cells are those of its fused layer."""

import pytest
import torch

from nlp_core.models.gated_lm import GATED, GATES, GatedLanguageModel


@pytest.mark.parametrize("cell", GATED)
def test_states_are_those_of_the_fused_layer(cell: str) -> None:
    torch.manual_seed(0)
    model = GatedLanguageModel(cell, 11, 6).double()
    tokens = torch.randint(11, (2, 7))
    states = model.states(tokens)
    torch.testing.assert_close(model.scores(states["hidden"]), model(tokens), atol=1e-10, rtol=0)
    assert set(GATES[cell]) < set(states)
    assert all(part.shape == (2, 7, 6) for part in states.values())


@pytest.mark.parametrize("cell", GATED)
def test_a_shut_gate_forgets_what_was_read(cell: str) -> None:
    torch.manual_seed(0)
    model = GatedLanguageModel(cell, 11, 6)
    one, other = torch.tensor([[1, 2, 3]]), torch.tensor([[4, 2, 3]])
    keep = {"lstm": {"forget": 0.0}, "gru": {"update": 0.0, "reset": 0.0}}[cell]
    name = "cell" if cell == "lstm" else "hidden"
    free = [model.states(tokens)[name][:, 2] for tokens in (one, other)]
    shut = [model.states(tokens, keep, range(1, 3))[name][:, 2] for tokens in (one, other)]
    assert (free[0] - free[1]).norm() > (shut[0] - shut[1]).norm()
