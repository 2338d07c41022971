"""Nets that train side by side: one that has learned stops, and gradients are told by distance."""

import pytest
import torch

from nlp_core.models.memory_net import MemoryNet
from nlp_core.training.memory import Plan, loss_of, reach, score, solved, train


def _batch(rows: int = 16) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.rand(rows, 5, 2), torch.zeros(rows)


def test_numbers_are_scored_by_their_error_and_classes_by_accuracy() -> None:
    outputs = torch.tensor([[0.5], [1.0]])
    assert loss_of(outputs, torch.tensor([0.0, 1.0])).tolist() == [0.25, 0.0]
    net = torch.nn.Identity()
    assert score(net, (outputs, torch.tensor([0.0, 1.0]))) == pytest.approx(0.125)
    scores = torch.tensor([[2.0, 1.0], [0.0, 3.0]])
    assert score(net, (scores, torch.tensor([0, 0]))) == 0.5
    numbers, classes = (scores, torch.zeros(2)), (scores, torch.zeros(2, dtype=torch.long))
    assert solved(0.001, numbers) and not solved(0.1, numbers)
    assert solved(1.0, classes) and not solved(0.9, classes)


def test_reach_is_one_at_the_last_state_and_tells_every_distance() -> None:
    torch.manual_seed(0)
    nets = [MemoryNet(cell, 2, 4, 1) for cell in ("rnn", "lstm", "gru")]
    for net in nets:
        found = reach(net, _batch())
        assert found.shape == (6,)
        assert float(found[0]) == pytest.approx(1.0)
        assert bool((found > 0).all())


def test_training_lowers_the_loss_and_stops_where_all_have_learned() -> None:
    torch.manual_seed(0)
    nets = {cell: MemoryNet(cell, 2, 6, 1) for cell in ("rnn", "gru")}
    plan = Plan(400, 20, {"rnn": 0.02, "gru": 0.02})
    points = list(train(nets, iter(_batch, None), _batch(), _batch(4), plan))
    assert points[0].step == 0
    assert points[-1].step < 400
    assert all(value <= 0.002 for value in points[-1].metrics.values())
    assert points[-1].metrics["rnn"] < points[0].metrics["rnn"]
    snapshot = points[-1].snapshot
    assert snapshot is not None
    assert snapshot["reach"].shape == (2, 6)
