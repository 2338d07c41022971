"""Word2Vec, fast: the loss of ``models.word2vec``, batched so that plain tensors keep up with C.

Asking one pair at a time wastes the machine. Here a chunk of the corpus is cut into blocks of
centres; one matrix product gives every score of a block, a band around the diagonal holds the pairs
that really stand within reach, and one set of negatives serves the whole chunk, weighted so that
the expected loss stays that of equation 4 (Mikolov et al. 2013b; sharing after Ji et al. 2016,
arXiv 1604.04661). The gradients are four more products, written out and proved equal to autograd;
CBOW divides the context gradient by the number of words, as its loss says (Irsoy et al. 2021).
A chunk's gradients are summed by row and scaled by Adagrad (Duchi et al. 2011): plain steps would
overshoot where a word of a small vocabulary occurs a hundred times in one chunk.
"""

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models.word2vec import NOBODY, Word2Vec
from nlp_core.training.adagrad import RowAdagrad

BLOCK = 32  # centres that share one product


@dataclass(frozen=True)
class Settings:
    """How to train. ``shared`` negatives serve the ``chunk`` words that are updated together."""

    objective: str = "skip-gram"
    window: int = 5
    negatives: int = 5
    steps: int = 800
    learning_rate: float = 0.2
    subsample: float = 3e-4
    chunk: int = 1024
    shared: int = 128


@dataclass(frozen=True)
class Text:
    """Word ids (N,), and the number of the sentence that each stands in (N,)."""

    ids: Tensor
    sentence: Tensor


@dataclass(frozen=True)
class Batch:
    """A chunk of the text, in blocks: n blocks of L centres, each with its L + 2w neighbours.

    ``centre`` (n, L) and ``around`` (n, L + 2w) hold word ids, ``pairs`` (n, L, L + 2w) is 1 where
    centre and neighbour make a pair, ``noise`` (S,) are the shared negatives, each of which counts
    ``weight``.
    """

    centre: Tensor
    around: Tensor
    pairs: Tensor
    noise: Tensor
    weight: float


@dataclass(frozen=True)
class Gradients:
    """Gradients of the summed loss by occurrence; several may belong to one row."""

    centre: Tensor  # (n, L, C)
    around: Tensor  # (n, L + 2w, C)
    noise: Tensor  # (S, C)
    loss: Tensor  # (), mean over pairs, with its negatives


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
    window, chunk, device = settings.window, settings.chunk, text.ids.device
    reach = torch.randint(1, window + 1, text.ids.shape, generator=dice, device=device)
    short = -len(text.ids) % chunk
    reach = F.pad(reach, (0, short))  # padding looks nowhere
    ids = F.pad(text.ids, (window, window + short))
    sentence = F.pad(text.sentence, (window, window + short), value=NOBODY)
    for start in range(0, len(text.ids), chunk):
        span = slice(start, start + chunk + 2 * window)
        around = ids[span].unfold(0, BLOCK + 2 * window, BLOCK)  # (n, L + 2w)
        beside = sentence[span].unfold(0, BLOCK + 2 * window, BLOCK)  # (n, L + 2w)
        looks = reach[start : start + chunk].view(-1, BLOCK)  # (n, L)
        middle = slice(window, window + BLOCK)
        yield Batch(
            centre=around[:, middle],
            around=around,
            pairs=window_pairs(beside[:, middle], beside, looks),
            noise=torch.multinomial(noise, settings.shared, replacement=True, generator=dice),
            weight=settings.negatives / settings.shared,
        )


def skip_gram_gradients(model: Word2Vec, batch: Batch) -> Gradients:
    """Each centre is given and each of its context words is asked about."""
    centre = rows(model.input.weight, batch.centre)  # (n, L, C)
    around = rows(model.output.weight, batch.around)  # (n, L + 2w, C)
    noise = rows(model.output.weight, batch.noise)  # (S, C)
    asked = batch.pairs.sum(dim=2, keepdim=True) * batch.weight  # (n, L, 1)
    positive = centre @ around.transpose(1, 2)  # (n, L, L + 2w)
    negative = centre @ noise.T  # (n, L, S)
    push = (positive.sigmoid() - 1) * batch.pairs  # (n, L, L + 2w)
    pull = negative.sigmoid() * asked  # (n, L, S)
    loss = (F.softplus(-positive) * batch.pairs).sum() + (F.softplus(negative) * asked).sum()
    return Gradients(
        centre=push @ around + pull @ noise,  # (n, L, C)
        around=push.transpose(1, 2) @ centre,  # (n, L + 2w, C)
        noise=pull.flatten(0, 1).T @ centre.flatten(0, 1),  # (S, C)
        loss=loss / batch.pairs.sum().clamp(min=1),
    )


