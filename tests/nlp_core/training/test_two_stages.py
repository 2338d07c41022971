"""Stages in turn: whose weights move, how steps are counted, and going on after an end."""

from collections.abc import Iterator

import pytest
import torch
from torch import nn
from torch.optim import AdamW

from nlp_core.models.electra import Electra, ElectraConfig
from nlp_core.training.optim import Muon
from nlp_core.training.packing import N_SPECIAL, Rows, Text, pack
from nlp_core.training.pretraining import Plan, optimisers
from nlp_core.training.run import Point, one_thread
from nlp_core.training.two_stages import Stage, found_loss, guessed_loss, learn_in_turn

CONFIG = ElectraConfig(40, d_model=16, n_layer=1, n_head=2, d_embedding=16, d_generator=8)
STEPS = (3, 4)
RATES: dict[type, float] = {Muon: 0.02, AdamW: 0.01}


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """One thread: matrices this small lose by a second one."""
    with one_thread():
        yield


def built() -> Electra:
    torch.manual_seed(0)
    return Electra(CONFIG)


def stages(model: Electra) -> list[Stage]:
    assert model.generator is not None
    parts = ((model.generator, guessed_loss), (model.discriminator, found_loss))
    return [
        Stage(
            optimisers(part, matrices=RATES[Muon], rest=RATES[AdamW]),
            Plan("rtd", 0.15, steps, 1, number, loss=loss),
        )
        for number, ((part, loss), steps) in enumerate(zip(parts, STEPS, strict=True))
    ]


def batches(done: int = 0) -> Iterator[Rows]:
    dice = torch.Generator().manual_seed(1)
    lengths = torch.randint(4, 12, (200,), generator=dice)
    ends = lengths.cumsum(0)
    tokens = torch.randint(N_SPECIAL, 40, (int(ends[-1]),), generator=dice)
    text = Text(tokens, ends, lengths // 2, torch.zeros(200))
    rows = pack(text, width=32, pairing="none", dice=dice)
    for step in range(done, sum(STEPS)):
        yield rows.batch(4 * step, 4)


def walk(model: Electra, plan: list[Stage], **how: object) -> Iterator[Point]:
    done = int(how.get("done", 0))  # type: ignore[call-overload]
    return learn_in_turn(model, plan, batches(done), lambda trained, last: {"last": last}, **how)  # type: ignore[arg-type]


def copied(part: nn.Module) -> list[torch.Tensor]:
    return [one.detach().clone() for one in part.parameters()]


def same(part: nn.Module, before: list[torch.Tensor]) -> bool:
    return all(map(torch.equal, part.parameters(), before))


def test_each_stage_moves_its_own_weights() -> None:
    model = built()
    assert model.generator is not None
    generator, discriminator = copied(model.generator), copied(model.discriminator)
    seen = []
    for point in walk(model, stages(model)):
        seen.append(point.step)
        if point.step == STEPS[0]:
            assert not same(model.generator, generator)
            assert same(model.discriminator, discriminator)
            generator = copied(model.generator)
    assert seen == [STEPS[0], sum(STEPS)]
    assert same(model.generator, generator)
    assert not same(model.discriminator, discriminator)


def test_steps_are_counted_over_all_stages_and_the_last_is_the_last_of_all() -> None:
    model, kept = built(), []
    points = list(walk(model, stages(model), keep=kept.append))
    assert kept == list(range(1, sum(STEPS) + 1))
    assert {point.total for point in points} == {sum(STEPS)}
    assert [point.metrics["last"] for point in points] == [False, True]


@pytest.mark.parametrize("until", [2, 3, 5])
def test_a_run_that_was_cut_off_goes_on_as_one_that_was_not(until: int) -> None:
    whole, halves = built(), built()
    list(walk(whole, stages(whole)))
    plan = stages(halves)

    class Cut(Exception):
        pass

    def cut(step: int) -> None:
        if step == until:
            raise Cut

    with pytest.raises(Cut):
        list(walk(halves, plan, keep=cut))
    for stage in plan:  # a run that goes on has the full rates
        for optimiser in stage.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = RATES[type(optimiser)]
    list(walk(halves, plan, done=until))
    assert same(halves, copied(whole))
