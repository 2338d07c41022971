"""Backpropagation through time by hand: the chain rule along an unrolled RNN (Werbos 1990).

Werbos, "Backpropagation Through Time: What It Does and How to Do It", Proceedings of the IEEE 78.
Nothing here asks autograd; a test holds every gradient against it.
"""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Gradients:
    """What flows back: to each state, the first included, and to the weights that all steps share.

    ``states`` (B, T + 1, C), ``w_input`` (C, I), ``w_hidden`` (C, C), ``bias`` (C,); the two biases
    of a cell are added to each other, so they have the same gradient.
    """

    states: Tensor
    w_input: Tensor
    w_hidden: Tensor
    bias: Tensor


def tanh_slope(states: Tensor) -> Tensor:
    """The slope of tanh where it gave these states (...): 1 - h², at most 1."""
    return 1 - states.square()


def step_jacobian(state: Tensor, w_hidden: Tensor) -> Tensor:
    """How a tanh step's state (B, C) moves with the state before it: diag(1 - h²) W, (B, C, C)."""
    return tanh_slope(state)[:, :, None] * w_hidden  # (B, C, C)


def rnn_backward(x: Tensor, states: Tensor, w_hidden: Tensor, from_loss: Tensor) -> Gradients:
    """Backward through a tanh RNN, from the last step to the first.

    ``x`` (B, T, I) went in, ``states`` (B, T + 1, C) came out with the first state in front, and
    ``from_loss`` (B, T, C) is what the loss sends to each state directly.
    """
    inner, flow = [], torch.zeros_like(states[:, 0])  # flow: what comes from the right, (B, C)
    received = [flow] * states.size(1)
    for t in range(x.size(1), 0, -1):
        received[t] = flow + from_loss[:, t - 1]  # (B, C)
        through = received[t] * tanh_slope(states[:, t])  # (B, C), before the activation
        inner.append(through)
        flow = through @ w_hidden  # (B, C), one Jacobian further back
    received[0] = flow
    before = torch.stack(inner[::-1], dim=1)  # (B, T, C)
    return Gradients(
        states=torch.stack(received, dim=1),
        w_input=torch.einsum("btc,bti->ci", before, x),
        w_hidden=torch.einsum("btc,btd->cd", before, states[:, :-1]),
        bias=before.sum((0, 1)),
    )