def cbow_gradients(model: Word2Vec, batch: Batch) -> Gradients:
    """The mean of the context words is given and the centre is asked about."""
    centre = rows(model.output.weight, batch.centre)  # (n, L, C)
    around = rows(model.input.weight, batch.around)  # (n, L + 2w, C)
    noise = rows(model.output.weight, batch.noise)  # (S, C)
    words = batch.pairs.sum(dim=2, keepdim=True)  # (n, L, 1)
    mean = batch.pairs / words.clamp(min=1)  # (n, L, L + 2w)
    asked = (words > 0).float()  # (n, L, 1)
    hidden = mean @ around  # (n, L, C)
    positive = (hidden * centre).sum(dim=2, keepdim=True)  # (n, L, 1)
    negative = hidden @ noise.T  # (n, L, S)
    push = (positive.sigmoid() - 1) * asked  # (n, L, 1)
    pull = negative.sigmoid() * asked * batch.weight  # (n, L, S)
    back = push * centre + pull @ noise  # (n, L, C)
    loss = (F.softplus(-positive) * asked).sum()
    loss = loss + (F.softplus(negative) * asked * batch.weight).sum()
    return Gradients(
        centre=push * hidden,
        around=mean.transpose(1, 2) @ back,  # (n, L + 2w, C)
        noise=pull.flatten(0, 1).T @ hidden.flatten(0, 1),  # (S, C)
        loss=loss / asked.sum().clamp(min=1),
    )


def rows(table: Tensor, ids: Tensor) -> Tensor:
    """Rows of ``table`` (V, C) for ids of any shape: (..., C)."""
    return table.index_select(0, ids.flatten()).view(*ids.shape, -1)


def train(
    model: Word2Vec,
    texts: Iterable[Text],
    counts: Tensor,
    settings: Settings,
    dice: torch.Generator,
    *,
    reports: int = 40,
) -> Iterator[Progress]:
    """Train in place until the texts or the steps run out.

    ``counts`` (V,) say how frequent each word is. Reports come more often at first, when most is
    happening.
    """
    keep, noise = keep_probability(counts, settings.subsample), noise_distribution(counts)
    total = settings.steps
    due = {math.ceil(total * (i / reports) ** 2) for i in range(1, reports + 1)}
    tables = RowAdagrad(model.input.weight.data), RowAdagrad(model.output.weight.data)
    losses: list[Tensor] = []
    chunks = (
        each
        for text in texts
        for each in batches(subsampled(text, keep, dice), noise, settings, dice)
    )
    for step, batch in enumerate(itertools.islice(chunks, total), start=1):
        rate = settings.learning_rate * (1 - (step - 1) / total)
        losses.append(update(model, tables, batch, settings.objective, rate))
        if step in due:
            yield Progress(step, total, float(torch.stack(losses).mean()))
            losses = []


@torch.no_grad()
def update(
    model: Word2Vec,
    tables: tuple[RowAdagrad, RowAdagrad],
    batch: Batch,
    objective: str,
    rate: float,
) -> Tensor:
    """One step on one chunk, of the input and the output table; its mean loss, ()."""
    skip_gram = objective == "skip-gram"
    found = (skip_gram_gradients if skip_gram else cbow_gradients)(model, batch)
    centre = batch.centre.flatten(), found.centre.flatten(0, 1)
    around = batch.around.flatten(), found.around.flatten(0, 1)
    given, asked = (centre, around) if skip_gram else (around, centre)
    tables[0].step(*given, rate)
    tables[1].step(torch.cat([asked[0], batch.noise]), torch.cat([asked[1], found.noise]), rate)
    return found.loss
