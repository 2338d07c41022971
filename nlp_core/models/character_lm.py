"""A language model of characters: a vector for each, one recurrent layer, a score for each next.

The fused ``torch.nn.RNN`` trains and writes; :func:`step_through` goes the same way cell by cell,
for whoever wants to see the numbers (Elman 1990; Mikolov et al. 2010, "Recurrent Neural Network
Based Language Model").
"""

import copy
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.gradient_flow import State, gradient_norms
from nlp_core.models.rnn import ACTIVATIONS, rnn_cell, rnn_weights


class CharacterLM(nn.Module):
    """V kinds of characters as vectors of size E, a hidden state of size C, V scores."""

    def __init__(self, kinds: int, n_embedding: int, n_hidden: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(kinds, n_embedding)
        self.recurrent = nn.RNN(n_embedding, n_hidden, batch_first=True)
        self.output = nn.Linear(n_hidden, kinds)

    def forward(self, ids: Tensor, first: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Characters (B, T) to scores of each next one (B, T, V), and the last state (1, B, C)."""
        states, last = self.recurrent(self.embedding(ids), first)  # (B, T, C)
        return self.output(states), last  # (B, T, V)


@dataclass(frozen=True, eq=False)
class Walk:
    """Every vector of a walk along one text: x (T, E), h (T + 1, C) from the zero state, and the
    scores y (T, V)."""

    x: Tensor
    h: Tensor
    y: Tensor


@torch.no_grad()
def step_through(model: CharacterLM, ids: Tensor) -> Walk:
    """Walk along characters (T,), T ≥ 1, one cell a step; equals the fused model."""
    x = model.embedding(ids)  # (T, E)
    weights = rnn_weights(model.recurrent)
    states = [torch.zeros(1, model.recurrent.hidden_size, dtype=x.dtype)]  # h_0
    for t in range(len(ids)):
        states.append(rnn_cell(x[t : t + 1], states[-1], *weights))  # (1, C)
    h = torch.cat(states)  # (T + 1, C)
    return Walk(x, h, model.output(h[1:]))  # y: (T, V)


def gradients_back(
    model: CharacterLM, ids: Tensor, *, radius: float | None = None, activation: str = "tanh"
) -> Tensor:
    """How the gradient of the last character's loss shrinks or grows on its way back: (B, T + 1).

    ``ids`` (B, T + 1) hold T inputs and the character to predict. Norms are those of
    :func:`gradient_norms`, in double precision, divided by the norm at distance 0. ``radius``
    rescales the hidden matrix to this spectral radius first (None: as it is); ``activation`` is one
    of ACTIVATIONS. The model itself is left as it is.
    """
    twin = copy.deepcopy(model).double().requires_grad_(False)
    w_input, w_hidden, b_input, b_hidden = rnn_weights(twin.recurrent)
    if radius is not None:
        w_hidden = w_hidden * (radius / spectral_radius(w_hidden))
    inputs, target = twin.embedding(ids[:, :-1]), ids[:, -1]  # (B, T, E), (B,)

    def step(x: Tensor, state: State) -> State:
        weights = (w_input, w_hidden, b_input, b_hidden)
        return (rnn_cell(x, state[0], *weights, activation=ACTIVATIONS[activation]),)

    def loss(last: Tensor) -> Tensor:
        return F.cross_entropy(twin.output(last), target, reduction="none")

    first = inputs.new_zeros(len(ids), w_hidden.size(0))
    norms = gradient_norms(step, inputs, (first,), loss)[0]  # (B, T + 1)
    return norms / norms[:, :1]


def spectral_radius(matrix: Tensor) -> float:
    """The largest absolute value of a square matrix's eigenvalues.

    >>> spectral_radius(torch.tensor([[0.5, 9.0], [0.0, -3.0]]))
    3.0
    """
    return float(torch.linalg.eigvals(matrix.detach()).abs().max())


def typical(norms: Tensor) -> Tensor:
    """Log10 of the median row of norms (B, T + 1): (T + 1,); -inf where nothing is left.

    Rows that are no numbers, since the loss had no gradient at all, are left out.
    """
    return norms.nanmedian(dim=0).values.log10()
