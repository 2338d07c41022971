"""Word2Vec, fast: the loss of ``models.word2vec``, batched so that plain tensors keep up with C.

Asking one pair at a time wastes the machine. Here a chunk of text is cut into blocks of centres;
one matrix product gives every score of a block, a band around the diagonal holds the pairs that
really stand within reach, and the centres of a block share their negatives, weighted so that the
expected loss stays that of equation 4 (Mikolov et al. 2013b; sharing after Ji et al. 2016,
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

from nlp_core.models.word2vec import NOBODY, Word2Vec

BLOCK = 32  # centres that share one product, and their negatives
MEASURED = 8  # the loss is measured at one step in so many


@dataclass(frozen=True)
class Settings:
    """How to train: ``chunk`` words at once, a block of which shares its ``shared`` negatives.

    ``cap`` bounds how many examples of one chunk move a row at full rate.
    """

    objective: str = "skip-gram"
    window: int = 5
    negatives: int = 5
    steps: int = 800
    learning_rate: float = 0.05
    subsample: float = 3e-4
    chunk: int = 512
    shared: int = 16
    cap: float = 100.0


@dataclass(frozen=True)
class Text:
    """Word ids (N,), and the number of the sentence that each stands in (N,)."""

    ids: Tensor
    sentence: Tensor


@dataclass(frozen=True)
class Batch:
    """A chunk of the text, in n blocks of L centres, each with its L + 2w neighbours.

    ``centre`` (n, L) and ``around`` (n, L + 2w) hold word ids, ``pairs`` (n, L, L + 2w) is 1 where
    centre and neighbour make a pair, ``noise`` (n, S) are the shared negatives, each of which
    counts ``weight``.
    """

    centre: Tensor
    around: Tensor
    pairs: Tensor
    noise: Tensor
    weight: float


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


def noise_distribution(counts: Tensor) -> Tensor:
    """Counts to the power 3/4, normalised, (V,): rare words are drawn a little more often."""
    smoothed = counts.float() ** 0.75
    return smoothed / smoothed.sum()


def keep_probability(counts: Tensor, threshold: float) -> Tensor:
    """Chance that an occurrence of each word is kept, (V,), as word2vec.c has it."""
    ratio = threshold * counts.sum() / counts.clamp(min=1).float()
    return (ratio.sqrt() + ratio).clamp(max=1.0)


def subsampled(text: Text, keep: Tensor, dice: torch.Generator) -> Text:
    """The text with its frequent words thinned out; the rest moves closer together."""
    kept = torch.rand(text.ids.shape, generator=dice, device=text.ids.device) < keep[text.ids]
    return Text(text.ids[kept], text.sentence[kept])


def window_pairs(centre: Tensor, around: Tensor, reach: Tensor) -> Tensor:
    """Which neighbours make a pair with which centres, (n, L, L + 2w) of 0 and 1.

    ``centre`` (n, L) and ``around`` (n, L + 2w) are sentence numbers, ``reach`` (n, L) is how far
    each centre looks. A word never pairs with itself, nor across a sentence's border.
    """
    length, span = centre.shape[1], around.shape[1]
    places = torch.arange(span, device=reach.device)
    middle = places[:length].unsqueeze(1) + (span - length) // 2  # (L, 1)
    distance = (places - middle).abs()  # (L, L + 2w)
    near = (distance <= reach.unsqueeze(2)) & (distance > 0)  # (n, L, L + 2w)
    return (near & (centre.unsqueeze(2) == around.unsqueeze(1))).float()


def batches(
    text: Text, noise: Tensor, settings: Settings, dice: torch.Generator
) -> Iterator[Batch]:
    """The text in chunks; each centre looks 1 to ``window`` words far, so near words count more."""
    window, device = settings.window, text.ids.device
    reach = torch.randint(1, window + 1, text.ids.shape, generator=dice, device=device)
    short = -len(text.ids) % settings.chunk
    reach = F.pad(reach, (0, short)).view(-1, BLOCK)  # (n, L); padding looks nowhere
    ids = F.pad(text.ids, (window, window + short))
    sentence = F.pad(text.sentence, (window, window + short), value=NOBODY)
    around = ids.unfold(0, BLOCK + 2 * window, BLOCK)  # (n, L + 2w)
    beside = sentence.unfold(0, BLOCK + 2 * window, BLOCK)  # (n, L + 2w)
    middle = slice(window, window + BLOCK)
    pairs = window_pairs(beside[:, middle], beside, reach)  # (n, L, L + 2w)
    count = len(reach) * settings.shared
    drawn = torch.multinomial(noise, count, replacement=True, generator=dice)
    drawn = drawn.view(-1, settings.shared)  # (n, S)
    for start in range(0, len(reach), settings.chunk // BLOCK):
        part = slice(start, start + settings.chunk // BLOCK)
        yield Batch(
            centre=around[part, middle],
            around=around[part],
            pairs=pairs[part],
            noise=drawn[part],
            weight=settings.negatives / settings.shared,
        )


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


def descend(table: Tensor, moves: Moves, rate: float, cap: float) -> None:
    """One step of gradient descent on the rows that ``moves`` names.

    All gradients of a chunk are taken at the same place. A word that fills the chunk would make
    all its steps in one and overshoot, so a row that more than ``cap`` examples move is slowed.
    """
    ids, examples = moves.ids.flatten(), moves.examples.flatten()
    load = table.new_zeros(len(table)).index_add_(0, ids, examples)  # (V,)
    slow = (cap / load.clamp(min=cap))[ids].unsqueeze(1)
    table.index_add_(0, ids, moves.gradients.flatten(0, 1) * slow, alpha=-rate)


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

    ``counts`` (V,) say how frequent each word is.
    """
    keep, noise = keep_probability(counts, settings.subsample), noise_distribution(counts)
    total = settings.steps
    due = {math.ceil(total * (i / reports) ** 2) for i in range(1, reports + 1)}
    losses: list[Tensor] = []
    chunks = (
        each
        for text in texts
        for each in batches(subsampled(text, keep, dice), noise, settings, dice)
    )
    for step, batch in enumerate(itertools.islice(chunks, total), start=1):
        rate = settings.learning_rate * (1 - (step - 1) / total)
        measured = step % MEASURED == 0 or step in due
        find = skip_gram_gradients if settings.objective == "skip-gram" else cbow_gradients
        with torch.no_grad():
            found = find(model, batch, measured=measured)
            descend(model.input.weight, found.given, rate, settings.cap)
            descend(model.output.weight, found.asked, rate, settings.cap)
        if measured:
            losses.append(found.loss)
        if step in due:
            yield Progress(step, total, float(torch.stack(losses).mean()))
            losses = []
