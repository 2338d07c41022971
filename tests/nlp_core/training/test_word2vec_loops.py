"""The compiled loops walk down the plain loss, on any number of threads or without numba."""

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from nlp_core.models.word2vec import Word2Vec
from nlp_core.training import word2vec as plain
from nlp_core.training import word2vec_loops as loops
from nlp_core.training.word2vec_windows import Settings, Text

WORDS, SIZE, WINDOW, NEGATIVES = 11, 6, 3, 2
objectives = pytest.mark.parametrize("objective", ["skip-gram", "cbow"])


def random_model() -> Word2Vec:
    torch.manual_seed(0)
    model = Word2Vec(WORDS, SIZE).double()
    torch.nn.init.normal_(model.input.weight)
    torch.nn.init.normal_(model.output.weight)
    return model


def text(length: int = 60) -> Text:
    dice = torch.Generator().manual_seed(1)
    return Text(torch.randint(WORDS, (length,), generator=dice), torch.arange(length) // 7)


def draws(seed: int) -> Iterator[int]:
    """The upper 31 bits of Knuth's MMIX numbers."""
    while True:
        seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
        yield seed >> 33


def plain_loss(model: Word2Vec, objective: str, noise: Tensor, seed: int) -> Tensor:
    """The readable model's losses over a text, with the windows and negatives of ``seed``."""
    aliases, accepted = loops.alias_table(noise)
    drawn, whole, losses = draws(seed), text(), []
    for centre in range(len(whole.ids)):
        reach = 1 + (next(drawn) * WINDOW >> 31)
        near = [
            place
            for place in range(max(0, centre - reach), min(len(whole.ids), centre + reach + 1))
            if place != centre and whole.sentence[place] == whole.sentence[centre]
        ]
        words = whole.ids[near]
        for given in words.view(-1, 1) if objective == "skip-gram" else words.view(1, -1):
            negatives = []
            for _ in range(NEGATIVES):
                word, rest = divmod(next(drawn) * WORDS, 2**31)
                negatives.append(word if rest < accepted[word] else int(aliases[word]))
            target = whole.ids[centre].view(1)
            losses.append(model(given.view(1, -1), target, torch.tensor([negatives])))
    return torch.cat(losses)


@objectives
def test_small_steps_go_where_autograd_of_the_plain_loss_points(objective: str) -> None:
    model, seed, rate = random_model(), 2**61 + 12345, 1e-9
    noise = torch.arange(1, WORDS + 1).double() / sum(range(1, WORDS + 1))
    losses = plain_loss(model, objective, noise, seed)
    losses.sum().backward()
    before = [table.weight.detach().clone() for table in (model.input, model.output)]
    walk = loops.compiled(objective)
    assert walk
    whole = text()
    loss, examples = walk(
        tuple(table.weight.detach().numpy() for table in (model.input, model.output)),
        whole.ids.numpy(),
        whole.sentence.numpy(),
        (0, len(whole.ids)),
        WINDOW,
        NEGATIVES,
        loops.alias_table(noise),
        np.float64(rate),
        False,
        seed,
    )
    for table, start in zip((model.input, model.output), before, strict=True):
        gradient = (start - table.weight.detach()) / rate
        torch.testing.assert_close(gradient, table.weight.grad, rtol=1e-4, atol=1e-5)
    assert loss / examples == pytest.approx(float(losses[:examples].mean().detach()), rel=1e-5)
    assert 0 < examples < len(losses)


def test_whole_steps_move_each_context_word_by_the_sum_of_the_shares() -> None:
    """In a text of three words and with a window of one, the middle word has two neighbours."""
    moved = []
    for whole in (False, True):
        model, walk = random_model(), loops.compiled("cbow")
        assert walk
        tables = tuple(table.weight.detach().numpy() for table in (model.input, model.output))
        before, urn = tables[0].copy(), loops.alias_table(torch.ones(WORDS))
        ids, sentence = np.array([1, 2, 3]), np.zeros(3, dtype=np.int64)
        walk(tables, ids, sentence, (1, 2), 1, NEGATIVES, urn, np.float64(0.1), whole, 7)
        moved.append(tables[0] - before)
    np.testing.assert_allclose(moved[1], 2 * moved[0])
    assert np.abs(moved[0]).max() > 0


def test_the_urn_holds_every_word_as_often_as_the_noise_says() -> None:
    noise = torch.tensor([0.5, 0.2, 0.001, 0.249, 0.05], dtype=torch.float64)
    aliases, accepted = loops.alias_table(noise)
    share = np.bincount(aliases, weights=1 - accepted / 2**31, minlength=5) + accepted / 2**31
    np.testing.assert_allclose(share / 5, noise.numpy(), atol=1e-9)


def trained(
    objective: str, threads: int, rate: float = 0.05
) -> tuple[list[plain.Progress], Tensor]:
    """Two groups of words that never meet."""
    torch.manual_seed(0)
    model = Word2Vec(WORDS, SIZE)
    ids = torch.randint(5, (4_000,)) + 5 * (torch.arange(4_000) // 10 % 2)
    counts = torch.bincount(ids, minlength=WORDS)
    settings = Settings(objective, WINDOW, NEGATIVES, 60, rate, subsample=0.1, chunk=256)
    dice, whole = torch.Generator().manual_seed(0), Text(ids, torch.arange(4_000) // 10)
    told = loops.train(model, [whole] * 80, counts, settings, dice, threads=threads, reports=10)
    return list(told), model.input.weight.detach()


@objectives
@pytest.mark.parametrize("threads", [1, 2])
def test_training_learns_and_reports_the_steps_that_the_plain_one_does(
    objective: str, threads: int
) -> None:
    reports, table = trained(objective, threads)
    assert {report.step for report in reports} == plain.report_steps(60, 10)
    assert reports[-1].loss < reports[0].loss
    unit = torch.nn.functional.normalize(table[:10])
    cosines = unit @ unit.T
    assert cosines[:5, :5].mean() > cosines[:5, 5:].mean() + 0.3


@objectives
def test_a_rate_far_too_high_ends_in_a_bad_model_and_no_error(objective: str) -> None:
    reports, _ = trained(objective, threads=2, rate=50.0)
    assert len(reports) == len(plain.report_steps(60, 10))
    assert not reports[-1].loss < 0.5


@objectives
def test_one_thread_repeats_itself(objective: str) -> None:
    (reports, table), (again, same) = trained(objective, 1), trained(objective, 1)
    assert reports == again
    assert torch.equal(table, same)


@objectives
def test_without_numba_it_is_the_plain_training(
    objective: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "numba", None)
    loops.compiled.cache_clear()
    try:
        reports, table = trained(objective, threads=2)
        monkeypatch.setattr(loops, "train", plain_train)
        expected, same = trained(objective, threads=2)
    finally:
        loops.compiled.cache_clear()
    assert reports == expected
    assert torch.equal(table, same)


def plain_train(*arguments: Any, threads: int, **options: Any) -> Iterator[plain.Progress]:
    return plain.train(*arguments, **options)
