"""Our GRU is torch's GRU."""

import torch
from torch import nn

from nlp_core.models.gru import GRU, gru_cell, gru_weights


def test_cell_equals_torch() -> None:
    theirs = nn.GRUCell(5, 7)
    x, h = torch.randn(3, 5), torch.randn(3, 7)
    ours = gru_cell(x, h, theirs.weight_ih, theirs.weight_hh, theirs.bias_ih, theirs.bias_hh)
    torch.testing.assert_close(ours, theirs(x, h), atol=1e-6, rtol=1e-5)


def test_layer_and_its_gradients_equal_torch() -> None:
    ours, theirs = GRU(5, 7), nn.GRU(5, 7, batch_first=True)
    ours.load_state_dict(theirs.state_dict())
    x, h = torch.randn(3, 11, 5), torch.randn(3, 7)
    states, last = ours(x, h)
    their_states, their_last = theirs(x, h.unsqueeze(0))
    torch.testing.assert_close(states, their_states, atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(last, their_last[0], atol=1e-6, rtol=1e-5)
    states.square().sum().backward()
    their_states.square().sum().backward()
    for mine, other in zip(gru_weights(ours), gru_weights(theirs), strict=True):
        torch.testing.assert_close(mine.grad, other.grad, atol=1e-4, rtol=1e-4)
