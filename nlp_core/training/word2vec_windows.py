"""Text for Word2Vec: thinned out, cut into blocks, paired within windows, with negatives drawn."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from nlp_core.models.word2vec import NOBODY

BLOCK = 32  # centres that share one product, and their negatives
STRETCH = 2**20  # words whose windows are laid out at once: some 200 MB


@dataclass(frozen=True)
class Settings:
    """How to train: ``chunk`` words at once, a block of which shares its ``shared`` negatives.

    ``cap`` bounds how many examples of one chunk move a row at full rate. ``whole_steps`` is for
    CBOW in ``word2vec_loops``: each context word takes the whole step, as in word2vec.c, and not
    its share of it, as the loss says: better on a few million words of speeches and reviews, and no
    better in the little world (``tests/bench/bench_word2vec.py``).
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
    whole_steps: bool = False


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
    places = kept.nonzero().squeeze(1)
    return Text(text.ids[places], text.sentence[places])


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
    """The text in chunks; each centre looks 1 to ``window`` words far, so near words count more.

    A long text is laid out a stretch at a time, and no window looks from one into the next.
    """
    for ids, sentence in zip(text.ids.split(STRETCH), text.sentence.split(STRETCH), strict=True):
        if len(ids):
            yield from _laid_out(Text(ids, sentence), noise, settings, dice)


def _laid_out(
    text: Text, noise: Tensor, settings: Settings, dice: torch.Generator
) -> Iterator[Batch]:
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
