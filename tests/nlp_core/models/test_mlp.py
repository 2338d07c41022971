"""The MLP equals the same layers in an nn.Sequential."""

import pytest
import torch
from torch import nn

from nlp_core.models.mlp import ACTIVATIONS, MLP


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_mlp_equals_a_sequential(activation: str) -> None:
    model = MLP((3, 5, 4, 2), activation).eval()
    layers: list[nn.Module] = []
    for linear in model.linears:
        layers += [linear, ACTIVATIONS[activation]()]
    x = torch.randn(7, 3, generator=torch.Generator().manual_seed(0))
    assert torch.equal(model(x), nn.Sequential(*layers[:-1])(x))
    assert [tuple(one.shape) for one in model.layer_by_layer(x)] == [(7, 5), (7, 4), (7, 2)]


def test_without_a_bend_layers_are_one_layer() -> None:
    model = MLP((2, 8, 8, 2), "none").double().eval()
    line = torch.linspace(-1, 1, 5, dtype=torch.float64)[:, None] * torch.tensor([[1.0, 2.0]])
    outputs = model(line)
    assert torch.allclose(
        outputs[2:] - 2 * outputs[1:-1] + outputs[:-2], torch.zeros(3, 2).double()
    )


def test_no_hidden_layer_is_a_line() -> None:
    assert len(MLP((2, 2)).layer_by_layer(torch.zeros(1, 2))) == 1


def test_dropout_acts_in_training_alone() -> None:
    model, x = MLP((2, 64, 2), dropout=0.5), torch.ones(1, 2)
    assert not torch.equal(model.train()(x), model(x))
    assert torch.equal(model.eval()(x), model(x))
