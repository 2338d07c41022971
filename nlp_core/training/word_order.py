"""Training several encoders on the same sentences, side by side: who does it, and where."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from nlp_core.models.order_encoder import OrderEncoder
from nlp_core.training.run import Point


class Batch(NamedTuple):
    """Tokens (B, T), where they are real (B, T), and the answers asked for: row, place in the row,
    right token, and whether it is a *who* (else a *where*), (A,) each.
    """

    tokens: Tensor
    real: Tensor
    row: Tensor
    place: Tensor
    answer: Tensor
    is_who: Tensor


@dataclass(frozen=True)
class Plan:
    """How long to train, how often to report, and how fast to learn at first."""

    steps: int
    report_every: int
    learning_rate: float
    clip: float = 1.0


def answer_scores(net: OrderEncoder, batch: Batch) -> Tensor:
    """Scores of every token at the places that are asked: (A, V)."""
    states = net(batch.tokens, batch.real)  # (B, T, C)
    return net.scores(states[batch.row, batch.place])


@torch.no_grad()
def accuracy(net: OrderEncoder, batch: Batch) -> tuple[float, float]:
    """The share of right answers to *who* and to *where*."""
    right = answer_scores(net, batch).argmax(dim=-1) == batch.answer
    return float(right[batch.is_who].float().mean()), float(right[~batch.is_who].float().mean())


def train(
    nets: Mapping[str, OrderEncoder],
    batches: Iterator[Batch],
    held_out: Batch,
    plan: Plan,
    shown: Callable[[Mapping[str, OrderEncoder]], dict[str, Tensor]] | None = None,
) -> Iterator[Point]:
    """Train all nets on the same batches; the first point is before any step.

    Metrics are the accuracy on held-out sentences: of *who* under the net's name, of *where* under
    ``where_<name>``. ``shown`` makes the snapshot of a point.
    """
    steppers = {name: _stepper(net, plan) for name, net in nets.items()}
    losses = dict.fromkeys(nets, float("nan"))
    yield _point(0, plan, losses, nets, held_out, shown)
    for step in range(1, plan.steps + 1):
        batch = next(batches)
        for name, stepper in steppers.items():
            losses[name] = stepper(batch)
        if step % plan.report_every == 0 or step == plan.steps:
            yield _point(step, plan, losses, nets, held_out, shown)


def _stepper(net: OrderEncoder, plan: Plan) -> Callable[[Batch], float]:
    """One training step of one net, at a rate that falls to 0: its loss before the step."""
    optimizer = torch.optim.AdamW(net.parameters(), plan.learning_rate, weight_decay=0.01)
    falling = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, total_iters=plan.steps)

    def step(batch: Batch) -> float:
        net.train()
        loss = functional.cross_entropy(answer_scores(net, batch), batch.answer)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), plan.clip)
        optimizer.step()
        falling.step()
        return float(loss.detach())

    return step


def _point(
    step: int,
    plan: Plan,
    losses: Mapping[str, float],
    nets: Mapping[str, OrderEncoder],
    held_out: Batch,
    shown: Callable[[Mapping[str, OrderEncoder]], dict[str, Tensor]] | None,
) -> Point:
    metrics: dict[str, float] = {}
    for name, net in nets.items():
        net.eval()
        metrics[name], metrics[f"where_{name}"] = accuracy(net, held_out)
    mean = sum(losses.values()) / len(losses)
    return Point(step, plan.steps, mean, metrics, shown(nets) if shown is not None else None)


def as_batch(
    rows: Sequence[tuple[Sequence[int], Sequence[tuple[int, int, bool]]]], padding: int
) -> Batch:
    """Rows of ids and of answers (place, right token, whether it is a *who*) as one batch."""
    longest = max(len(ids) for ids, _ in rows)
    tokens = torch.full((len(rows), longest), padding)
    for number, (ids, _) in enumerate(rows):
        tokens[number, : len(ids)] = torch.tensor(ids)
    asked = [(number, *one) for number, (_, answers) in enumerate(rows) for one in answers]
    row, place, answer, is_who = (torch.tensor(column) for column in zip(*asked, strict=True))
    return Batch(tokens, tokens != padding, row, place, answer, is_who)
