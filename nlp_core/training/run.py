"""What a recipe and the engine agree on: a bundle to train, and the points that training yields."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, runtime_checkable

import torch
from torch import Tensor, nn


@dataclass
class Bundle:
    """A model and the JSON-serialisable vocabulary (or settings) that it cannot be used without."""

    model: nn.Module
    vocabulary: Any = None


@dataclass(frozen=True)
class Point:
    """One point of a training curve.

    ``metrics`` maps language-neutral names to numbers (``{"accuracy": 0.93}``); ``snapshot`` holds
    small named tensors for an animation and is kept with the checkpoint; ``loss`` may be NaN.
    """

    step: int
    total: int
    loss: float
    metrics: dict[str, float] = field(default_factory=dict)
    snapshot: dict[str, Tensor] | None = None


@runtime_checkable
class Spec(Protocol):
    """A frozen dataclass that decides a training's result and nothing about its display.

    Class variables: ``NAME`` (the recipe's stem), ``VERSION`` (raised by hand when the result
    changes), ``DATA`` (data set and licence, for the card). Fields are JSON values; one marked
    ``field(metadata={"private": True})`` (a learner's own text) is hashed and never stored.
    """

    NAME: ClassVar[str]
    VERSION: ClassVar[int]
    DATA: ClassVar[str]

    @property
    def seed(self) -> int:
        """What every random choice of the run starts from."""
        ...

    def build(self) -> Bundle:
        """The seeded, untrained model with its vocabulary; cheap, for it also precedes loading."""
        ...

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """Train ``bundle.model`` in place; yield a first point soon, then at most about 300."""
        ...


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Initialise modules inside from ``seed`` and leave torch's global generator as it was."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        yield


@contextmanager
def one_thread() -> Iterator[None]:
    """Run torch on one thread inside, and on as many as before after that.

    Small products lose more by waiting for a second, busy core than they gain from it.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def best_device() -> torch.device:
    """The GPU where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
