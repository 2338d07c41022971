"""Our GRU is torch's GRU."""

import torch
from torch import nn

from nlp_core.models.gru import GRU, gru_cell, gru_weights, run_gru


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


def test_in_double_precision_they_agree_to_ten_digits() -> None:
    ours, theirs = GRU(5, 7).double(), nn.GRU(5, 7, batch_first=True).double()
    ours.load_state_dict(theirs.state_dict())
    x, h = torch.randn(3, 40, 5).double(), torch.randn(3, 7).double()
    states, _ = ours(x, h)
    torch.testing.assert_close(states, theirs(x, h[None])[0], atol=1e-10, rtol=1e-10)
    torch.testing.assert_close(run_gru(theirs, x, h).hidden, states, atol=1e-10, rtol=1e-10)
    states.square().sum().backward()
    theirs(x, h[None])[0].square().sum().backward()
    for mine, other in zip(gru_weights(ours), gru_weights(theirs), strict=True):
        torch.testing.assert_close(mine.grad, other.grad, atol=1e-10, rtol=1e-10)


def test_an_update_gate_held_open_keeps_everything_and_held_shut_nothing() -> None:
    layer = GRU(5, 7)
    x, h = torch.randn(3, 6, 5), torch.randn(3, 7)
    kept = run_gru(layer, x, h, {"update": 1.0})
    assert torch.equal(kept.hidden, h[:, None].expand_as(kept.hidden))
    shut = run_gru(layer, x, h, {"update": 0.0})
    assert torch.equal(shut.hidden, shut.candidate)
    late = run_gru(layer, x, h, {"reset": 0.0}, range(3, 6))
    assert float(late.reset[:, 3:].detach().abs().sum()) == 0
    assert float(late.reset[:, :3].detach().min()) > 0
