"""Learning from labelled examples: the five lines of a PyTorch training step."""

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

OPTIMIZERS = ("sgd", "momentum", "adam")


def make_optimizer(name: str, model: nn.Module, rate: float) -> torch.optim.Optimizer:
    """Plain gradient descent, with momentum 0.9, or Adam with its usual constants."""
    if name == "adam":
        return torch.optim.Adam(model.parameters(), lr=rate)
    return torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9 if name == "momentum" else 0.0)


def training_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, inputs: Tensor, labels: Tensor
) -> Tensor:
    """One step on one mini-batch: inputs (B, in), labels (B,); returns the loss before the step."""
    logits = model(inputs)  # (B, classes)
    loss = F.cross_entropy(logits, labels)  # ()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.detach()


def train_epochs(
    model: nn.Module, optimizer: torch.optim.Optimizer, loader: DataLoader, epochs: int
) -> Iterator[float]:
    """Train for ``epochs`` passes over the mini-batches, and yield the mean loss of each."""
    for _ in range(epochs):
        model.train()
        total, seen = 0.0, 0
        for inputs, labels in loader:
            loss = training_step(model, optimizer, inputs, labels)
            total, seen = total + loss.item() * len(labels), seen + len(labels)
        model.eval()
        yield total / seen


@torch.no_grad()
def mean_loss(model: nn.Module, inputs: Tensor, labels: Tensor) -> float:
    """The mean cross-entropy over inputs (N, in) with labels (N,)."""
    return F.cross_entropy(model(inputs), labels).item()


@torch.no_grad()
def accuracy(model: nn.Module, inputs: Tensor, labels: Tensor) -> float:
    """The share of inputs (N, in) whose largest logit is that of their label (N,)."""
    return (model(inputs).argmax(dim=-1) == labels).float().mean().item()
