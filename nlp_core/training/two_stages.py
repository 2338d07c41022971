"""Parts of a model that learn one after the other, each by a plan and optimisers of its own.

ELECTRA's are the generator and then the discriminator (Clark et al. 2020, section 3.2), with the
losses that are here; ``pretraining`` has the loss by which both learn at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from nlp_core.models.electra import Electra
from nlp_core.models.masks import same_document
from nlp_core.training.packing import Rows
from nlp_core.training.pretraining import (
    Plan,
    at,
    cross_entropy,
    guessed,
    hide,
    learn,
    verdict_loss,
)
from nlp_core.training.run import Point

Measure = Callable[[nn.Module, bool], dict[str, float]]
Keep = Callable[[int], None]


def guessed_loss(model: Electra, rows: Rows, share: float, dice: torch.Generator) -> Tensor:
    """The generator's loss alone, for who trains it first."""
    hidden = hide(rows.tokens, share, dice, kept=0.0)
    states = model.guess_states(hidden.tokens, rows.segment, same_document(rows.document))
    return cross_entropy(model.guesses(at(states, hidden.places)), hidden.targets)


def found_loss(model: Electra, rows: Rows, share: float, dice: torch.Generator) -> Tensor:
    """The discriminator's loss alone; the generator stays as it is."""
    with torch.no_grad():
        replaced = guessed(model, rows, share, dice)[2]
    return verdict_loss(model, rows, replaced)


@dataclass(frozen=True, eq=False)
class Stage:
    """A part's optimisers and how it is trained."""

    optimisers: list[torch.optim.Optimizer]
    plan: Plan


def learn_in_turn(
    model: nn.Module,
    stages: Sequence[Stage],
    batches: Iterator[Rows],
    measure: Measure,
    *,
    done: int = 0,
    keep: Keep = lambda step: None,
) -> Iterator[Point]:
    """Train stage after stage; steps, the ``done`` ones too, are counted from the first's begin.

    ``measure(model, last)`` gives the metrics, ``last`` at the end of all stages alone.
    """
    total, before = sum(stage.plan.steps for stage in stages), 0
    for stage in stages:
        if done < before + stage.plan.steps:
            yield from _one(model, stage, batches, measure, keep, (before, done, total))
        before += stage.plan.steps


def _one(
    model: nn.Module,
    stage: Stage,
    batches: Iterator[Rows],
    measure: Measure,
    keep: Keep,
    counted: tuple[int, int, int],
) -> Iterator[Point]:
    """One stage; ``counted`` are the steps before it, those done, and those of all stages."""
    before, done, total = counted
    ends = before + stage.plan.steps == total

    def measured(trained: nn.Module, last: bool) -> dict[str, float]:
        return measure(trained, last and ends)

    def kept(step: int) -> None:
        keep(before + step)

    begun = max(0, done - before)
    points = learn(model, stage.optimisers, batches, stage.plan, measured, done=begun, keep=kept)
    for point in points:
        yield replace(point, step=before + point.step, total=total)
