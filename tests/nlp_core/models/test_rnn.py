"""Our RNN is torch's RNN, in double precision."""

import pytest
import torch
from torch import nn

from nlp_core.models.rnn import ACTIVATIONS, RNN, rnn_cell, rnn_weights


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_cell_equals_torch(activation: str) -> None:
    theirs = nn.RNNCell(5, 7, nonlinearity=activation).double()
    x, h = torch.randn(3, 5).double(), torch.randn(3, 7).double()
    weights = (theirs.weight_ih, theirs.weight_hh, theirs.bias_ih, theirs.bias_hh)
    ours = rnn_cell(x, h, *weights, activation=ACTIVATIONS[activation])
    torch.testing.assert_close(ours, theirs(x, h), atol=1e-10, rtol=0)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_layer_and_its_gradients_equal_torch(activation: str) -> None:
    ours = RNN(5, 7, activation).double()
    theirs = nn.RNN(5, 7, batch_first=True, nonlinearity=activation).double()
    ours.load_state_dict(theirs.state_dict())
    x, h = torch.randn(3, 11, 5).double(), torch.randn(3, 7).double()
    states, last = ours(x, h)
    their_states, their_last = theirs(x, h.unsqueeze(0))
    torch.testing.assert_close(states, their_states, atol=1e-10, rtol=0)
    torch.testing.assert_close(last, their_last[0], atol=1e-10, rtol=0)
    states.square().sum().backward()
    their_states.square().sum().backward()
    for mine, other in zip(rnn_weights(ours), rnn_weights(theirs), strict=True):
        torch.testing.assert_close(mine.grad, other.grad, atol=1e-10, rtol=0)


def test_without_an_activation_steps_are_matrix_products() -> None:
    layer = RNN(2, 4, "linear").double()
    for name in ("weight_ih_l0", "bias_ih_l0", "bias_hh_l0"):
        nn.init.zeros_(layer.get_parameter(name))
    h = torch.randn(1, 4).double()
    _, last = layer(torch.zeros(1, 6, 2).double(), h)
    power = torch.linalg.matrix_power(layer.get_parameter("weight_hh_l0"), 6)
    torch.testing.assert_close(last, h @ power.T)


def test_what_no_layer_can_be_is_refused() -> None:
    with pytest.raises(ValueError, match="hidden unit"):
        RNN(5, 0)
    with pytest.raises(ValueError, match="tanh, relu, linear"):
        RNN(5, 7, "sine")
