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
    rates, clip = plan.learning_rates, plan.clip
    steppers = {name: _stepper(net, rates[name], clip) for name, net in nets.items()}
    losses = dict.fromkeys(nets, float("nan"))
    judged = {name: _judge(net, held_out, shown) for name, net in nets.items()}
    yield _point(0, plan.steps, losses, judged)
    open_ = set(nets)
    for step in range(1, plan.steps + 1):
        batch = next(batches)
        for name in sorted(open_):
            losses[name] = steppers[name](batch)
        if step % plan.report_every and step < plan.steps:
            continue
        judged |= {name: _judge(nets[name], held_out, shown) for name in open_}
        yield _point(step, plan.steps, losses, judged)
        open_ -= {name for name in open_ if solved(judged[name][0], held_out)}
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


def _judge(net: MemoryNet, held_out: Batch, shown: Batch | None) -> tuple[float, Tensor | None]:
    """A net's score, and the decimal logarithm of its gradients' reach (T + 1,)."""
    flow = None if shown is None else reach(net, shown).log10().float().cpu()
    return score(net, held_out), flow


def _point(
    step: int,
    total: int,
    losses: Mapping[str, float],
    judged: Mapping[str, tuple[float, Tensor | None]],
) -> Point:
    scores = {name: found for name, (found, _) in judged.items()}
    flows = [flow for _, flow in judged.values() if flow is not None]
    mean = sum(losses.values()) / len(losses)
    if not flows:
        return Point(step, total, mean, scores)
    kept = {"reach": torch.stack(flows), "scores": torch.tensor(list(scores.values()))}
    return Point(step, total, mean, scores, kept)
