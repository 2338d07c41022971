"""The character model: its cell-by-cell walk, and its gradient curve."""

import pytest
import torch
from torch import nn

from nlp_core.models.character_lm import (
    CharacterLM,
    gradients_back,
    spectral_radius,
    step_through,
    typical,
)


def test_the_walk_equals_the_fused_model() -> None:
    model, ids = CharacterLM(11, 5, 7).double(), torch.randint(11, (40,))
    walk = step_through(model, ids)
    scores, last = model(ids[None])
    torch.testing.assert_close(walk.y, scores[0], atol=1e-10, rtol=0)
    torch.testing.assert_close(walk.h[-1], last[0, 0], atol=1e-10, rtol=0)
    assert walk.h.shape == (41, 7) and not walk.h[0].any() and walk.x.shape == (40, 5)


def test_gradients_back_equal_autograd_through_the_fused_layer() -> None:
    model = CharacterLM(11, 5, 7)
    ids = torch.randint(11, (3, 21))
    before = {name: value.clone() for name, value in model.state_dict().items()}
    curve = gradients_back(model, ids)
    assert curve.shape == (3, 21) and torch.equal(curve[:, 0], torch.ones(3).double())
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    twin = CharacterLM(11, 5, 7)
    twin.load_state_dict(model.state_dict())
    twin.double()
    norms = []
    for reach in (0, 9, 20):  # from the state so many steps back on
        states, _ = twin.recurrent(twin.embedding(ids[:, :-1]))  # (B, T, C)
        at = ids.size(1) - 2 - reach
        past = states[:, at] if at >= 0 else torch.zeros(3, 7).double()
        past = past.detach().requires_grad_()
        rest = twin.embedding(ids[:, at + 1 : -1])
        last = twin.recurrent(rest, past[None])[1][0] if rest.size(1) else past
        nn.functional.cross_entropy(twin.output(last), ids[:, -1], reduction="sum").backward()
        norms.append(past.grad.norm(dim=-1))
    expected = torch.stack([each / norms[0] for each in norms], dim=1)
    torch.testing.assert_close(curve[:, [0, 9, 20]], expected, atol=0, rtol=1e-8)


@pytest.mark.parametrize("radius", [0.5, 1.0, 1.5])
def test_without_an_activation_the_curve_falls_like_a_power(radius: float) -> None:
    """Far back each step multiplies by the spectral radius, as w^t does for one number.

    With a seed: of some ten thousand matrices one has two eigenvalues so near that they still beat.
    """
    torch.manual_seed(0)
    model, ids = CharacterLM(11, 5, 32), torch.randint(11, (4, 201))
    curve = gradients_back(model, ids, radius=radius, activation="linear")
    rate = (curve[:, 200] / curve[:, 100]) ** (1 / 100)
    torch.testing.assert_close(rate, torch.full((4,), radius).double(), atol=0, rtol=0.03)


def test_spectral_radius_and_the_typical_row() -> None:
    assert spectral_radius(torch.diag(torch.tensor([0.5, -3.0]))) == 3.0
    found = typical(torch.tensor([[1.0, 0.1], [1.0, 0.01], [1.0, 0.0]]).double())
    assert found.tolist() == pytest.approx([0.0, -2.0])
    assert typical(torch.zeros(1, 1)).item() == -float("inf")
