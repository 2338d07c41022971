"""Each line changes what it should; softmax and cross-entropy are PyTorch's; dropout is seen."""

import pytest
import torch
from torch.nn import functional as F

from nlp_core.experiments.modules.networks import Description, build_network
from nlp_core.experiments.modules.training_steps import (
    cross_entropy_by_hand,
    deal,
    repeated,
    watched_step,
)
from nlp_core.models.mlp import MLP
from nlp_core.training.supervised import make_optimizer, training_step


def test_the_watched_step_is_the_training_step() -> None:
    one, other = build_network(Description((2, 4, 2))), build_network(Description((2, 4, 2)))
    x, y = torch.tensor([[1.0, 0.5], [-1.0, 0.2]]), torch.tensor([0, 1])
    states = list(watched_step(one, make_optimizer("sgd", one, 0.1), x, y))
    loss = training_step(other, make_optimizer("sgd", other, 0.1), x, y)
    assert states[1].loss == loss.item()
    for ours, theirs in zip(one.parameters(), other.parameters(), strict=True):
        assert torch.equal(ours, theirs)


def test_each_line_changes_one_thing() -> None:
    model = build_network(Description((2, 4, 2), "tanh"))
    optimizer = make_optimizer("sgd", model, 0.1)
    x, y = torch.tensor([[1.0, 0.5], [-1.0, 0.2]]), torch.tensor([0, 1])
    first = list(watched_step(model, optimizer, x, y))
    assert [state.line for state in first] == ["forward", "loss", "zero_grad", "backward", "step"]
    assert first[3].source == "loss.backward()" and first[0].source.startswith("logits =")
    assert [state.gradient is None for state in first] == [True, True, True, False, False]
    gradient = first[3].gradient
    assert gradient is not None
    assert first[4].weight == pytest.approx(first[3].weight - 0.1 * gradient)
    second = list(watched_step(model, optimizer, x, y))
    assert second[0].gradient == gradient and second[2].gradient is None


def test_softmax_and_cross_entropy() -> None:
    logits = torch.tensor([2.0, -1.0, 0.5])
    ours = cross_entropy_by_hand(logits, 2)
    assert ours.probabilities == pytest.approx(logits.softmax(0).tolist())
    assert ours.loss == pytest.approx(F.cross_entropy(logits[None], torch.tensor([2])).item())


def test_an_epoch_deals_out_every_example_once() -> None:
    epoch = deal(10, 4, seed=0)
    assert [len(batch) for batch in epoch] == [4, 4, 2]
    assert sorted(i for batch in epoch for i in batch) == list(range(10))
    assert epoch != deal(10, 4, seed=1)


def test_dropout_wavers_in_training_and_not_after() -> None:
    model = MLP((2, 32, 2), "tanh").eval()
    assert len(set(repeated(model, (1.0, 0.5), dropout=0.5, training=True, times=8))) > 1
    steady = repeated(model, (1.0, 0.5), dropout=0.5, training=False, times=8)
    expected = model(torch.tensor([[1.0, 0.5]])).softmax(-1)[0, 1].item()
    assert steady == [pytest.approx(expected)] * 8
    assert not model.training
