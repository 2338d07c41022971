"""Training several kinds of cell on the same sequences, side by side, and where gradients reach.

A cell that has reached the goal is left as it is; the others go on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp_core.models.gradient_flow import gradient_norms
from nlp_core.models.memory_net import MemoryNet, first_state, step_of
from nlp_core.training.run import Point

Batch = tuple[Tensor, Tensor]
"""Inputs (B, T, I) and answers: numbers (B,) float, or classes (B,) int."""
GOALS = {"error": 0.002, "accuracy": 0.995}
SMALLEST = 1e-300  # below it a norm is said to be this


@dataclass(frozen=True)
class Plan:
    """How long to train, how often to report, and with which steps."""

    steps: int
    report_every: int
    learning_rates: Mapping[str, float]  # by the nets' names
    clip: float = 1.0


def loss_of(outputs: Tensor, answers: Tensor) -> Tensor:
    """Squared error of numbers, cross-entropy of classes, one a row: (B,)."""
    if answers.is_floating_point():
        return (outputs[:, 0] - answers).square()
    return functional.cross_entropy(outputs, answers, reduction="none")


@torch.no_grad()
def score(net: nn.Module, batch: Batch) -> float:
    """Mean squared error where answers are numbers, accuracy where they are classes."""
    inputs, answers = batch
    outputs = net(inputs)
    if answers.is_floating_point():
        return float((outputs[:, 0] - answers).square().mean())
    return float((outputs.argmax(dim=-1) == answers).float().mean())


def solved(found: float, batch: Batch) -> bool:
    """Whether a score is good enough to stop at."""
    if batch[1].is_floating_point():
        return found <= GOALS["error"]
    return found >= GOALS["accuracy"]


def reach(net: MemoryNet, batch: Batch) -> Tensor:
    """How much of the loss's gradient reaches the state k steps back: (T + 1,), 1 at k = 0.

    The norm over the whole state (an LSTM's is hidden and cell state), in double precision, as the
    geometric mean over the rows.
    """
    inputs, answers = batch
    readout = net.readout.weight.double(), net.readout.bias.double()
    answers = answers.double() if answers.is_floating_point() else answers

    def loss(hidden: Tensor) -> Tensor:
        return loss_of(functional.linear(hidden, *readout), answers)

    norms = gradient_norms(step_of(net), inputs.double(), first_state(net, len(inputs)), loss)
    whole = norms.square().sum(dim=0).sqrt().clamp_min(SMALLEST)  # (B, T + 1)
    return (whole / whole[:, :1]).log().mean(dim=0).exp()


def train(
    nets: Mapping[str, MemoryNet],
    batches: Iterator[Batch],
    held_out: Batch,
    shown: Batch | None,
    plan: Plan,
) -> Iterator[Point]:
    """Train all nets on the same batches; yield their held-out scores and their gradients' reach.

    Metrics bear the nets' names; ``loss`` is the mean of the nets'. Snapshots hold the ``scores``
    (nets,) and the decimal logarithm of the ``reach`` (nets, T + 1) of ``shown``, if there are any.
    Stops when every net is good enough.
    """
    steppers = {
        name: _stepper(net, plan.learning_rates[name], plan.clip) for name, net in nets.items()
    }
    losses = dict.fromkeys(nets, 0.0)
    open_ = set(nets)
    yield _point(nets, 0, plan.steps, float("nan"), held_out, shown)
    for step in range(1, plan.steps + 1):
        batch = next(batches)
        for name in sorted(open_):
            losses[name] = steppers[name](batch)
        if step % plan.report_every and step < plan.steps:
            continue
        mean = sum(losses.values()) / len(losses)
        point = _point(nets, step, plan.steps, mean, held_out, shown)
        yield point
        open_ -= {name for name in open_ if solved(point.metrics[name], held_out)}
        if not open_:
            return


def _stepper(net: MemoryNet, rate: float, clip: float) -> Callable[[Batch], float]:
    """One training step of one net: its loss before the step."""
    optimizer = torch.optim.Adam(net.parameters(), rate)

    def step(batch: Batch) -> float:
        inputs, answers = batch
        loss = loss_of(net(inputs), answers).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), clip)
        optimizer.step()
        return float(loss.detach())

    return step


def _point(
    nets: Mapping[str, MemoryNet],
    step: int,
    total: int,
    loss: float,
    held_out: Batch,
    shown: Batch | None,
) -> Point:
    scores = {name: score(net, held_out) for name, net in nets.items()}
    if shown is None:
        return Point(step, total, loss, scores)
    flow = torch.stack([reach(net, shown) for net in nets.values()])
    kept = {"reach": flow.log10().float().cpu(), "scores": torch.tensor(list(scores.values()))}
    return Point(step, total, loss, scores, kept)
