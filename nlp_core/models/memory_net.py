"""A recurrent layer that reads a sequence and answers after its last step; three kinds of cell.

How many parameters a cell has, how many units make cells equal, and how a cell begins: the bias of
the forget gate decides whether an LSTM keeps anything before it has learned to (Gers et al. 2000;
Jozefowicz et al. 2015, section 2.2), and an identity matrix lets a plain RNN begin by keeping too
(Le et al. 2015).
"""

import torch
from torch import Tensor, nn

from nlp_core.models.gradient_flow import State, Step
from nlp_core.models.gru import gru_cell, gru_weights
from nlp_core.models.lstm import lstm_cell, lstm_weights
from nlp_core.models.rnn import rnn_cell, rnn_weights

BLOCKS = {"rnn": 1, "lstm": 4, "gru": 3}
"""How many blocks of rows a cell's matrices have: one a gate, and one for what is new."""
CELLS = tuple(BLOCKS)
STARTS = ("random", "identity")
INPUT_STD = 0.1  # of the input weights beside an identity


def cell_size(cell: str, inputs: int, hidden: int) -> int:
    """Parameters of one cell: blocks × (hidden × inputs + hidden × hidden + two biases).

    >>> cell_size("lstm", 2, 32), cell_size("gru", 2, 32), cell_size("rnn", 2, 32)
    (4608, 3456, 1152)
    """
    return BLOCKS[cell] * (hidden * inputs + hidden * hidden + 2 * hidden)


def equal_hidden(cell: str, inputs: int, outputs: int, size: int) -> int:
    """The hidden size at which ``cell`` and its readout come nearest to ``size`` parameters."""

    def distance(hidden: int) -> int:
        whole = cell_size(cell, inputs, hidden) + outputs * (hidden + 1)
        return abs(whole - size)

    return min(range(1, 2 + int(size**0.5)), key=distance)


class MemoryNet(nn.Module):
    """A fused recurrent layer and a linear readout of its last hidden state."""

    def __init__(
        self,
        cell: str,
        inputs: int,
        hidden: int,
        outputs: int,
        keep: float = 0.0,
        start: str = "random",
    ) -> None:
        """``keep`` and ``start`` are those of :func:`begin`."""
        super().__init__()
        self.cell = cell
        self.layer = _layer(cell, inputs, hidden, start)
        self.readout = nn.Linear(hidden, outputs)
        begin(self.layer, cell, keep, start)

    def forward(self, x: Tensor) -> Tensor:
        """From x (B, T, I) to the answers (B, outputs)."""
        hidden, _ = self.layer(x)  # (B, T, C)
        return self.readout(hidden[:, -1])


def _layer(cell: str, inputs: int, hidden: int, start: str) -> nn.RNN | nn.LSTM | nn.GRU:
    if cell == "lstm":
        return nn.LSTM(inputs, hidden, batch_first=True)
    if cell == "gru":
        return nn.GRU(inputs, hidden, batch_first=True)
    kind = "relu" if start == "identity" else "tanh"
    return nn.RNN(inputs, hidden, nonlinearity=kind, batch_first=True)


@torch.no_grad()
def begin(layer: nn.Module, cell: str, keep: float, start: str = "random") -> None:
    """Set what a layer does before it learns; at ``keep`` 0 and "random" it stays as torch made it.

    An LSTM's forget gate gets the bias ``keep`` and its input gate ``-keep``, so that it keeps and
    hardly writes; a GRU's update gate gets ``keep`` and does both at once (Tallec & Ollivier 2018).
    "identity" gives an RNN the identity as its matrix of the hidden state, and no bias.
    """
    bias = layer.get_parameter("bias_ih_l0")
    hidden = layer.get_parameter("weight_hh_l0").size(1)
    if cell == "rnn" and start == "identity":
        layer.get_parameter("weight_hh_l0").copy_(torch.eye(hidden))
        layer.get_parameter("weight_ih_l0").normal_(std=INPUT_STD)
        bias.zero_()
        layer.get_parameter("bias_hh_l0").zero_()
    elif cell != "rnn" and keep:
        bias[hidden : 2 * hidden] += keep  # the LSTM's forget gate, the GRU's update gate
        if cell == "lstm":
            bias[:hidden] -= keep  # the input gate


def step_of(net: MemoryNet) -> Step:
    """One step of a net's layer by our own cells, in double precision, for gradients by distance.

    Its state is (h,), an LSTM's (h, c).
    """
    weights = net.layer
    if net.cell == "lstm":
        w, u, b, d = (each.double() for each in lstm_weights(weights))
        return lambda x, state: lstm_cell(x, (state[0], state[1]), w, u, b, d)[:2]
    if net.cell == "gru":
        w, u, b, d = (each.double() for each in gru_weights(weights))
        return lambda x, state: (gru_cell(x, state[0], w, u, b, d),)
    w, u, b, d = (each.double() for each in rnn_weights(weights))
    relu = getattr(weights, "nonlinearity", "tanh") == "relu"
    activation = torch.relu if relu else torch.tanh
    return lambda x, state: (rnn_cell(x, state[0], w, u, b, d, activation),)


def first_state(net: MemoryNet, rows: int) -> State:
    """The zeros that a sequence begins with, in double precision."""
    weight = net.layer.get_parameter("weight_hh_l0")
    zeros = torch.zeros(rows, weight.size(1), dtype=torch.float64, device=weight.device)
    return (zeros, zeros.clone()) if net.cell == "lstm" else (zeros,)
