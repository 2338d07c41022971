"""Fine-tuning's batches, and what each way of learning changes."""

from itertools import islice

import pytest
import torch

from nlp_core.models.bert import BertConfig
from nlp_core.models.text_classifier import TextClassifier
from nlp_core.training.classification import (
    Plan,
    Rates,
    Texts,
    accuracy,
    as_texts,
    batches,
    learn,
    learn_head,
    pooled,
)
from nlp_core.training.packing import CLS, SEP

CPU = torch.device("cpu")
PLAN = Plan(steps=40, batch=8, reports=4, seed=0)
RATES = Rates(0.02, 0.01, 0.01)


def texts(count: int = 40) -> Texts:
    """Texts of 1 to 12 tokens; the label says whether token 10 is among them."""
    dice = torch.Generator().manual_seed(0)
    rows, labels = [], []
    for number in range(count):
        length = int(torch.randint(1, 12, (1,), generator=dice))
        row = torch.randint(11, 40, (length,), generator=dice).tolist()
        labels.append(number % 2)
        rows.append([10, *row] if number % 2 else row)
    return as_texts(rows, labels, 128, CPU)


def model() -> TextClassifier:
    torch.manual_seed(0)
    return TextClassifier(BertConfig(40, d_model=16, n_layer=1, n_head=2), 2)


def test_texts_have_a_beginning_and_an_end_and_are_cut() -> None:
    found = as_texts([[7, 8], [7] * 20], [0, 1], 6, CPU)
    assert found.tokens.tolist() == [[CLS, 7, 8, SEP, 0, 0], [CLS, 7, 7, 7, 7, SEP]]
    assert found.lengths.tolist() == [4, 6]
    assert found.real.tolist() == [[True] * 4 + [False] * 2, [True] * 6]


def test_an_epoch_has_every_text_once_those_of_like_length_together() -> None:
    every = texts(64)
    made = list(islice(batches(every, 8, torch.Generator().manual_seed(1)), 8))
    seen = [tuple(row[:n].tolist()) for b in made for row, n in zip(b.tokens, b.lengths)]  # noqa: B905
    wanted = [tuple(row[:n].tolist()) for row, n in zip(every.tokens, every.lengths)]  # noqa: B905
    assert sorted(seen) == sorted(wanted)
    padded = sum(b.tokens.numel() for b in made) / int(every.lengths.sum())
    assert padded < 1.2  # in one batch of all it would be 1.8


def test_it_learns_what_decides_the_label() -> None:
    one = model()
    *_, last = learn(one, texts(), RATES, PLAN, lambda last: {"accuracy": accuracy(one, texts())})
    assert last.step == last.total == 40
    assert last.metrics["accuracy"] > 0.9
    assert not one.training


def test_the_order_of_the_texts_does_not_matter_to_their_states() -> None:
    one, found = model(), texts()
    whole = pooled(one, found)
    for place in (0, 7, 39):
        alone = pooled(one, found.at(torch.tensor([place])))
        torch.testing.assert_close(whole[place : place + 1], alone)


def test_a_frozen_encoder_keeps_its_weights() -> None:
    one = model()
    before = {name: value.clone() for name, value in one.state_dict().items()}
    list(learn_head(one, texts(), 0.05, PLAN, lambda last: {}))
    changed = {name for name, value in one.state_dict().items() if not value.equal(before[name])}
    assert changed == {"head.weight", "head.bias"}


@pytest.mark.parametrize("steps", [1, 3])
def test_few_steps_report_their_end(steps: int) -> None:
    plan = Plan(steps=steps, batch=4, reports=6, seed=0)
    points = list(learn(model(), texts(), RATES, plan, lambda last: {"last": float(last)}))
    assert points[-1].step == steps and points[-1].metrics["last"] == 1.0
