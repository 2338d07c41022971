"""The five lines do what they say."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from nlp_core.training.supervised import (
    OPTIMIZERS,
    accuracy,
    make_optimizer,
    mean_loss,
    train_epochs,
    training_step,
)


def test_one_step_of_sgd_is_weight_minus_rate_times_gradient() -> None:
    model = nn.Linear(3, 2)
    x, y = torch.randn(5, 3), torch.tensor([0, 1, 1, 0, 1])
    before = model.weight.detach().clone()
    model.weight.grad = torch.full_like(before, 100.0)  # left over: zero_grad must clear it
    loss = training_step(model, make_optimizer("sgd", model, 0.5), x, y)
    probe = nn.Linear(3, 2)
    probe.load_state_dict({"weight": before, "bias": probe.bias})
    with torch.no_grad():
        probe.bias.copy_(model.bias + 0.5 * model.bias.grad)  # type: ignore[arg-type]
    expected = F.cross_entropy(probe(x), y)
    expected.backward()
    assert loss.item() == pytest.approx(expected.item(), rel=1e-5)
    assert torch.allclose(model.weight, before - 0.5 * probe.weight.grad, atol=1e-6)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_epochs_lower_the_loss(name: str) -> None:
    torch.manual_seed(0)
    x = torch.randn(64, 2)
    y = (x[:, 0] > x[:, 1]).long()
    model = nn.Linear(2, 2)
    loader = DataLoader(TensorDataset(x, y), batch_size=16)
    losses = list(train_epochs(model, make_optimizer(name, model, 0.05), loader, 20))
    assert len(losses) == 20 and losses[-1] < losses[0] * 0.8
    assert accuracy(model, x, y) > 0.9
    assert mean_loss(model, x, y) == pytest.approx(F.cross_entropy(model(x), y).item())
