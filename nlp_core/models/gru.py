"""A gated recurrent unit, written out gate by gate: what the fused ``torch.nn.GRU`` computes.

Cho et al. 2014, "Learning Phrase Representations using RNN Encoder-Decoder", section 2.3, with the
reset gate applied after the matrix product, as cuDNN and torch do.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from nlp_core.models.gates import FREE, Hold, held, hold_during


class GRUStates(NamedTuple):
    """What a step, or a layer over time, computed: each (B, C), or (B, T, C)."""

    hidden: Tensor
    reset: Tensor
    update: Tensor
    candidate: Tensor


def gru_cell(
    x: Tensor, h: Tensor, w_input: Tensor, w_hidden: Tensor, b_input: Tensor, b_hidden: Tensor
) -> Tensor:
    """One step: from input x (B, I) and hidden state h (B, C) to the next hidden state (B, C).

    The weights are those of :func:`gru_gates`.
    """
    _, update, candidate = gru_gates(x, h, w_input, w_hidden, b_input, b_hidden)
    return update * h + (1 - update) * candidate  # (B, C)


def gru_gates(
    x: Tensor,
    h: Tensor,
    w_input: Tensor,
    w_hidden: Tensor,
    b_input: Tensor,
    b_hidden: Tensor,
    hold: Hold = FREE,
) -> tuple[Tensor, Tensor, Tensor]:
    """Reset gate, update gate and candidate, each (B, C), of one step from x (B, I) and h (B, C).

    ``w_input`` (3C, I), ``w_hidden`` (3C, C) and the biases (3C,) hold reset, update and candidate
    one below the other, in the order of ``torch.nn.GRU``. ``hold`` puts a value in the place of the
    gate "reset" or "update".
    """
    reset_x, update_x, candidate_x = (x @ w_input.T + b_input).chunk(3, dim=-1)  # 3 × (B, C)
    reset_h, update_h, candidate_h = (h @ w_hidden.T + b_hidden).chunk(3, dim=-1)  # 3 × (B, C)
    reset = held("reset", torch.sigmoid(reset_x + reset_h), hold)  # what the candidate may see
    update = held("update", torch.sigmoid(update_x + update_h), hold)  # how much of the past stays
    candidate = torch.tanh(candidate_x + reset * candidate_h)
    return reset, update, candidate


class GRU(nn.Module):
    """A layer of :func:`gru_cell` over time, with the parameter names of a one-layer ``nn.GRU``."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {
            "weight_ih_l0": (3 * hidden_size, input_size),
            "weight_hh_l0": (3 * hidden_size, hidden_size),
            "bias_ih_l0": (3 * hidden_size,),
            "bias_hh_l0": (3 * hidden_size,),
        }
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        """From x (B, T, I) and the first state h (B, C) to all states (B, T, C) and the last."""
        states = []
        for t in range(x.size(1)):
            h = gru_cell(x[:, t], h, *gru_weights(self))  # (B, C)
            states.append(h)
        return torch.stack(states, dim=1), h  # (B, T, C), (B, C)


def run_gru(
    layer: nn.Module, x: Tensor, h: Tensor, hold: Hold = FREE, during: range | None = None
) -> GRUStates:
    """The cell over x (B, T, I) with the weights of a one-layer GRU, its gates kept.

    A gate in ``hold`` is held in the steps of ``during``, or in all of them.
    """
    steps = []
    for t in range(x.size(1)):
        now = hold_during(t, hold, during)
        reset, update, candidate = gru_gates(x[:, t], h, *gru_weights(layer), hold=now)
        h = update * h + (1 - update) * candidate  # (B, C)
        steps.append(GRUStates(h, reset, update, candidate))
    return GRUStates(*(torch.stack(parts, dim=1) for parts in zip(*steps, strict=True)))


def gru_weights(layer: nn.Module) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The four parameters of a one-layer GRU, ours or torch's, in the order of :func:`gru_cell`."""
    return (
        layer.get_parameter("weight_ih_l0"),
        layer.get_parameter("weight_hh_l0"),
        layer.get_parameter("bias_ih_l0"),
        layer.get_parameter("bias_hh_l0"),
    )
