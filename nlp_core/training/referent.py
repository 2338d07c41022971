"""Training a model to name whom a pronoun means; where it looks is left to itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models.referent import ReferentModel
from nlp_core.training.language_model import rate
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import Point


class Rows(NamedTuple):
    """Stories as tokens (N, T); (N,) each: the pronoun's place, its meaning as a token, and the
    places of the one meant and of the other who could have been.
    """

    tokens: Tensor
    at: Tensor
    answers: Tensor
    meant_at: Tensor
    other_at: Tensor

    def take(self, chosen: Tensor) -> "Rows":
        """The rows whose numbers are chosen."""
        return Rows(*(column[chosen] for column in self))

    def to(self, device: torch.device) -> "Rows":
        """The rows on a device."""
        return Rows(*(column.to(device) for column in self))


@dataclass(frozen=True)
class Plan:
    """How long to train, when to report, and the rates of the blocks' matrices and of the rest."""

    steps: int
    report_every: int
    matrix_rate: float
    learning_rate: float


def train(
    model: ReferentModel,
    batches: Iterator[Rows],
    plan: Plan,
    measure: Callable[[ReferentModel, bool], tuple[dict[str, float], dict[str, Tensor]]],
) -> Iterator[Point]:
    """Train ``model`` in place; yield the loss with what ``measure`` finds, first before any step.

    ``measure`` is told whether the training has ended.

    Muon for the matrices (Jordan et al. 2024) and AdamW for the rest, with a warm-up and linear
    decay. With AdamW alone the models stay long where they name either of the two.
    """
    optimisers = muon_and_adam(model, matrices=plan.matrix_rate, rest=plan.learning_rate)
    groups = [group for one in optimisers for group in one.param_groups]
    full = [group["lr"] for group in groups]
    loss = float("nan")
    for step in range(plan.steps + 1):
        if step % plan.report_every == 0 or step == plan.steps:
            model.eval()
            metrics, snapshot = measure(model, step == plan.steps)
            model.train()
            yield Point(step, plan.steps, loss, metrics, snapshot)
        if step < plan.steps:
            share = rate(step, plan.steps)
            for group, highest in zip(groups, full, strict=True):
                group["lr"] = share * highest
            loss = float(training_step(model, optimisers, next(batches)))


def training_step(
    model: ReferentModel, optimisers: list[torch.optim.Optimizer], batch: Rows
) -> Tensor:
    """One step on one batch; the loss before it."""
    scores = model(batch.tokens, batch.at)  # (B, V)
    loss = F.cross_entropy(scores, batch.answers)
    for optimiser in optimisers:
        optimiser.zero_grad()
    loss.backward()
    for optimiser in optimisers:
        optimiser.step()
    return loss.detach()


@torch.no_grad()
def accuracy(model: ReferentModel, rows: Rows, keep: list[Tensor] | None = None) -> float:
    """The share of rows whose most likely word, of all words, is the one meant."""
    return float((model(rows.tokens, rows.at, keep=keep).argmax(-1) == rows.answers).float().mean())


@torch.no_grad()
def judge(model: ReferentModel, rows: Rows, pairs: Tensor) -> dict[str, Tensor]:
    """What a model is worth on ``rows``, whose ``pairs`` (P, 2) are told apart by one word.

    ``accuracy``; ``turned``, the share of pairs of which it gets both right; for each head (L, H)
    ``costs``, the accuracy that is lost when it is taken out (Voita et al. 2019), and ``points``,
    how often it looks from the pronoun at the one meant more than at the other; ``followed``, how
    often the answer is where the head looks that points best.
    """
    scores, steps = model.explain(rows.tokens, rows.at)
    named = scores.argmax(dim=-1)
    right = named == rows.answers  # (N,)
    row = torch.arange(len(right), device=right.device)
    looks = torch.stack(
        [
            one.heads.weights[row, :, rows.at, rows.meant_at]
            > one.heads.weights[row, :, rows.at, rows.other_at]
            for one in steps
        ]
    )  # (L, N, H)
    whole = right.float().mean()
    costs = torch.zeros(len(steps), looks.shape[2])
    for layer, head in torch.cartesian_prod(*(torch.arange(n) for n in costs.shape)).tolist():
        keep = [torch.ones(costs.shape[1], device=right.device) for _ in steps]
        keep[layer][head] = 0.0
        costs[layer, head] = whole.cpu() - accuracy(model, rows, keep)
    points = looks.float().mean(dim=1).cpu()  # (L, H)
    layer, head = divmod(int(points.argmax()), points.shape[1])
    place = torch.where(looks[layer, :, head], rows.meant_at, rows.other_at)
    followed = named == rows.tokens[row, place]
    turned = right[pairs.to(right.device)].all(dim=-1)
    found = {
        "accuracy": whole,
        "turned": turned.float().mean(),
        "followed": followed.float().mean(),
    }
    return {name: one.cpu() for name, one in found.items()} | {"costs": costs, "points": points}
