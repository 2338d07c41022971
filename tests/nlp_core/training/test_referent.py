"""Judging a model: accuracy, pairs that turn, and heads, on answers that are known."""

import pytest
import torch
from torch import Tensor

from nlp_core.models.referent import ReferentConfig, ReferentModel
from nlp_core.training.referent import Plan, Rows, accuracy, judge, train


def rows() -> Rows:
    """Four rows of six tokens, two pairs of twins: token 1 or 2 stands at place 0 and at 2."""
    tokens = torch.tensor([[1, 5, 2, 6, 7, 8], [1, 5, 2, 6, 7, 9]] * 2)
    to = torch.tensor([0, 2, 0, 2])
    return Rows(tokens, torch.full((4,), 3), tokens[torch.arange(4), to], to, 2 - to)


def test_learns_what_one_word_decides() -> None:
    torch.manual_seed(0)
    model = ReferentModel(ReferentConfig(10, 16, 2, 2, 6))
    data = rows()

    def batches():  # type: ignore[no-untyped-def]
        while True:
            yield data

    plan = Plan(60, 20, 0.02, 4e-3)
    points = list(train(model, batches(), plan, lambda m, _: ({"a": accuracy(m, data)}, {})))
    assert [point.step for point in points] == [0, 20, 40, 60]
    assert points[-1].metrics["a"] == 1.0
    found = judge(model.eval(), data, torch.tensor([[0, 1], [2, 3]]))
    assert found["accuracy"] == found["turned"] == 1.0
    assert found["costs"].shape == found["points"].shape == (2, 2)
    assert float(found["costs"].max()) >= 0


class Fixed(ReferentModel):
    """A model that always names token 1."""

    def named(self, states: Tensor, at: Tensor) -> Tensor:
        scores = torch.zeros(len(states), 10)
        scores[:, 1] = 1.0
        return scores


def test_a_fixed_answer_turns_no_pair_and_needs_no_head() -> None:
    model = Fixed(ReferentConfig(10, 8, 2, 1, 6)).eval()
    found = judge(model, rows(), torch.tensor([[0, 1], [2, 3]]))
    assert found["accuracy"] == pytest.approx(0.5) and found["turned"] == 0
    assert (found["costs"] == 0).all()
