"""A small LSTM or GRU that has read the little world and foretells the next piece of a sentence.

Its sentences hold something to remember: who acts, which country's capital is asked for.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import ClassVar

import torch
from torch import nn

from nlp_core.corpora.little_world import TEXT_VERSION as WORLD
from nlp_core.corpora.little_world import Sentence, sentences
from nlp_core.corpora.little_world.relations import tables
from nlp_core.models.gated_lm import GATED, GatedLanguageModel
from nlp_core.recipes.translation import sentence_pieces
from nlp_core.training.language_model import Batch, Schedule, next_token_loss, train
from nlp_core.training.run import (
    SEED,
    Bundle,
    Point,
    allowed,
    best_device,
    check,
    one_thread,
    seeded,
)

LANGUAGES = ("ko", "en")
SPECIALS = ("<s>", "<unk>")
START, UNKNOWN = 0, 1
COUNT, HELD_OUT = 30_000, 600  # sentences to read, and some that are never read
HELD_OUT_SEED = 20_000_607
UNKNOWN_SHARE = 0.02  # of the pieces that are read as unknown, so that a model can meet new words
REPORTS = 24
LINKED_SAMPLE = 12_000
Linked = tuple[Sentence, int, int]
"""A sentence, and the places of two of its pieces: who has kept the one knows the other."""


@dataclass(frozen=True)
class GatedLMSpec:
    """A language, a kind of cell, and how long it reads."""

    NAME: ClassVar[str] = "gated_lm"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8
    corpus_version: ClassVar[int] = WORLD
    DATA: ClassVar[str] = f"little world {WORLD}, running text (generated, Apache-2.0)"

    language: str = field(default="en", metadata=allowed("language of the text", LANGUAGES))
    cell: str = field(default="lstm", metadata=allowed("kind of cell", GATED))
    d_model: int = field(
        default=96, metadata=allowed("size of embedding and states", low=1, high=512)
    )
    steps: int = field(default=2400, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=64, metadata=allowed("sentences a step", low=1, high=1024))
    learning_rate: float = field(
        default=5e-3, metadata=allowed("highest learning rate", low=1e-5, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)

    def build(self) -> Bundle[GatedLanguageModel]:
        """The untrained model and the pieces that it knows."""
        return self.restore(list(pieces(self.language)))

    def restore(self, vocabulary: list[str]) -> Bundle[GatedLanguageModel]:
        """The model for pieces that were stored with its weights."""
        with seeded(self.seed):
            size = len(SPECIALS) + len(vocabulary)
            return Bundle(GatedLanguageModel(self.cell, size, self.d_model), vocabulary)

    def fit(self, bundle: Bundle[GatedLanguageModel]) -> Iterator[Point]:
        """Read sentences; report the loss on held-out ones."""
        device = best_device()
        model = bundle.model.to(device)
        ids = index_of(bundle.vocabulary)
        held, _ = held_rows(self.language, bundle.vocabulary)

        def measure(trained: nn.Module) -> dict[str, float]:
            return {"held_out": held_out_loss(trained, held.to(device))}

        adam = torch.optim.AdamW(
            model.parameters(), self.learning_rate, (0.9, 0.98), weight_decay=0.01
        )
        schedule = Schedule(self.steps, max(1, self.steps // REPORTS))
        with one_thread():
            yield from train(model, [adam], self.batches(ids), schedule, measure)

    def batches(self, ids: dict[str, int]) -> Iterator[Batch]:
        """Endless batches of the text, sentences of like length together."""
        random = Random(self.seed)
        rows = sorted((encode(one, ids) for one in text(self.language)), key=len)
        starts = list(range(0, len(rows) - self.batch + 1, self.batch))
        while True:
            random.shuffle(starts)
            for start in starts:
                yield as_batch(rows[start : start + self.batch], random)


def index_of(vocabulary: list[str]) -> dict[str, int]:
    """The id of each piece."""
    return {piece: number for number, piece in enumerate(vocabulary, len(SPECIALS))}


def encode(sentence: Sentence, ids: dict[str, int]) -> list[int]:
    """A sentence as ids, its beginning marked."""
    return [START, *(ids.get(piece, UNKNOWN) for piece in sentence_pieces(sentence))]


def as_batch(rows: list[list[int]], random: Random | None) -> Batch:
    """Rows of ids, padded, with weights that leave padding and unknown pieces out of the loss.

    With ``random`` some pieces are made unknown.
    """
    width = max(map(len, rows))
    tokens = torch.full((len(rows), width), UNKNOWN)
    for number, row in enumerate(rows):
        tokens[number, : len(row)] = torch.tensor(row)
    if random is not None:
        dice = torch.Generator().manual_seed(random.getrandbits(32))
        hidden = torch.rand(tokens.shape, generator=dice) < UNKNOWN_SHARE
        tokens[:, 1:].masked_fill_(hidden[:, 1:], UNKNOWN)
    return tokens, (tokens != UNKNOWN).float()


def held_rows(language: str, vocabulary: list[str]) -> Batch:
    """The held-out sentences as one batch."""
    ids = index_of(vocabulary)
    return as_batch([encode(one, ids) for one in held_out(language)], None)


@torch.inference_mode()
def held_out_loss(model: nn.Module, tokens: torch.Tensor) -> float:
    """Mean cross-entropy of the next piece over padded tokens (N, T), in nats."""
    weights = (tokens != UNKNOWN).float()
    return float(next_token_loss(model(tokens[:, :-1]), tokens[:, 1:], weights[:, 1:]))


@cache
def pieces(language: str) -> tuple[str, ...]:
    """The different pieces of the text, sorted."""
    return tuple(sorted({piece for one in text(language) for piece in sentence_pieces(one)}))


@cache
def text(language: str) -> tuple[Sentence, ...]:
    """What is read: no sentence of it is held out."""
    kept = {one.text for one in held_out(language)}
    return tuple(one for one in sentences(language, COUNT, seed=1) if one.text not in kept)


@cache
def _read(language: str) -> frozenset[str]:
    return frozenset(one.text for one in text(language))


@cache
def held_out(language: str) -> tuple[Sentence, ...]:
    """Different sentences that are never read."""
    found = {one.text: one for one in sentences(language, HELD_OUT, seed=HELD_OUT_SEED)}
    return tuple(found.values())


def unigram_loss(language: str) -> float:
    """The held-out loss of foretelling each piece by its share of the text: the baseline."""
    counts = Counter(piece for one in text(language) for piece in sentence_pieces(one))
    total = sum(counts.values()) + len(pieces(language))
    asked = [piece for one in held_out(language) for piece in sentence_pieces(one)]
    known = [counts[piece] + 1 for piece in asked if piece in counts]
    return float(-(torch.tensor(known).double() / total).log().mean())


@cache
def linked(language: str) -> tuple[Linked, ...]:
    """Held-out sentences that name two things of one country (itself, its capital, its dish ...).

    Who has kept the first of them knows the second.
    """
    table = next(one for one in tables(language) if one.name == "countries")
    row_of = {word: number for number, row in enumerate(table.rows) for word in row.values()}
    found: dict[str, Linked] = {}
    for one in sentences(language, LINKED_SAMPLE, seed=HELD_OUT_SEED + 1):
        rows = [row_of.get(token) for token in one.tokens]
        named = [place for place, row in enumerate(rows) if row is not None]
        if one.text in _read(language) or len(named) < 2 or rows[named[0]] != rows[named[-1]]:
            continue
        if named[-1] - named[0] >= 3:
            found[one.text] = (one, named[0], named[-1])
    return tuple(found.values())


SHIPPED = tuple(
    GatedLMSpec(language=language, cell=cell) for cell in GATED for language in LANGUAGES
)
DEFAULTS = tuple(spec for spec in SHIPPED if spec.cell == "lstm")
