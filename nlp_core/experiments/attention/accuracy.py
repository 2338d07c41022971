"""What one vector for a whole sentence costs, and whether attention's picture tells the truth.

Exact match against sentence length with and without attention (the question of Bahdanau et al.
2015, figure 2); and an intervention: put the attention elsewhere and count the words that change.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import torch
from torch import Tensor

from nlp_core.corpora.little_world import parallel
from nlp_core.memory import per_model
from nlp_core.models.seq2seq import END, PAD, Seq2Seq
from nlp_core.models.translator import Translator
from nlp_core.recipes.translation import Ids, TranslationSpec, held_out
from nlp_core.training.translation import (
    Batch,
    Example,
    alignment,
    collate,
    count_links,
    exact_matches,
)

BINS = ((1, 6), (7, 9), (10, 12), (13, 16), (17, 99))  # pieces of the source sentence
AT_ONCE = 250
KINDS = ("strongest", "hidden", "other")
FRESH_SEED = 20_170_612  # no training seed comes near it


@dataclass(frozen=True)
class Length:
    """Exact match of the held-out sentences of one range of lengths; ``middle`` is their mean."""

    low: int
    high: int
    middle: float
    count: int
    exact_match: float


def by_length(model: Translator, vocabulary: dict[str, list[str]], direction: str) -> list[Length]:
    """Exact match by source length on the held-out pairs; kept for each model."""
    return _by_length(model, *_frozen(vocabulary), direction)


@per_model(2)
def _by_length(
    model: Translator, source: tuple[str, ...], target: tuple[str, ...], direction: str
) -> list[Length]:
    examples, batches = _held_out(source, target, direction)
    matched = torch.cat([exact_matches(model, batch) for batch in batches]).tolist()
    lengths = [len(one.source) for one in examples]
    found = []
    for low, high in BINS:
        inside = [(n, hit) for n, hit in zip(lengths, matched, strict=True) if low <= n <= high]
        if inside:
            middle = sum(n for n, _ in inside) / len(inside)
            share = sum(hit for _, hit in inside) / len(inside)
            found.append(Length(low, high, middle, len(inside), share))
    return found


def forcing(model: Seq2Seq, vocabulary: dict[str, list[str]], direction: str) -> dict[str, float]:
    """Share of linked target words that stay as they were after their attention was moved.

    ``strongest``: all of it on the source word attended to most (nothing should change);
    ``hidden``: that word hidden, the rest renormalised; ``other``: all of it on some other word.
    """
    return _forcing(model, *_frozen(vocabulary), direction)


@per_model(2)
@torch.inference_mode()
def _forcing(
    model: Seq2Seq, source: tuple[str, ...], target: tuple[str, ...], direction: str
) -> dict[str, float]:
    kept, words = dict.fromkeys(KINDS, 0), 0
    generator = torch.Generator().manual_seed(0)
    for batch in _held_out(source, target, direction)[1]:
        logits, attended = model(batch.source, batch.target[:, :-2])
        assert attended.weights is not None
        linked = batch.links.any(dim=-1)  # (B, T)
        free = logits.argmax(dim=-1)  # (B, T)
        words += int(linked.sum())
        moved = _moved(attended.weights, batch, generator)
        for kind, weights in moved.items():
            changed, _ = model(batch.source, batch.target[:, :-2], weights)
            kept[kind] += int(((changed.argmax(dim=-1) == free) & linked).sum())
    return {kind: kept[kind] / words for kind in KINDS}


def _moved(weights: Tensor, batch: Batch, generator: torch.Generator) -> dict[str, Tensor]:
    """The three interventions as weights (B, T, S)."""
    strongest = weights.argmax(dim=-1, keepdim=True)  # (B, T, 1)
    one_hot = torch.zeros_like(weights).scatter_(-1, strongest, 1.0)
    hidden = weights * (1 - one_hot)
    hidden = hidden / hidden.sum(dim=-1, keepdim=True).clamp_min(1e-9)
    chance = torch.rand(weights.shape, generator=generator).to(weights.device)
    real = (batch.source != 0).unsqueeze(1)  # (B, 1, S)
    other = (chance * (1 - one_hot) * real).argmax(dim=-1, keepdim=True)
    return {
        "strongest": one_hot,
        "hidden": hidden,
        "other": torch.zeros_like(weights).scatter_(-1, other, 1.0),
    }


def alignment_error(
    model: Translator, vocabulary: dict[str, list[str]], direction: str, *, every_word: bool = False
) -> float | None:
    """Alignment error rate over all held-out pairs; None without attention.

    Words without a gold link have no right answer and are left out; ``every_word`` counts what
    they attend to as wrong.
    """
    return _alignment_error(model, *_frozen(vocabulary), direction, every_word)


@per_model(4)
def _alignment_error(
    model: Translator,
    source: tuple[str, ...],
    target: tuple[str, ...],
    direction: str,
    every_word: bool,
) -> float | None:
    proposed = sure = both = 0
    for batch in _held_out(source, target, direction)[1]:
        weights = alignment(model, batch)
        if weights is None:
            return None
        written = batch.target[:, 1:-1]  # (B, T), END and PAD behind the words
        words = (written != PAD) & (written != END) if every_word else None
        count = count_links(weights, batch.links, words)
        proposed, sure, both = proposed + count.proposed, sure + count.sure, both + count.both
    return 1 - 2 * both / (proposed + sure)


def drawn_share(spec: TranslationSpec, count: int = 2000) -> float:
    """The share of newly written source sentences that a training of ``spec`` had drawn.

    Held-out sentences are never drawn; any other sentence may be, since short ones are few.
    """
    ids = Ids(spec.build().vocabulary)
    drawn = {
        tuple(piece for piece in row if piece != PAD)
        for batch in islice(spec.batches(ids), spec.steps)
        for row in batch.source.tolist()
    }
    made = (ids.example(pair, spec.direction) for pair in parallel(count, seed=FRESH_SEED))
    fresh = [one.source for one in made if one is not None]
    return sum(source in drawn for source in fresh) / len(fresh)


def held_out_batches(
    source: tuple[str, ...], target: tuple[str, ...], direction: str
) -> list[Batch]:
    """The held-out pairs as ids of two lists of pieces, in order of length."""
    return _held_out(source, target, direction)[1]


def _frozen(vocabulary: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(vocabulary["source"]), tuple(vocabulary["target"])


@lru_cache(maxsize=4)
def _held_out(
    source: tuple[str, ...], target: tuple[str, ...], direction: str
) -> tuple[list[Example], list[Batch]]:
    """The held-out pairs in order of length, and the same in batches."""
    ids = Ids({"source": list(source), "target": list(target)})
    made = (ids.example(pair, direction) for pair in held_out())
    examples = sorted((one for one in made if one is not None), key=lambda one: len(one.source))
    starts = range(0, len(examples), AT_ONCE)
    return examples, [collate(examples[start : start + AT_ONCE]) for start in starts]
