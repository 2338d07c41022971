"""Weights of a moment come back, and a sheet grows by a row at each moment."""

from collections.abc import Iterator

import pytest
import torch
from torch import nn

from nlp_core.models.gpt import Gpt, GptConfig
from nlp_core.training.moments import (
    LENGTH,
    load_weights,
    steps_of,
    weights_of,
    with_sheets,
    written,
)
from nlp_core.training.packing import PAD
from nlp_core.training.run import KEPT, Point, seeded


def model(seed: int = 0) -> Gpt:
    with seeded(seed):
        found = Gpt(GptConfig(30, d_model=16, n_layer=1, n_head=2)).eval()
        for weight in found.parameters():
            weight.data = weight.data + 0.1 * torch.randn_like(weight)
        return found


def test_moments_lie_between_the_beginning_and_the_end() -> None:
    assert steps_of(585) == (12, 35, 88, 234)
    assert all(0 < step < total for total in (2, 3, 10, 50) for step in steps_of(total))
    assert steps_of(1) == ()


def test_weights_come_back_but_for_rounding() -> None:
    one, other = model(1), model(2)
    kept = weights_of(one)
    assert all(name.startswith(KEPT) for name in kept)
    assert sum(t.nbytes for t in kept.values()) < 0.5 * sum(p.nbytes for p in one.parameters())
    load_weights(other, {name: tensor.detach().numpy() for name, tensor in kept.items()})
    for mine, wanted in zip(other.parameters(), one.parameters(), strict=True):
        torch.testing.assert_close(mine, wanted, atol=0.01, rtol=0.01)
    with pytest.raises(ValueError, match="without weights"):
        load_weights(other, {"sheet": torch.zeros(1).numpy()})


def test_a_sheet_has_a_row_for_each_moment_passed_and_one_for_now() -> None:
    one = model()
    beginnings = [[4, 8], [4, 9, 10]]

    def points() -> Iterator[Point]:
        for step in (1, 2, 5, 6, 40, 50, 100):
            yield Point(step, 100, 1.0, {"perplexity_ko": 100.0 / step, "perplexity_en": 1.0})

    def measured(trained: nn.Module, last: bool) -> dict[str, float]:
        return {"perplexity_ko": 1000.0, "perplexity_en": 1.0}

    named = ["perplexity_ko", "perplexity_en"]
    found = list(with_sheets(points(), one, beginnings, measured, named, 100))
    assert [point.step for point in found] == [0, 1, 2, 5, 6, 40, 50, 100]
    rows = [point.snapshot["steps"].tolist() for point in found if point.snapshot]
    assert rows[0] == [0] and rows[1] == [0, 1] and rows[2] == [0, 2]
    assert rows[3] == [0, 2, 5] and rows[-1] == [0, 2, 6, 40, 100]
    last = found[-1].snapshot
    assert last is not None and last["sheet"].shape == (5, 2, LENGTH)
    assert last["values"][:, 0].tolist() == pytest.approx([1000, 50, 100 / 6, 2.5, 1])
    new = written(one, beginnings[1])
    assert [token for token in last["sheet"][0, 1].tolist() if token != PAD] == new
    has = [any(name.startswith(KEPT) for name in point.snapshot or {}) for point in found]
    assert has == [False, False, True, False, True, True, False, False]
