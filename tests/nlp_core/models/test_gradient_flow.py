"""Gradient norms by distance equal those of a backward pass that NumPy does on its own."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.gradient_flow import State, gradient_norms, jacobian_norms, unroll
from nlp_core.models.gru import GRU, gru_cell, gru_weights
from nlp_core.models.rnn import ACTIVATIONS, RNN, rnn_cell, rnn_weights

SLOPES = {
    "tanh": lambda h: 1 - h**2,
    "relu": lambda h: (h > 0).astype(float),
    "linear": np.ones_like,
}


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("scale", [0.5, 1.0, 1.8])
def test_curves_equal_an_independent_backward_pass(activation: str, scale: float) -> None:
    """Gradient norms and Jacobian norms, to a relative 1e-8, over 40 steps."""
    torch.manual_seed(3)
    layer, out = RNN(5, 9, activation).double(), torch.randn(6, 9).double()
    with torch.no_grad():
        layer.get_parameter("weight_hh_l0").mul_(3 * scale)
    x, first, target = torch.randn(2, 40, 5).double(), torch.randn(2, 9).double(), [4, 1]

    def step(x: Tensor, state: State) -> State:
        return (rnn_cell(x, state[0], *rnn_weights(layer), activation=ACTIVATIONS[activation]),)

    def loss(h: Tensor) -> Tensor:
        return nn.functional.cross_entropy(h @ out.T, torch.tensor(target), reduction="none")

    norms = gradient_norms(step, x, (first,), loss)[0].numpy()
    largest = jacobian_norms(step, x, (first,))[0].numpy()
    assert norms.shape == largest.shape == (2, 41)
    for row in (0, 1):
        states, slopes, w = _forward(layer, activation, x[row], first[row])
        scores = out.numpy() @ states[-1]
        chance = np.exp(scores - scores.max())
        chance /= chance.sum()
        chance[target[row]] -= 1
        flow, product = chance @ out.numpy(), np.eye(9)
        for distance in range(41):
            np.testing.assert_allclose(norms[row, distance], np.linalg.norm(flow), rtol=1e-8)
            np.testing.assert_allclose(
                largest[row, distance], np.linalg.norm(product, 2), rtol=1e-8
            )
            if distance < 40:
                jacobian = slopes[-1 - distance][:, None] * w
                flow, product = flow @ jacobian, product @ jacobian


def _forward(
    layer: RNN, activation: str, x: Tensor, first: Tensor
) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
    w_input, w, b_input, b_hidden = (each.detach().numpy() for each in rnn_weights(layer))
    states, slopes = [first.numpy()], []
    for given in x.numpy():
        total = w_input @ given + w @ states[-1] + b_input + b_hidden
        states.append({"tanh": np.tanh(total), "relu": total.clip(0), "linear": total}[activation])
        slopes.append(SLOPES[activation](states[-1]))
    return states, slopes, w


def test_another_cell_and_a_state_of_two_parts() -> None:
    """A GRU, and beside it a part of the state that nothing reads: its gradient is 0."""
    layer = GRU(5, 7).double()
    x, first = torch.randn(3, 12, 5).double(), torch.zeros(3, 7).double()

    def step(x: Tensor, state: State) -> State:
        return gru_cell(x, state[0], *gru_weights(layer)), state[1] + 1

    norms = gradient_norms(step, x, (first, first), lambda h: h.sum(-1))
    assert norms.shape == (2, 3, 13) and not norms[1].any()
    past = first.clone().requires_grad_()
    layer(x, past)[1].sum().backward()
    torch.testing.assert_close(norms[0, :, -1], past.grad.norm(dim=-1), atol=1e-10, rtol=0)


def test_no_step_at_all_leaves_the_first_state() -> None:
    first = torch.ones(2, 4)
    states = unroll(lambda x, state: state, torch.zeros(2, 0, 3), (first,))
    assert len(states) == 1
    norms = gradient_norms(lambda x, s: s, torch.zeros(2, 0, 3), (first,), lambda h: h.sum(-1))
    assert norms.tolist() == [[[2.0], [2.0]]]
