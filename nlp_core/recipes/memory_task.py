"""Three kinds of cell with equal parameters learn to keep something across a lag, side by side.

Hochreiter & Schmidhuber 1997 for the tasks; Le et al. 2015 for a plain RNN that begins as an
identity; Jozefowicz et al. 2015 and Tallec & Ollivier 2018 for gates that begin open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar

import numpy as np
import torch
from torch import nn

from nlp_core.corpora.memory_tasks import BASELINES, INPUTS, OUTPUTS, TASKS, Sequences, draw
from nlp_core.models.memory_net import CELLS, STARTS, MemoryNet, cell_size, equal_hidden
from nlp_core.training.memory import Batch, Plan, train
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

HELD_OUT, SHOWN = 1000, 8  # sequences that are scored, and those that gradients are taken of
HELD_OUT_SEED = 970_714  # no training seed reads the same numbers: theirs are sequences of two
REPORTS = 25
LONGEST_LAG = 1000


@dataclass(frozen=True)
class MemoryTaskSpec:
    """A task and a lag, and how an RNN, an LSTM and a GRU begin and learn it."""

    NAME: ClassVar[str] = "memory_task"
    VERSION: ClassVar[int] = 1
    DATA: ClassVar[str] = "sequences drawn at random (generated, no licence needed)"

    task: str = field(default="adding", metadata=allowed("what is to be kept", TASKS))
    lag: int = field(
        default=50,
        metadata=allowed("steps between it and the answer", low=1, high=LONGEST_LAG),
    )
    hidden: int = field(
        default=36,
        metadata=allowed("units of the LSTM; the others get as many parameters", low=1, high=256),
    )
    keep: float = field(
        default=4.0,
        metadata=allowed("bias that opens the forget or update gate at first", low=0, high=8),
    )
    start: str = field(default="random", metadata=allowed("how the RNN begins", STARTS))
    steps: int = field(default=1000, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=32, metadata=allowed("sequences a step", low=1, high=1024))
    learning_rate: float = field(
        default=5e-3, metadata=allowed("learning rate of the LSTM and GRU", low=1e-5, high=0.1)
    )
    rnn_rate: float = field(
        default=1e-3, metadata=allowed("learning rate of the RNN", low=1e-5, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)

    @property
    def sizes(self) -> dict[str, int]:
        """Hidden units of each kind of cell, so that all have about the LSTM's parameters."""
        inputs, outputs = INPUTS[self.task], OUTPUTS[self.task]
        whole = cell_size("lstm", inputs, self.hidden) + outputs * (self.hidden + 1)
        return {
            cell: self.hidden if cell == "lstm" else equal_hidden(cell, inputs, outputs, whole)
            for cell in CELLS
        }

    def build(self) -> Bundle[nn.ModuleDict]:
        """The untrained nets by their cell's name."""
        inputs, outputs = INPUTS[self.task], OUTPUTS[self.task]
        with seeded(self.seed):
            nets = {
                cell: MemoryNet(cell, inputs, hidden, outputs, self.keep, self.start)
                for cell, hidden in self.sizes.items()
            }
        return Bundle(nn.ModuleDict(nets))

    def fit(self, bundle: Bundle[nn.ModuleDict]) -> Iterator[Point]:
        """Train the three on the same sequences; the first point is before any step.

        Metrics bear the cells' names: squared error of adding, accuracy of recall, on sequences
        never trained on. A snapshot's ``reach`` (3, T + 1) is the decimal logarithm of the share
        of the gradient that arrives, and its ``scores`` (3,) are the metrics.
        """
        device = best_device()
        nets = as_nets(bundle.model.to(device))
        with one_thread():
            yield from train(
                nets, self.batches(device), self.held_out(device), self.shown(device), self.plan
            )

    @property
    def plan(self) -> Plan:
        """How long to train, and with which steps."""
        return Plan(self.steps, max(1, self.steps // REPORTS), self.rates)

    @property
    def rates(self) -> dict[str, float]:
        """The learning rate of each kind of cell."""
        return {c: self.rnn_rate if c == "rnn" else self.learning_rate for c in CELLS}

    def batches(self, device: torch.device | None = None) -> Iterator[Batch]:
        """Endless batches of fresh sequences."""
        rng = np.random.default_rng((self.seed, self.lag))
        while True:
            yield as_batch(draw(self.task, self.lag, self.batch, rng), device)

    def held_out(self, device: torch.device | None = None) -> Batch:
        """Sequences that are scored and never trained on, the same for every seed."""
        rng = np.random.default_rng(HELD_OUT_SEED)
        return as_batch(draw(self.task, self.lag, HELD_OUT, rng), device)

    def baseline(self) -> float:
        """What knowing nothing scores on the held-out sequences: always answering 1, or guessing.

        The error of adding is near ``BASELINES["adding"]``, which is that of endless sequences.
        """
        return _baseline(self.task, self.lag)

    def shown(self, device: torch.device | None = None) -> Batch:
        """The first of the held-out sequences: those that gradients are taken of."""
        inputs, answers = self.held_out(device)
        return inputs[:SHOWN], answers[:SHOWN]


@lru_cache(maxsize=64)
def _baseline(task: str, lag: int) -> float:
    if task != "adding":
        return BASELINES[task]
    _, sums = MemoryTaskSpec(task=task, lag=lag).held_out()
    return float((sums - 1).square().mean())


def as_nets(model: nn.ModuleDict) -> Mapping[str, MemoryNet]:
    """The nets of a trained model by their cell's name."""
    return {cell: net for cell, net in model.items() if isinstance(net, MemoryNet)}


def as_batch(drawn: Sequences, device: torch.device | None = None) -> Batch:
    """Drawn sequences as tensors."""
    inputs, answers = torch.from_numpy(drawn.inputs), torch.from_numpy(drawn.answers)
    return inputs.to(device), answers.to(device)


SEEDS = (0, 1, 2)
SHIPPED = tuple(MemoryTaskSpec(task=task) for task in TASKS)
DEFAULTS = SHIPPED[:1]
