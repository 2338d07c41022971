"""The five lines of training one by one, softmax and cross-entropy in numbers, and dropout."""

import inspect
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, lru_cache

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from nlp_core.models.mlp import MLP
from nlp_core.training.supervised import training_step

LINES = ("forward", "loss", "zero_grad", "backward", "step")


@cache
def five_lines() -> dict[str, str]:
    """The lines of ``training_step`` by their names, read from its own source."""
    body = inspect.getsource(training_step).split('"""')[2]
    written = [line.partition("#")[0].strip() for line in body.strip().splitlines()]
    return dict(zip(LINES, written, strict=False))


@dataclass(frozen=True)
class State:
    """The state after one line: its name, the loss if any, one weight, and its .grad or None."""

    line: str
    source: str
    loss: float | None
    weight: float
    gradient: float | None


def watched_step(
    model: nn.Module, optimizer: torch.optim.Optimizer, inputs: Tensor, labels: Tensor
) -> Iterator[State]:
    """Run the five lines of ``training_step``, and record the last layer's bias after each."""
    weight = list(model.parameters())[-1]  # the one that always has a gradient

    def look(line: str, loss: float | None) -> State:
        gradient = None if weight.grad is None else weight.grad.flatten()[0].item()
        return State(line, five_lines()[line], loss, weight.flatten()[0].item(), gradient)

    logits = model(inputs)  # (B, classes)
    yield look("forward", None)
    loss = F.cross_entropy(logits, labels)  # ()
    yield look("loss", loss.item())
    optimizer.zero_grad()
    yield look("zero_grad", loss.item())
    loss.backward()
    yield look("backward", loss.item())
    optimizer.step()
    yield look("step", F.cross_entropy(model(inputs), labels).item())


@dataclass(frozen=True)
class Verdict:
    """One example's logits (C,), their exponentials, the shares they make, and the loss."""

    logits: list[float]
    exponentials: list[float]
    probabilities: list[float]
    loss: float


def cross_entropy_by_hand(logits: Tensor, label: int) -> Verdict:
    """Softmax: exponentials over their sum; cross-entropy: -log of the right probability."""
    exponentials = logits.exp()  # (C,)
    probabilities = exponentials / exponentials.sum()
    loss = -probabilities[label].log()
    return Verdict(logits.tolist(), exponentials.tolist(), probabilities.tolist(), loss.item())


@lru_cache(maxsize=16)
def deal(count: int, batch_size: int, seed: int) -> list[list[int]]:
    """Which of ``count`` examples each mini-batch of an epoch holds, as a DataLoader deals them."""
    shuffle = torch.Generator().manual_seed(seed)
    examples = TensorDataset(torch.arange(count))
    loader = DataLoader(examples, batch_size=batch_size, shuffle=True, generator=shuffle)
    return [batch.tolist() for (batch,) in loader]


def repeated(
    model: MLP, place: tuple[float, float], *, dropout: float, training: bool, times: int
) -> list[float]:
    """P(class 1) at one place, computed ``times`` times by a copy with that dropout."""
    asked = deepcopy(model).train(training)  # the model itself is shared and stays in eval mode
    asked.dropout.p = dropout
    with torch.no_grad(), torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        inputs = torch.tensor([place])  # (1, 2)
        return [asked(inputs).softmax(dim=-1)[0, 1].item() for _ in range(times)]


@torch.inference_mode()
def neuron_pictures(model: MLP, layer: int, grid: Tensor) -> Tensor:
    """The output of each unit of a hidden layer over the plane: grid (N, 2) -> (units, N)."""
    return model.layer_by_layer(grid)[layer].T
