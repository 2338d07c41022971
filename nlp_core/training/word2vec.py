"""Word2Vec, fast: the loss of ``models.word2vec``, batched so that plain tensors keep up with C.

Asking one pair at a time wastes the machine. ``word2vec_windows`` cuts the text into blocks of
centres; here one matrix product gives every score of a block, a band around the diagonal holds the
pairs that really stand within reach, and the centres of a block share their negatives, weighted so
that the expected loss stays that of equation 4 (Mikolov et al. 2013b; sharing after Ji et al. 2016,
arXiv 1604.04661). The gradients are two more products, written out and proved equal to autograd;
CBOW divides the context gradient by the number of words, as its loss says (Irsoy et al. 2021).
Plain gradient descent, as in word2vec.c, but for words that fill a chunk (see ``descend``).
"""

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models.word2vec import Word2Vec
from nlp_core.training.run import one_thread
from nlp_core.training.word2vec_windows import (
    Batch,
    Settings,
    Text,
    batches,
    keep_probability,
    noise_distribution,
    subsampled,
)

MEASURED = 8  # the loss is measured at one step in so many


@dataclass(frozen=True)
class Moves:
    """Gradients of the summed loss for rows of one table; a row may come several times."""

    ids: Tensor  # (n, R)
    gradients: Tensor  # (n, R, C)
    examples: Tensor  # (n, R), how many examples each of them sums


@dataclass(frozen=True)
class Gradients:
    """For the input table, for the output table, and the mean loss () or NaN if not measured."""

    given: Moves
    asked: Moves
    loss: Tensor


@dataclass(frozen=True)
class Progress:
    """Where training stands, and the mean loss of a pair since the last report."""

    step: int
    total: int
    loss: float


def skip_gram_gradients(model: Word2Vec, batch: Batch, *, measured: bool = True) -> Gradients:
    """Each centre is given, and each of its context words is asked about."""
    span, shared = batch.around.shape[1], batch.noise.shape[1]
    asked_ids = torch.cat([batch.around, batch.noise], dim=1)  # (n, A) with A = L + 2w + S
    centre = model.input(batch.centre)  # (n, L, C)
    asked = model.output(asked_ids)  # (n, A, C)
    each = batch.pairs.sum(dim=2, keepdim=True) * batch.weight  # (n, L, 1)
    times = torch.cat([batch.pairs, each.expand(-1, -1, shared)], dim=2)  # (n, L, A)
    score = centre @ asked.transpose(1, 2)  # (n, L, A)
    error = score.sigmoid().mul_(times)  # (n, L, A)
    error[:, :, :span] -= batch.pairs
    loss = score.new_tensor(math.nan)
    if measured:
        true = (score[:, :, :span] * batch.pairs).sum()
        loss = ((F.softplus(score) * times).sum() - true) / batch.pairs.sum().clamp(min=1)
    given = Moves(batch.centre, error @ asked, times.sum(2))  # (n, L), (n, L, C)
    guessed = Moves(asked_ids, error.transpose(1, 2) @ centre, times.sum(1))  # (n, A), (n, A, C)
    return Gradients(given, guessed, loss)


def cbow_gradients(model: Word2Vec, batch: Batch, *, measured: bool = True) -> Gradients:
    """The mean of the context words is given, and the centre is asked about."""
    context = model.input(batch.around)  # (n, L + 2w, C)
    centre = model.output(batch.centre)  # (n, L, C)
    noise = model.output(batch.noise)  # (n, S, C)
    words = batch.pairs.sum(dim=2, keepdim=True)  # (n, L, 1)
    share = batch.pairs / words.clamp(min=1)  # (n, L, L + 2w)
    once = (words > 0).to(share)  # (n, L, 1)
    mean = share @ context  # (n, L, C)
    positive = (mean * centre).sum(dim=2, keepdim=True)  # (n, L, 1)
    negative = mean @ noise.transpose(1, 2)  # (n, L, S)
    push = (positive.sigmoid() - 1) * once  # (n, L, 1)
    pull = negative.sigmoid() * once * batch.weight  # (n, L, S)
    back = push * centre + pull @ noise  # (n, L, C)
    loss = mean.new_tensor(math.nan)
    if measured:
        each = F.softplus(-positive) + F.softplus(negative).sum(2, keepdim=True) * batch.weight
        loss = (each * once).sum() / once.sum().clamp(min=1)
    examples = once * batch.weight * batch.noise.shape[1] + once  # (n, L, 1), with negatives
    given = Moves(batch.around, share.transpose(1, 2) @ back, (share * examples).sum(1))
    asked = Moves(
        torch.cat([batch.centre, batch.noise], dim=1),  # (n, L + S)
        torch.cat([push * mean, pull.transpose(1, 2) @ mean], dim=1),  # (n, L + S, C)
        torch.cat([once[:, :, 0], (once * batch.weight).sum(1).expand_as(batch.noise)], dim=1),
    )
    return Gradients(given, asked, loss)


def gradients(model: Word2Vec, batch: Batch, objective: str, *, measured: bool = True) -> Gradients:
    """Those of the objective."""
    find = skip_gram_gradients if objective == "skip-gram" else cbow_gradients
    return find(model, batch, measured=measured)


def descend(table: Tensor, moves: Moves, rate: float, cap: float) -> None:
    """One step of gradient descent on the rows that ``moves`` names.

    All gradients of a chunk are taken at the same place. A word that fills the chunk would make
    all its steps in one and overshoot, so a row that more than ``cap`` examples move is slowed.
    """
    ids, examples = moves.ids.flatten(), moves.examples.flatten()
    load = table.new_zeros(len(table)).index_add_(0, ids, examples)  # (V,)
    slow = (cap / load.clamp(min=cap))[ids].unsqueeze(1)
    table.index_add_(0, ids, moves.gradients.flatten(0, 1) * slow, alpha=-rate)


def report_steps(total: int, reports: int) -> set[int]:
    """The steps after which to report, the last one included; closer together at first."""
    return {math.ceil(total * (i / reports) ** 2) for i in range(1, reports + 1)}


def train(
    model: Word2Vec,
    texts: Iterable[Text],
    counts: Tensor,
    settings: Settings,
    dice: torch.Generator,
    *,
    reports: int = 40,
) -> Iterator[Progress]:
    """Train in place until the texts or the steps run out; reports come more often at first.

    ``counts`` (V,) say how frequent each word is. The work between two reports is done on one
    thread: its products are small, and on a busy machine a second thread is waited for 20 times
    longer than it works.
    """
    keep, noise = keep_probability(counts, settings.subsample), noise_distribution(counts)
    total, step = settings.steps, 0
    chunks = (
        each
        for text in texts
        for each in batches(subsampled(text, keep, dice), noise, settings, dice)
    )
    for until in sorted(report_steps(total, reports)):
        losses: list[Tensor] = []
        with one_thread(), torch.no_grad():
            for batch in itertools.islice(chunks, until - step):
                rate = settings.learning_rate * (1 - step / total)
                step += 1
                measured = step % MEASURED == 0 or step == until
                found = gradients(model, batch, settings.objective, measured=measured)
                descend(model.input.weight, found.given, rate, settings.cap)
                descend(model.output.weight, found.asked, rate, settings.cap)
                losses += [found.loss] if measured else []
        if step < until:  # the texts ran out
            return
        yield Progress(step, total, float(torch.stack(losses).mean()))
