"""A small network that separates two classes of points on a plane, with snapshots of its
boundary."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset

from nlp_core.corpora.points import REACH, SETS, Points, hold_out, make_points, parse_points
from nlp_core.models.mlp import ACTIVATIONS, MLP
from nlp_core.training.run import (
    SEED,
    Bundle,
    Point,
    allowed,
    best_device,
    check,
    one_thread,
    seeded,
)
from nlp_core.training.supervised import (
    OPTIMIZERS,
    accuracy,
    make_optimizer,
    mean_loss,
    train_epochs,
)

COUNT = 450  # a third of them is held out
HELD_OUT = 1 / 3
RESOLUTION = 40  # the boundary is kept as a picture of this many cells a side


@dataclass(frozen=True)
class PointsSpec:
    """A multilayer perceptron on generated points, or on the learner's own."""

    NAME: ClassVar[str] = "points"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = "generated points on a plane (formulas, no licence needed)"

    data: str = field(default="moons", metadata=allowed("set of points", (*SETS, "own")))
    noise: float = field(
        default=0.1, metadata=allowed("how far generated points scatter", low=0, high=2)
    )
    points: str = field(
        default="", metadata=allowed('own points, such as "1 1 0; -1 -1 1"', private=True)
    )
    depth: int = field(default=2, metadata=allowed("hidden layers", low=0, high=16))
    width: int = field(default=16, metadata=allowed("units of a hidden layer", low=1, high=1024))
    activation: str = field(
        default="relu", metadata=allowed("function after a hidden layer", ACTIVATIONS)
    )
    dropout: float = field(
        default=0.0, metadata=allowed("share of units that dropout sets to 0", low=0, high=0.9)
    )
    optimizer: str = field(default="sgd", metadata=allowed("rule of the steps", OPTIMIZERS))
    rate: float = field(
        default=0.01,
        metadata=allowed("learning rate; large ones lose the training", low=0, high=1_000_000),
    )
    batch_size: int = field(default=10, metadata=allowed("points a step", low=1, high=COUNT))
    epochs: int = field(
        default=300, metadata=allowed("times that all points are seen", low=1, high=10_000)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.data == "own":
            parse_points(self.points)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units of each layer: two coordinates in, two classes out."""
        return (2, *([self.width] * self.depth), 2)

    def build(self) -> Bundle[MLP]:
        """The untrained network."""
        with seeded(self.seed):
            return Bundle(MLP(self.sizes, self.activation, self.dropout))

    def split(self) -> tuple[Points, Points]:
        """The points to learn from, and those held out; own points are learned from and tested."""
        rng = np.random.default_rng(self.seed)
        if self.data == "own":
            own = parse_points(self.points)
            return own, own
        return hold_out(make_points(self.data, COUNT, self.noise, rng), HELD_OUT, rng)

    def fit(self, bundle: Bundle[MLP]) -> Iterator[Point]:
        """Yield a point before the first step and after each epoch; stop early if the loss becomes
        NaN or infinite."""
        with one_thread():
            yield from self._epochs(bundle)

    def _epochs(self, bundle: Bundle[MLP]) -> Iterator[Point]:
        train, test = self.split()
        device = best_device()
        model = bundle.model.to(device).eval()
        shuffle = torch.Generator().manual_seed(self.seed)
        pairs = TensorDataset(*_tensors(train, device))
        loader = DataLoader(pairs, batch_size=self.batch_size, shuffle=True, generator=shuffle)
        optimizer = make_optimizer(self.optimizer, model, self.rate)
        total = self.epochs * len(loader)
        before = mean_loss(model, *_tensors(train, device))
        yield _point(model, 0, total, before, train, test)
        with seeded(self.seed):  # dropout draws from torch's own generator
            for epoch, loss in enumerate(train_epochs(model, optimizer, loader, self.epochs), 1):
                yield _point(model, epoch * len(loader), total, loss, train, test)
                if not math.isfinite(loss):
                    return


def _tensors(points: Points, device: torch.device) -> tuple[Tensor, Tensor]:
    return torch.from_numpy(points.x).to(device), torch.from_numpy(points.y).to(device)


def _point(
    model: nn.Module, step: int, total: int, loss: float, train: Points, test: Points
) -> Point:
    device = best_device()
    shares = {
        name: accuracy(model, *_tensors(points, device))
        for name, points in (("train_accuracy", train), ("accuracy", test))
    }
    return Point(step, total, loss, shares, {"field": field_picture(model)})


def field_grid(resolution: int = RESOLUTION) -> Tensor:
    """The middles of a square's cells, row by row from the bottom: (resolution², 2)."""
    middles = (torch.arange(resolution) + 0.5) / resolution * 2 * REACH - REACH
    rows, columns = torch.meshgrid(middles, middles, indexing="ij")
    return torch.stack([columns, rows], dim=-1).reshape(-1, 2)


@torch.no_grad()
def field_picture(model: nn.Module, resolution: int = RESOLUTION) -> Tensor:
    """P(class 1) over the plane times 255, (resolution, resolution) uint8, rows from the bottom."""
    device = next(model.parameters()).device
    chance = model(field_grid(resolution).to(device)).softmax(dim=-1)[:, 1]
    levels = (chance.nan_to_num(0.5) * 255).round().to(torch.uint8)
    return levels.reshape(resolution, resolution).cpu()


SHIPPED: tuple[PointsSpec, ...] = (PointsSpec(),)
DEFAULTS = SHIPPED
