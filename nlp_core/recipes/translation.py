"""A translator between English and Korean, with or without attention, on the little world.

Luong et al. 2015 (scores, attention after the decoder's state); the little world's parallel
sentences bring the gold word alignment that the attention is scored against.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any, ClassVar

import torch
from torch import Tensor

from nlp_core.corpora.little_world import PARALLEL_VERSION as WORLD
from nlp_core.corpora.little_world import Pair, Sentence, parallel
from nlp_core.models.attention import SCORES
from nlp_core.models.seq2seq import SPECIALS, Seq2Seq
from nlp_core.models.translator import Translator
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded
from nlp_core.training.scheduled_sampling import sampled_logits
from nlp_core.training.translation import (
    Batch,
    Example,
    alignment,
    collate,
    count_links,
    exact_matches,
    teacher_forced,
    train,
)

DIRECTIONS = ("en-ko", "ko-en")
HELD_OUT_SEED = 20_150_512  # no training seed comes near it
HELD_OUT = 1000
CHECKED = 200  # held-out sentences behind each point of the curve
LONGEST_WRITTEN = 64  # units of a translation, where it does not end before
LONGEST_SHOWN = 14  # units on either side: more would be too small on a projector
FIRST, CHUNK = 1, 16  # batches of data made at a time: few at first, so that the curve starts soon


@dataclass(frozen=True)
class TranslationSpec:
    """A GRU encoder-decoder that translates in one direction, with or without attention."""

    NAME: ClassVar[str] = "translation"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8
    corpus_version: ClassVar[int] = WORLD
    DATA: ClassVar[str] = f"little world {WORLD}, parallel sentences (generated, Apache-2.0)"

    direction: str = field(
        default="en-ko", metadata=allowed("source and target language", DIRECTIONS)
    )
    score: str = field(
        default="general", metadata=allowed("how attention compares two states", SCORES)
    )
    d_model: int = field(default=128, metadata=allowed("size of the states", low=1, high=1024))
    steps: int = field(default=500, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=128, metadata=allowed("sentence pairs a step", low=1, high=1024))
    learning_rate: float = field(
        default=3e-3, metadata=allowed("highest learning rate", low=0.0001, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)
    teacher_forcing: float = field(
        default=1.0,
        metadata=allowed("share of the reference's words that the decoder reads", low=0, high=1),
    )

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)

    def build(self) -> Bundle[Seq2Seq]:
        """The seeded, untrained translator and its two lists of pieces."""
        source, target = self.direction.split("-")
        return self.restore({"source": list(pieces(source)), "target": list(pieces(target))})

    def restore(self, vocabulary: dict[str, list[str]]) -> Bundle[Seq2Seq]:
        """The translator for a vocabulary that was stored with its weights."""
        source, target = (len(SPECIALS) + len(vocabulary[side]) for side in ("source", "target"))
        with seeded(self.seed):
            model = Seq2Seq(source, target, self.d_model, self.score)
        return Bundle(model, vocabulary)

    def fit(self, bundle: Bundle[Seq2Seq]) -> Iterator[Point]:
        """Train on new pairs, never on held-out ones; report exact match and alignment error."""
        ids = Ids(bundle.vocabulary)
        yield from learn(
            bundle.model.to(best_device()),
            ids,
            self.direction,
            self.batches(ids, best_device()),
            steps=self.steps,
            learning_rate=self.learning_rate,
            forward=self.forward(),
        )

    def forward(self) -> Callable[[Seq2Seq, Batch], Tensor]:
        """How a batch becomes logits in training: teacher forcing, or less of it."""
        if self.teacher_forcing == 1:
            return teacher_forced
        coins = torch.Generator().manual_seed(self.seed)
        return lambda model, batch: sampled_logits(model, batch, self.teacher_forcing, coins)

    def batches(self, ids: "Ids", device: torch.device | None = None) -> Iterator[Batch]:
        """Endless batches of fresh pairs, none of them held out."""
        return fresh_batches(ids, self.direction, self.batch, self.seed, device)


class Ids:
    """Pieces to ids and back, for one translator's vocabulary."""

    def __init__(self, vocabulary: dict[str, list[str]]) -> None:
        self.source = (*SPECIALS, *vocabulary["source"])
        self.target = (*SPECIALS, *vocabulary["target"])
        self.source_ids = {piece: index for index, piece in enumerate(self.source)}
        self.target_ids = {piece: index for index, piece in enumerate(self.target)}

    def example(self, pair: Pair, direction: str) -> Example | None:
        """A pair as ids, links as (source position, target position); None if a piece is new."""
        from_english = direction == "en-ko"
        source, target = (pair.en, pair.ko) if from_english else (pair.ko, pair.en)
        try:
            return Example(
                tuple([self.source_ids[piece] for piece in sentence_pieces(source)]),
                tuple([self.target_ids[piece] for piece in sentence_pieces(target)]),
                tuple(pair.links if from_english else [(ko, en) for en, ko in pair.links]),
            )
        except KeyError:
            return None


