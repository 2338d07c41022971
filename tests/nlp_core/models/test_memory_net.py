"""Sizes by formula are sizes by module; steps by our cells are those of the fused layer."""

import pytest
import torch

from nlp_core.models.gradient_flow import gradient_norms, unroll
from nlp_core.models.memory_net import (
    BLOCKS,
    CELLS,
    MemoryNet,
    cell_size,
    equal_hidden,
    first_state,
    step_of,
)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(("inputs", "hidden"), [(1, 1), (2, 32), (9, 37)])
def test_parameters_by_formula_equal_those_of_the_module(
    cell: str, inputs: int, hidden: int
) -> None:
    net = MemoryNet(cell, inputs, hidden, 1)
    assert sum(p.numel() for p in net.layer.parameters()) == cell_size(cell, inputs, hidden)


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize("size", [4641, 60_000])
def test_equal_sizes_are_within_two_percent(cell: str, size: int) -> None:
    net = MemoryNet(cell, 2, equal_hidden(cell, 2, 1, size), 1)
    assert abs(sum(p.numel() for p in net.parameters()) / size - 1) < 0.02


@pytest.mark.parametrize("start", ["random", "identity"])
@pytest.mark.parametrize("cell", CELLS)
def test_a_step_is_that_of_the_fused_layer(cell: str, start: str) -> None:
    torch.manual_seed(2)
    net = MemoryNet(cell, 2, 6, 1, keep=2.0, start=start).double()
    x = torch.randn(3, 9, 2).double()
    states = unroll(step_of(net), x, first_state(net, 3))
    ours = torch.stack([state[0] for state in states[1:]], dim=1)
    torch.testing.assert_close(ours, net.layer(x)[0], atol=1e-10, rtol=1e-10)


@pytest.mark.parametrize("cell", CELLS)
def test_gradients_by_distance_are_autograd_s(cell: str) -> None:
    """Against finite differences of the first state, unit by unit."""
    torch.manual_seed(4)
    net = MemoryNet(cell, 2, 5, 1).double()
    x, first = torch.randn(1, 7, 2).double(), first_state(net, 1)
    step = step_of(net)

    def loss(h: torch.Tensor) -> torch.Tensor:
        return h.square().sum(dim=-1)

    norms = gradient_norms(step, x, first, loss)[:, 0, 7]
    for part in range(len(first)):
        slopes = []
        for unit in range(5):
            ends = []
            for shift in (1e-6, -1e-6):
                moved = [one.clone() for one in first]
                moved[part][0, unit] += shift
                ends.append(loss(unroll(step, x, tuple(moved))[-1][0]).item())
            slopes.append((ends[0] - ends[1]) / 2e-6)
        assert float(norms[part]) == pytest.approx(torch.tensor(slopes).norm().item(), rel=1e-4)


def test_gates_begin_as_open_as_they_are_told() -> None:
    lstm, plain = (MemoryNet("lstm", 2, 4, 1, keep=keep) for keep in (30.0, 0.0))
    assert float(lstm.layer.bias_ih_l0[4:8].detach().min()) > 25
    assert float(lstm.layer.bias_ih_l0[:4].detach().max()) < -25
    assert float(plain.layer.bias_ih_l0.detach().abs().max()) <= 0.5
    gru = MemoryNet("gru", 2, 4, 1, keep=30.0)
    assert float(gru.layer.bias_ih_l0[4:8].detach().min()) > 25
    assert float(gru.layer.bias_ih_l0[:4].detach().abs().max()) <= 0.5


def test_an_identity_keeps_its_state_where_nothing_comes_in() -> None:
    net = MemoryNet("rnn", 2, 4, 1, start="identity").double()
    state = (torch.rand(1, 4).double(),)
    assert torch.equal(step_of(net)(torch.zeros(1, 2).double(), state)[0], state[0])


def test_every_cell_has_its_blocks() -> None:
    assert BLOCKS == {"rnn": 1, "lstm": 4, "gru": 3}
