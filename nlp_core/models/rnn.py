"""A plain recurrent network: one cell, used again at every time step (Elman 1990).

Elman, "Finding Structure in Time", Cognitive Science 14; the equation is that of ``torch.nn.RNN``.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn

Activation = Callable[[Tensor], Tensor]

ACTIVATIONS: dict[str, Activation] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "linear": lambda total: total,
}


def rnn_cell(
    x: Tensor,
    h: Tensor,
    w_input: Tensor,
    w_hidden: Tensor,
    b_input: Tensor,
    b_hidden: Tensor,
    activation: Activation = torch.tanh,
) -> Tensor:
    """One step: from input x (B, I) and hidden state h (B, C) to the next hidden state (B, C).

    ``w_input`` (C, I), ``w_hidden`` (C, C) and the biases (C,) are those of ``torch.nn.RNN``.
    """
    from_input = x @ w_input.T + b_input  # (B, C)
    from_past = h @ w_hidden.T + b_hidden  # (B, C)
    return activation(from_input + from_past)  # (B, C)


class RNN(nn.Module):
    """A layer of :func:`rnn_cell` over time, with the parameter names of a one-layer ``nn.RNN``."""

    def __init__(self, input_size: int, hidden_size: int, activation: str = "tanh") -> None:
        """``activation`` is one of ACTIVATIONS; ValueError for another, or for sizes below 1."""
        super().__init__()
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation must be one of {', '.join(ACTIVATIONS)}")
        if input_size < 1 or hidden_size < 1:
            raise ValueError("a layer needs at least one input and one hidden unit")
        self.activation = ACTIVATIONS[activation]
        bound = hidden_size**-0.5
        shapes = {
            "weight_ih_l0": (hidden_size, input_size),
            "weight_hh_l0": (hidden_size, hidden_size),
            "bias_ih_l0": (hidden_size,),
            "bias_hh_l0": (hidden_size,),
        }
        for name, shape in shapes.items():
            self.register_parameter(name, nn.Parameter(torch.empty(shape).uniform_(-bound, bound)))

    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        """From x (B, T, I) with T ≥ 1 and the first state h (B, C) to all states (B, T, C) and the
        last."""
        states = []
        for t in range(x.size(1)):
            h = rnn_cell(x[:, t], h, *rnn_weights(self), activation=self.activation)  # (B, C)
            states.append(h)
        return torch.stack(states, dim=1), h  # (B, T, C), (B, C)


def rnn_weights(layer: nn.Module) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """The four parameters of a one-layer RNN, ours or torch's, in the order of :func:`rnn_cell`."""
    return (
        layer.get_parameter("weight_ih_l0"),
        layer.get_parameter("weight_hh_l0"),
        layer.get_parameter("bias_ih_l0"),
        layer.get_parameter("bias_hh_l0"),
    )