def learn(
    model: Translator, ids: Ids, direction: str, batches: Iterator[Batch], **how: Any
) -> Iterator[Point]:
    """Train on the batches, checked on held-out pairs: exact match, and alignment error where the
    model looks at the source. ``how`` goes to ``training.translation.train``.
    """
    device = next(model.parameters()).device
    made = (ids.example(pair, direction) for pair in held_out())
    held = [one for one in made if one is not None]
    checked = collate(held[:CHECKED], device)
    example = ids.example(shown_pairs()[0], direction)
    assert example is not None
    shown = collate([example], device)

    def check() -> tuple[dict[str, float], dict[str, Tensor] | None]:
        metrics = {"exact_match": float(exact_matches(model, checked).float().mean())}
        weights, picture = alignment(model, checked), alignment(model, shown)
        if weights is None or picture is None:
            return metrics, None
        metrics["alignment_error"] = count_links(weights, checked.links).error_rate
        return metrics, {"attention": picture[0]}

    return train(model, batches, check=check, **how)


def fresh_batches(
    ids: Ids, direction: str, count: int, seed: int, device: torch.device | None = None
) -> Iterator[Batch]:
    """Endless batches of ``count`` fresh pairs; sentences of like length together, shuffled."""
    random, chunk, size = Random(seed), 0, FIRST
    while True:
        fresh = filter(is_new, parallel(count * size, seed=(seed + 1) * 100_003 + chunk))
        made = (ids.example(pair, direction) for pair in fresh)
        examples = [one for one in made if one is not None]
        examples.sort(key=lambda one: (len(one.source), len(one.target)))
        starts = list(range(0, len(examples), count))
        random.shuffle(starts)
        for start in starts:
            yield collate(examples[start : start + count], device)
        chunk, size = chunk + 1, CHUNK


def sentence_pieces(sentence: Sentence) -> list[str]:
    """One piece a unit; one that begins a word carries its space, so that pieces join to text."""
    return [
        " " + text if unit.space or place == 0 else text
        for place, (unit, text) in enumerate(zip(sentence.units, sentence.tokens, strict=True))
    ]


@cache
def pieces(language: str) -> tuple[str, ...]:
    """The pieces of a large sample in ``"en"`` or ``"ko"``, and of all held-out text, sorted."""
    sample = [*parallel(4000, seed=HELD_OUT_SEED + 1), *held_out()]
    found = {piece for pair in sample for piece in sentence_pieces(getattr(pair, language))}
    return tuple(sorted(found))


@cache
def held_out() -> tuple[Pair, ...]:
    """Distinct pairs that no training sees."""
    pairs: dict[tuple[str, str], Pair] = {}
    for pair in parallel(HELD_OUT, seed=HELD_OUT_SEED):
        pairs.setdefault((pair.en.text, pair.ko.text), pair)
    return tuple(pairs.values())


@cache
def shown_pairs() -> tuple[Pair, ...]:
    """Held-out pairs to show, one a length, about ten units first.

    Of each length the one whose links cross most, with an object where there is one.
    """

    def merit(pair: Pair) -> tuple[bool, int]:
        return not {"을", "를"}.isdisjoint(pair.ko.tokens), crossings(pair)

    best: dict[int, Pair] = {}
    for pair in held_out():
        length = max(len(pair.en.units), len(pair.ko.units))
        single = all(len(pair.links) == len(set(side)) for side in zip(*pair.links, strict=True))
        if length <= LONGEST_SHOWN and single and crossings(pair) > 0:
            best[length] = max(best.get(length, pair), pair, key=merit)
    return tuple(best[length] for length in sorted(best, key=lambda n: (abs(n - 10), n)))


def crossings(pair: Pair) -> int:
    """Pairs of links that cross: how far the two languages' orders differ."""
    return sum(
        (en - other_en) * (ko - other_ko) < 0
        for index, (en, ko) in enumerate(pair.links)
        for other_en, other_ko in pair.links[:index]
    )


@cache
def _held_out_texts() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(p.en.text for p in held_out()), frozenset(p.ko.text for p in held_out())


def is_new(pair: Pair) -> bool:
    """Whether neither side of a pair is held out."""
    english, korean = _held_out_texts()
    return pair.en.text not in english and pair.ko.text not in korean


SHIPPED = tuple(
    TranslationSpec(direction=direction, score=score)
    for score in ("general", "none", "dot", "additive", "scaled")
    for direction in DIRECTIONS
)
DEFAULTS = tuple(spec for spec in SHIPPED if spec.score == "general")
