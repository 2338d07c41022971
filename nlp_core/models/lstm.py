"""A long short-term memory, written out gate by gate: what the fused ``torch.nn.LSTM`` computes.

Hochreiter & Schmidhuber 1997 for the cell state that is added to; Gers et al. 2000, section 3, for
the forget gate. Without peepholes, as in torch.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from nlp_core.models.gates import FREE, Hold, held, hold_during
from nlp_core.models.gru import gru_weights


class LSTMStates(NamedTuple):
    """What a step, or a layer over time, computed: each (B, C), or (B, T, C)."""

    hidden: Tensor
    cell: Tensor
    input: Tensor
    forget: Tensor
    candidate: Tensor
    output: Tensor


def lstm_cell(
    x: Tensor,
    state: tuple[Tensor, Tensor],
    w_input: Tensor,
    w_hidden: Tensor,
    b_input: Tensor,
    b_hidden: Tensor,
    hold: Hold = FREE,
) -> LSTMStates:
    """One step: from input x (B, I) and the state, hidden h and cell c, each (B, C).

    ``w_input`` (4C, I), ``w_hidden`` (4C, C) and the biases (4C,) hold input gate, forget gate,
    candidate and output gate one below the other, in the order of ``torch.nn.LSTM``. ``hold`` puts
    a value in the place of the gate "input", "forget" or "output".
    """
    h, c = state
    sums = x @ w_input.T + b_input + h @ w_hidden.T + b_hidden  # (B, 4C)
    i, f, g, o = sums.chunk(4, dim=-1)  # 4 × (B, C)
    write = held("input", torch.sigmoid(i), hold)  # how much of the new is written
    keep = held("forget", torch.sigmoid(f), hold)  # how much of the old cell state stays
    show = held("output", torch.sigmoid(o), hold)  # how much of the cell state is shown
    new = torch.tanh(g)
    c = keep * c + write * new  # (B, C): a sum, so that its derivative by the old c is keep
    h = show * torch.tanh(c)  # (B, C)
    return LSTMStates(h, c, write, keep, new, show)


class LSTM(nn.Module):
    """A layer of :func:`lstm_cell` over time, with the parameter names of one-layer ``nn.LSTM``."""

    def __init__(self, input_size: int, hidden_size: int) -> None:
        super().__init__()
        bound = hidden_size**-0.5
        shapes = {
            "weight_ih_l0": (4 * hidden_size, input_size),
            "weight_hh_l0": (4 * hidden_size, hidden_size),
            "bias_ih_l0": (4 * hidden_size,),
            "bias_hh_l0": (4 * hidden_size,),
        }
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def forward(
        self,
        x: Tensor,
        state: tuple[Tensor, Tensor],
        hold: Hold = FREE,
        during: range | None = None,
    ) -> LSTMStates:
        """From x (B, T, I) and the first state (h, c), each (B, C), to everything at every step.

        A gate in ``hold`` is held in the steps of ``during``, or in all of them.
        """
        return run_lstm(self, x, state, hold, during)


def run_lstm(
    layer: nn.Module,
    x: Tensor,
    state: tuple[Tensor, Tensor],
    hold: Hold = FREE,
    during: range | None = None,
) -> LSTMStates:
    """:func:`lstm_cell` over x (B, T, I) with the weights of a one-layer LSTM, ours or torch's."""
    steps = []
    for t in range(x.size(1)):
        now = hold_during(t, hold, during)
        step = lstm_cell(x[:, t], state, *lstm_weights(layer), hold=now)
        state = step.hidden, step.cell
        steps.append(step)
    return LSTMStates(*(torch.stack(parts, dim=1) for parts in zip(*steps, strict=True)))


def lstm_weights(layer: nn.Module) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The four parameters of a one-layer LSTM, ours or torch's, in the order of the cell."""
    return gru_weights(layer)  # the names are the same; what lies in the rows is not
