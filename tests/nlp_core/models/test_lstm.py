"""Our LSTM is torch's LSTM, gate by gate, and a held gate does what it says."""

import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.lstm import LSTM, lstm_cell, lstm_weights, run_lstm


def _pair() -> tuple[LSTM, nn.LSTM, Tensor, tuple[Tensor, Tensor]]:
    torch.manual_seed(1)
    ours, theirs = LSTM(5, 7).double(), nn.LSTM(5, 7, batch_first=True).double()
    ours.load_state_dict(theirs.state_dict())
    state = torch.randn(3, 7).double(), torch.randn(3, 7).double()
    return ours, theirs, torch.randn(3, 11, 5).double(), state


def test_cell_equals_torch() -> None:
    theirs = nn.LSTMCell(5, 7).double()
    x, h, c = (torch.randn(3, n).double() for n in (5, 7, 7))
    weights = theirs.weight_ih, theirs.weight_hh, theirs.bias_ih, theirs.bias_hh
    ours = lstm_cell(x, (h, c), *weights)
    for mine, other in zip((ours.hidden, ours.cell), theirs(x, (h, c)), strict=True):
        torch.testing.assert_close(mine, other, atol=1e-10, rtol=1e-10)


def test_layer_and_its_gradients_equal_torch() -> None:
    ours, theirs, x, (h, c) = _pair()
    mine = ours(x, (h, c))
    states, (last, cell) = theirs(x, (h[None], c[None]))
    for one, other in (
        (mine.hidden, states),
        (mine.hidden[:, -1], last[0]),
        (mine.cell[:, -1], cell[0]),
    ):
        torch.testing.assert_close(one, other, atol=1e-10, rtol=1e-10)
    mine.hidden.square().sum().backward()
    states.square().sum().backward()
    for one, other in zip(lstm_weights(ours), lstm_weights(theirs), strict=True):
        torch.testing.assert_close(one.grad, other.grad, atol=1e-10, rtol=1e-10)


def test_a_forget_gate_held_open_and_an_input_gate_held_shut_keep_the_cell_state() -> None:
    ours, _, x, state = _pair()
    kept = ours(x, state, hold={"forget": 1.0, "input": 0.0})
    assert torch.equal(kept.cell, state[1][:, None].expand_as(kept.cell))


def test_a_forget_gate_held_shut_forgets_what_was_before() -> None:
    ours, _, x, state = _pair()
    other = state[0], state[1] + 1
    first, second = (ours(x, one, hold={"forget": 0.0}).cell for one in (state, other))
    assert torch.equal(first, second)


def test_a_gate_is_held_in_the_named_steps_alone_and_the_weights_stay() -> None:
    ours, _, x, state = _pair()
    before = [weight.clone() for weight in ours.parameters()]
    free = ours(x, state)
    held = run_lstm(ours, x, state, {"output": 0.0}, range(4, 6))
    assert torch.equal(held.output[:, 4:6], torch.zeros(3, 2, 7).double())
    assert torch.equal(held.hidden[:, :4], free.hidden[:, :4])
    assert not torch.equal(held.hidden[:, 6:], free.hidden[:, 6:])
    assert all(torch.equal(a, b) for a, b in zip(before, ours.parameters(), strict=True))


@pytest.mark.parametrize("length", [1, 60])
def test_any_length_runs(length: int) -> None:
    ours, _, _, state = _pair()
    assert ours(torch.zeros(3, length, 5).double(), state).hidden.shape == (3, length, 7)
