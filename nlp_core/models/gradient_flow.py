"""How much of a gradient reaches a state so many steps back, for any recurrent cell.

Bengio, Simard & Frasconi 1994, "Learning Long-Term Dependencies with Gradient Descent Is
Difficult"; Pascanu, Mikolov & Bengio 2013, "On the Difficulty of Training Recurrent Neural
Networks", section 2. A cell is given as a *step*: from an input (B, I) and the state, a tuple of
(B, C) tensors with the hidden state first, to the next state. An RNN's or GRU's state is ``(h,)``,
an LSTM's ``(h, c)``::

    step = lambda x, state: (gru_cell(x, state[0], *gru_weights(layer)),)
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

State = tuple[Tensor, ...]
Step = Callable[[Tensor, State], State]


def unroll(step: Step, x: Tensor, first: State) -> list[State]:
    """The T + 1 states that inputs x (B, T, I) lead through, ``first`` included."""
    states = [first]
    for t in range(x.size(1)):
        states.append(step(x[:, t], states[-1]))
    return states


def gradient_norms(step: Step, x: Tensor, first: State, loss: Callable[[Tensor], Tensor]) -> Tensor:
    """Norms of ∂loss/∂state at every distance back from the last step: (parts, B, T + 1).

    ``loss`` maps the last hidden state (B, C) to one loss a row (B,). ``[p, b, k]`` belongs to
    part p (0 the hidden state, 1 an LSTM's cell state) of row b, k steps before the last state;
    k = 0 is the last state itself. Rows of x (B, T, I) must not act on each other.
    """
    states = _tracked(step, x, first)
    total = loss(states[-1][0]).sum()  # rows are apart, so the sum mixes no gradients
    found = torch.autograd.grad(total, _flat(states), materialize_grads=True)
    return _by_distance([each.norm(dim=-1) for each in found], len(first))


def jacobian_norms(step: Step, x: Tensor, first: State) -> Tensor:
    """Spectral norms of ∂(last hidden state)/∂state at every distance: (parts, B, T + 1).

    The most by which any gradient at the last step can grow on its way back. Indices are those of
    :func:`gradient_norms`; the hidden state at distance 0 gives 1. Costs C backward passes, done at
    once.
    """
    states = _tracked(step, x, first)
    last = states[-1][0]  # (B, C)
    size = last.size(-1)
    eye = torch.eye(size, dtype=last.dtype, device=last.device)
    seeds = eye[:, None].expand(-1, len(last), -1)  # (C, B, C)
    found = torch.autograd.grad(
        last, _flat(states), seeds, is_grads_batched=True, materialize_grads=True
    )
    norms = [torch.linalg.matrix_norm(each.transpose(0, 1), ord=2) for each in found]  # (B,) each
    return _by_distance(norms, len(first))


def _tracked(step: Step, x: Tensor, first: State) -> list[State]:
    """The states with their graph; the first is a leaf, so that gradients reach it too."""
    with torch.enable_grad():
        return unroll(step, x, tuple(part.detach().requires_grad_() for part in first))


def _flat(states: Sequence[State]) -> list[Tensor]:
    return [part for state in states for part in state]


def _by_distance(norms: Sequence[Tensor], parts: int) -> Tensor:
    """Norms (B,) of every part of every state in time order, as (parts, B, T + 1) by distance."""
    stacked = torch.stack(list(norms)).unflatten(0, (-1, parts))  # (T + 1, parts, B)
    return stacked.flip(0).permute(1, 2, 0).detach()
