"""The Transformer's recipe: the translation's own data, every part can be left out, it learns."""

import itertools
from dataclasses import replace

import pytest
import torch

from nlp_core.recipes.transformer import DEFAULTS, OPTIMIZERS, PARTS, SHIPPED, TransformerSpec
from nlp_core.recipes.translation import DIRECTIONS, Ids, TranslationSpec

SMALL = TransformerSpec(d_model=16, d_hidden=32, n_head=2, n_layer=1, steps=12, batch=8)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_its_batches_are_those_of_the_gru(direction: str) -> None:
    mine = TransformerSpec(direction=direction, batch=16, seed=2)
    other = TranslationSpec(direction=direction, batch=16, seed=2)
    assert mine.build().vocabulary == other.build().vocabulary
    ids = Ids(mine.build().vocabulary)
    pairs = zip(mine.batches(ids), other.batches(ids), strict=False)
    for one, two in itertools.islice(pairs, 5):
        torch.testing.assert_close(one.source, two.source)
        torch.testing.assert_close(one.target, two.target)


def test_it_is_as_large_as_the_gru() -> None:
    count = sum(p.numel() for p in TransformerSpec().build().model.parameters())
    theirs = sum(p.numel() for p in TranslationSpec().build().model.parameters())
    assert count == pytest.approx(theirs, rel=0.03)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("without", PARTS)
def test_a_training_runs_and_repeats_itself(without: str, optimizer: str) -> None:
    spec = replace(SMALL, without=without, optimizer=optimizer)
    runs = []
    for _ in range(2):
        bundle = spec.build()
        points = list(spec.fit(bundle))
        assert points[-1].step == 12 and points[-1].snapshot is not None
        assert ("attention" in points[-1].snapshot) == (without != "cross-attention")
        assert 0 <= float(points[-1].snapshot["exact_match"]) <= 1
        runs.append(bundle.model.state_dict())
    for name, value in runs[0].items():
        torch.testing.assert_close(value, runs[1][name])


def test_it_learns() -> None:
    spec = replace(SMALL, d_model=32, n_head=4, steps=60, batch=32)
    points = list(spec.fit(spec.build()))
    assert points[-1].loss < 0.6 * points[0].loss


@pytest.mark.parametrize(
    "wrong", [{"n_head": 3}, {"d_model": 15, "n_head": 1}, {"without": "verb"}, {"norm": "none"}]
)
def test_what_no_training_can_use_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        replace(SMALL, **wrong)


def test_both_directions_ship() -> None:
    assert {spec.direction for spec in SHIPPED} == set(DIRECTIONS)
    assert DEFAULTS == SHIPPED
