"""GloVe's training: AdaGrad over shuffled batches of the cells above zero (Duchi et al. 2011).

The text is read once, by whoever counts; from here on a pass takes as long as there are different
pairs of words, however long the text was.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.models.glove import GloVe, weighted_errors
from nlp_core.training.run import one_thread

START = 1.0  # of the sums of squares: the first steps are no longer than those after them


@dataclass(frozen=True)
class Cells:
    """The cells above zero: ``counts`` (M,) at ``rows`` (M,) and ``columns`` (M,)."""

    rows: Tensor
    columns: Tensor
    counts: Tensor

    def to(self, device: torch.device) -> "Cells":
        """The same cells on a device."""
        return Cells(self.rows.to(device), self.columns.to(device), self.counts.to(device))

    def __getitem__(self, places: Tensor) -> "Cells":
        return Cells(self.rows[places], self.columns[places], self.counts[places])


@dataclass(frozen=True)
class Settings:
    """How to train. ``batch`` cells are taken in one step, ``epochs`` passes are made."""

    epochs: int = 12
    learning_rate: float = 0.2
    x_max: float = 30.0
    alpha: float = 0.75
    batch: int = 4096

    def steps(self, cells: int) -> int:
        """How many steps all passes take."""
        return self.epochs * math.ceil(cells / self.batch)


@dataclass(frozen=True)
class Progress:
    """Where training stands, in steps, and the mean weighted error since the last report."""

    step: int
    total: int
    loss: float


@torch.no_grad()
def adagrad_step(parameter: Tensor, squares: Tensor, rate: float) -> None:
    """One step in place: each number's own rate falls with the gradients that it has had.

    ``squares`` has the parameter's shape and sums the squares of all gradients so far.
    """
    gradient = parameter.grad
    assert gradient is not None
    squares.addcmul_(gradient, gradient)
    parameter.addcdiv_(gradient, squares.sqrt(), value=-rate)
    parameter.grad = None


def train(
    model: GloVe, cells: Cells, settings: Settings, dice: torch.Generator, *, reports: int = 24
) -> Iterator[Progress]:
    """Train in place, on the cells' device; reports come more often at first.

    ``dice`` lives on the CPU, so that a seed shuffles alike everywhere. The work between two
    reports is done on one thread: its products are small.
    """
    parameters = list(model.parameters())
    squares = [torch.full_like(one, START) for one in parameters]
    total = settings.steps(len(cells.counts))
    batches = shuffled(cells, settings, dice)
    step = 0
    for goal in report_steps(total, reports):
        losses: list[Tensor] = []
        with one_thread():
            while step < goal:
                batch = next(batches)
                said = model(batch.rows, batch.columns)
                errors = weighted_errors(said, batch.counts, settings.x_max, settings.alpha)
                (errors.sum() / 2).backward()
                for parameter, sums in zip(parameters, squares, strict=True):
                    adagrad_step(parameter, sums, settings.learning_rate)
                losses.append(errors.detach().mean())
                step += 1
        yield Progress(step, total, float(torch.stack(losses).mean()))


def shuffled(cells: Cells, settings: Settings, dice: torch.Generator) -> Iterator[Cells]:
    """Every cell once an epoch, in a new order each time."""
    for _ in range(settings.epochs):
        order = torch.randperm(len(cells.counts), generator=dice).to(cells.counts.device)
        for places in order.split(settings.batch):
            yield cells[places]


def report_steps(total: int, reports: int) -> list[int]:
    """The steps after which to report, the last one included; closer together at first.

    >>> report_steps(100, 5), report_steps(0, 5)
    ([4, 16, 36, 64, 100], [])
    """
    return sorted({-(-total * i * i // reports**2) for i in range(1, reports + 1)} - {0})
