"""Backpropagation through time by hand equals autograd."""

import torch

from nlp_core.models.bptt import rnn_backward, step_jacobian
from nlp_core.models.rnn import RNN, rnn_cell, rnn_weights


def test_every_gradient_equals_autograd() -> None:
    layer = RNN(5, 7).double()
    x, first = torch.randn(3, 11, 5).double(), torch.randn(3, 7).double().requires_grad_()
    target = torch.randn(3, 11, 7).double()
    states, _ = layer(x, first)
    loss = (states - target).square().mean()
    (from_loss,) = torch.autograd.grad(loss, states, retain_graph=True)
    loss.backward()
    with torch.no_grad():
        whole = torch.cat([first[:, None], states], dim=1)
        found = rnn_backward(x, whole, layer.get_parameter("weight_hh_l0"), from_loss)
    expected = [each.grad for each in rnn_weights(layer)]
    ours = [found.w_input, found.w_hidden, found.bias, found.bias]
    for mine, other in zip(ours, expected, strict=True):
        torch.testing.assert_close(mine, other, atol=1e-10, rtol=0)
    torch.testing.assert_close(found.states[:, 0], first.grad, atol=1e-10, rtol=0)


def test_step_jacobian_equals_autograd() -> None:
    weights = tuple(each.detach() for each in rnn_weights(RNN(5, 7).double()))
    x, h = torch.randn(1, 5).double(), torch.randn(1, 7).double()
    expected = torch.autograd.functional.jacobian(lambda past: rnn_cell(x, past, *weights)[0], h)
    ours = step_jacobian(rnn_cell(x, h, *weights), weights[1])
    torch.testing.assert_close(ours[0], expected[:, 0], atol=1e-10, rtol=0)
