"""Muon: orthogonal updates for matrices, AdamW for the rest."""

import pytest
import torch

from nlp_core.models.rotary_gpt import RotaryGPT, RotaryGPTConfig
from nlp_core.training.optim import Muon, muon_and_adam, orthogonalise


@pytest.mark.parametrize("shape", [(16, 16), (8, 32), (32, 8)])
def test_singular_values_go_to_one_and_directions_stay(shape: tuple[int, int]) -> None:
    matrix = torch.randn(1, *shape, generator=torch.Generator().manual_seed(0))
    found = orthogonalise(matrix)[0]
    assert torch.linalg.svdvals(found).min() > 0.5
    assert torch.linalg.svdvals(found).max() < 1.3
    u, _, v = torch.linalg.svd(matrix[0], full_matrices=False)
    inside = u.T @ found @ v.T  # diagonal, if the singular vectors stayed
    torch.testing.assert_close(inside, inside.diagonal().diag(), atol=0.02, rtol=0)


def test_muon_solves_a_linear_problem() -> None:
    generator = torch.Generator().manual_seed(1)
    target = torch.randn(6, 10, generator=generator)
    weight = torch.nn.Parameter(torch.zeros(6, 10))
    optimiser = Muon([weight], lr=0.1)
    x = torch.randn(200, 10, generator=generator)
    for step in range(150):
        optimiser.param_groups[0]["lr"] = 0.1 * (1 - step / 150)
        loss = (x @ (weight - target).T).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss < 1e-2


@pytest.mark.parametrize("shape", [(12, 12), (8, 32), (32, 8)])
def test_muon_takes_torchs_steps(shape: tuple[int, int]) -> None:
    generator = torch.Generator().manual_seed(2)
    ours, theirs = (torch.nn.Parameter(torch.ones(shape)) for _ in range(2))
    optimisers = (
        Muon([ours], lr=0.1),
        torch.optim.Muon([theirs], lr=0.1, weight_decay=0.0, adjust_lr_fn="original"),
    )
    for _ in range(5):
        gradient = torch.randn(shape, generator=generator)
        for weight, optimiser in zip((ours, theirs), optimisers, strict=True):
            weight.grad = gradient.clone()
            optimiser.step()
    moved = float((ours - 1).detach().abs().mean())
    torch.testing.assert_close(ours, theirs, atol=0.02, rtol=0)  # theirs multiplies in bfloat16
    assert moved > 0.02


def test_every_parameter_has_one_optimiser() -> None:
    model = RotaryGPT(RotaryGPTConfig(vocab_size=9, d_model=8, n_head=2, n_layer=2, breaks=(1,)))
    muon, adam = muon_and_adam(model)
    groups = [{id(p) for group in o.param_groups for p in group["params"]} for o in (muon, adam)]
    assert not groups[0] & groups[1]
    assert groups[0] | groups[1] == {id(p) for p in model.parameters()}
    for table in (model.tokens.weight, model.places.table.weight, model.head.weight):
        assert id(table) in groups[1]
    assert all(id(block.widen.weight) in groups[0] for block in model.blocks)
