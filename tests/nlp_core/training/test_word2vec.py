"""The fast path walks down the plain loss: same pairs, same gradients."""

from typing import Any

import pytest
import torch
from torch import Tensor

from nlp_core.models.word2vec import NOBODY, Word2Vec
from nlp_core.training import word2vec as fast
from nlp_core.training.word2vec_windows import BLOCK, Batch, Settings, Text

WORDS, SIZE = 11, 6


def random_model(seed: int = 0) -> Word2Vec:
    model, dice = Word2Vec(WORDS, SIZE).double(), torch.Generator().manual_seed(seed)
    for table in (model.input, model.output):
        table.weight.data = torch.randn(WORDS, SIZE, generator=dice, dtype=torch.float64)
    return model


def text(length: int = 75, seed: int = 1) -> Text:
    dice = torch.Generator().manual_seed(seed)
    ids = torch.randint(WORDS, (length,), generator=dice)
    return Text(ids, torch.arange(length) // 7)


def small(objective: str, **changes: float) -> Settings:
    values = {"window": 3, "negatives": 2, "chunk": 64, "shared": 4} | changes
    return Settings(objective=objective, **values)  # type: ignore[arg-type]


def batches(settings: Settings) -> list[Batch]:
    noise, dice = torch.ones(WORDS) / WORDS, torch.Generator().manual_seed(2)
    return [
        Batch(b.centre, b.around, b.pairs.double(), b.noise, b.weight)
        for b in fast.batches(text(), noise, settings, dice)
    ]


def plain_loss(model: Word2Vec, batch: Batch, objective: str) -> Tensor:
    """Sum of the readable model's losses; its private negatives are the block's in parts.

    With S shared negatives that count K / S each, the loss is the mean over S / K groups of K.
    """
    losses = []
    negatives = round(batch.weight * batch.noise.shape[1])
    for block in range(batch.centre.shape[0]):
        for group in batch.noise[block].view(-1, negatives):
            for i, near in enumerate(batch.pairs[block] > 0):
                around, centre = batch.around[block][near], batch.centre[block, i].view(1)
                if not len(around):
                    continue
                if objective == "skip-gram":
                    given, target = centre.expand(len(around), 1), around
                else:
                    given, target = around.view(1, -1), centre
                losses.append(model(given, target, group.expand(len(target), -1)).sum())
    return torch.stack(losses).sum() * batch.weight


@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_gradients_equal_autograd_of_the_plain_loss(objective: str) -> None:
    for batch in batches(small(objective)):
        model = random_model()
        plain_loss(model, batch, objective).backward()
        find = fast.skip_gram_gradients if objective == "skip-gram" else fast.cbow_gradients
        with torch.no_grad():
            found = find(model, batch)
        for table, moves in ((model.input, found.given), (model.output, found.asked)):
            summed = torch.zeros(WORDS, SIZE, dtype=torch.float64)
            summed.index_add_(0, moves.ids.flatten(), moves.gradients.flatten(0, 1))
            torch.testing.assert_close(summed, table.weight.grad)


@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_every_example_is_counted_where_it_moves_a_row(objective: str) -> None:
    batch, model = batches(small(objective))[0], random_model()
    find = fast.skip_gram_gradients if objective == "skip-gram" else fast.cbow_gradients
    found = find(model, batch)
    asked = batch.pairs.sum() if objective == "skip-gram" else (batch.pairs.sum(2) > 0).sum()
    expected = asked.double() * (1 + 2)  # the true word and two negatives
    torch.testing.assert_close(found.given.examples.sum(), expected)
    torch.testing.assert_close(found.asked.examples.sum(), expected)


def test_a_row_is_slowed_beyond_the_cap_and_not_before() -> None:
    table, gradients = torch.zeros(3, 2), torch.ones(1, 4, 2)
    ids, examples = torch.tensor([[0, 0, 0, 1]]), torch.tensor([[30.0, 30, 40, 10]])
    fast.descend(table, fast.Moves(ids, gradients, examples), rate=1.0, cap=50.0)
    assert table.tolist() == [[-1.5, -1.5], [-1, -1], [0, 0]]


@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_reported_loss_is_the_mean_of_the_plain_one(objective: str) -> None:
    batch, model = batches(small(objective))[0], random_model()
    find = fast.skip_gram_gradients if objective == "skip-gram" else fast.cbow_gradients
    asked = batch.pairs.sum() if objective == "skip-gram" else (batch.pairs.sum(2) > 0).sum()
    with torch.no_grad():
        expected = plain_loss(model, batch, objective) / asked
        torch.testing.assert_close(find(model, batch).loss, expected)


def test_pairs_are_those_of_a_double_loop() -> None:
    settings, whole = small("skip-gram", chunk=32), text()
    noise, dice = torch.ones(WORDS) / WORDS, torch.Generator().manual_seed(2)
    seen = set()
    for number, batch in enumerate(fast.batches(whole, noise, settings, dice)):
        for block, i, j in batch.pairs.nonzero().tolist():
            start = number * settings.chunk + block * BLOCK
            seen.add((start + i, start + j - settings.window))
    reach = torch.randint(1, 4, (75,), generator=torch.Generator().manual_seed(2)).tolist()
    expected = {
        (i, j)
        for i in range(75)
        for j in range(75)
        if 0 < abs(i - j) <= reach[i] and whole.sentence[i] == whole.sentence[j]
    }
    assert seen == expected


def test_subsampling_keeps_what_the_formula_says() -> None:
    counts = torch.tensor([900_000, 90_000, 10_000])
    keep = fast.keep_probability(counts, 1e-3)
    assert keep.tolist() == pytest.approx([(1e-3 / f) ** 0.5 + 1e-3 / f for f in (0.9, 0.09, 0.01)])
    ids = torch.arange(3).repeat_interleave(100_000)
    whole = Text(ids, torch.zeros_like(ids))
    left = fast.subsampled(whole, keep, torch.Generator().manual_seed(0))
    share = torch.bincount(left.ids, minlength=3) / 100_000
    torch.testing.assert_close(share, keep, atol=0.005, rtol=0)


@pytest.mark.parametrize("objective", ["skip-gram", "cbow"])
def test_training_learns_repeats_itself_and_ends_on_its_last_step(objective: str) -> None:
    def run() -> tuple[list[fast.Progress], Tensor]:
        torch.manual_seed(0)
        model = Word2Vec(WORDS, SIZE)
        # two groups of words that never meet
        ids = torch.randint(5, (4_000,)) + 5 * (torch.arange(4_000) // 10 % 2)
        whole = Text(ids, torch.arange(4_000) // 10)
        counts = torch.bincount(ids, minlength=WORDS)
        settings = small(objective, chunk=256, steps=60)
        dice = torch.Generator().manual_seed(0)
        reports = fast.train(model, [whole] * 80, counts, settings, dice, reports=10)
        return list(reports), model.input.weight.detach()

    (reports, table), (again, same) = run(), run()
    assert reports == again
    assert torch.equal(table, same)
    assert reports[-1].step == reports[-1].total == 60
    assert reports[-1].loss < reports[0].loss
    unit = torch.nn.functional.normalize(table[:10])
    cosines = unit @ unit.T
    assert cosines[:5, :5].mean() > cosines[:5, 5:].mean() + 0.3


def test_padding_never_pairs() -> None:
    settings = small("skip-gram")
    noise, dice = torch.ones(WORDS) / WORDS, torch.Generator().manual_seed(2)
    short = Text(torch.tensor([1, 2]), torch.tensor([0, 0]))
    (batch,) = fast.batches(short, noise, settings, dice)
    assert batch.pairs.sum() == 2
    assert NOBODY not in batch.around


def test_training_works_on_one_thread_and_gives_the_others_back_at_each_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen, found = [], fast.gradients

    def watched(*arguments: Any, **options: Any) -> fast.Gradients:
        seen.append(torch.get_num_threads())
        return found(*arguments, **options)

    monkeypatch.setattr(fast, "gradients", watched)
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        settings = small("skip-gram", steps=4, subsample=1.0)
        dice = torch.Generator().manual_seed(0)
        counts = torch.bincount(text().ids, minlength=WORDS)
        model = Word2Vec(WORDS, SIZE)
        for _ in fast.train(model, [text()] * 9, counts, settings, dice, reports=2):
            assert torch.get_num_threads() == 3
        assert seen == [1] * 4
    finally:
        torch.set_num_threads(before)


def test_a_text_of_which_nothing_is_left_is_passed_over() -> None:
    nothing = Text(torch.tensor([], dtype=torch.int64), torch.tensor([], dtype=torch.int64))
    noise, dice = torch.ones(WORDS) / WORDS, torch.Generator().manual_seed(2)
    assert not list(fast.batches(nothing, noise, small("cbow"), dice))
