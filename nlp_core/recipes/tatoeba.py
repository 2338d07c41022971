"""A translator that learned the little world and, beside it, sentences that people wrote (Tatoeba).

Its pieces are the little world's, and the subwords that byte pair encoding (Sennrich et al. 2016)
learns from the public sentences; a word takes the fewest pieces that spell it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import torch
from torch import Tensor

from nlp_core.corpora import tatoeba
from nlp_core.corpora.little_world import PARALLEL_VERSION as WORLD
from nlp_core.models.attention import SCORES
from nlp_core.models.seq2seq import SPECIALS, Seq2Seq
from nlp_core.recipes.translation import CHECKED, DIRECTIONS, Ids, TranslationSpec, held_out, pieces
from nlp_core.text.bpe import train as learn_subwords
from nlp_core.text.pieces import cut, join
from nlp_core.text.translation_scores import corpus_bleu, corpus_chrf, words_and_signs
from nlp_core.training.decoding import greedy
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded
from nlp_core.training.translation import Batch, Example, collate, exact_matches, train

LONGEST = 32  # pieces of a sentence that is learned from
LIMIT = 48  # pieces that are written at most
SAMPLES = 20  # held-out translations that the card shows
CHECKS = 12
LISTS = ("sample_sources", "sample_references", "sample_translations", "sample_credits")


@dataclass(frozen=True)
class TatoebaSpec:
    """A GRU encoder-decoder with attention that also saw public sentence pairs."""

    NAME: ClassVar[str] = "tatoeba"
    VERSION: ClassVar[int] = 1
    STORED_BITS: ClassVar[int] = 8
    corpus_version: ClassVar[int] = WORLD
    DATA: ClassVar[str] = (
        f"{tatoeba.NAME} (tatoeba.org, CC BY 2.0 FR) and little world {WORLD}, parallel sentences "
        "(generated, Apache-2.0)"
    )

    direction: str = field(
        default="en-ko", metadata=allowed("source and target language", DIRECTIONS)
    )
    score: str = field(
        default="general", metadata=allowed("how attention compares two states", SCORES)
    )
    d_model: int = field(default=160, metadata=allowed("size of the states", low=1, high=1024))
    subwords: int = field(
        default=1500, metadata=allowed("subwords learned in each language", low=100, high=20_000)
    )
    steps: int = field(default=1600, metadata=allowed("steps of training", low=1, high=100_000))
    batch: int = field(default=128, metadata=allowed("sentence pairs a step", low=1, high=1024))
    dropout: float = field(
        default=0.3, metadata=allowed("share of numbers left out in training", low=0, high=0.9)
    )
    learning_rate: float = field(
        default=3e-3, metadata=allowed("highest learning rate", low=0.0001, high=0.1)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)

    def build(self) -> Bundle[Seq2Seq]:
        """An empty translator; its pieces are found in the texts."""
        empty: dict[str, list[str]] = {name: [] for name in ("source", "target", *LISTS)}
        return self.restore(empty)

    def restore(self, vocabulary: dict[str, list[str]]) -> Bundle[Seq2Seq]:
        """The translator for a vocabulary that was stored with its weights."""
        source, target = (len(SPECIALS) + len(vocabulary[side]) for side in ("source", "target"))
        with seeded(self.seed):
            model = Seq2Seq(source, target, self.d_model, self.score, self.dropout)
        return Bundle(model, vocabulary)

    def fit(self, bundle: Bundle[Seq2Seq]) -> Iterator[Point]:
        """Public batches and the little world's in turn; judged on held-out pairs of both."""
        device = best_device()
        learned, held = (self.sides(some) for some in tatoeba.split())
        for place, (side, language) in enumerate(
            zip(("source", "target"), self.direction.split("-"), strict=True)
        ):
            texts = [pair[place] for pair in learned]
            bundle.vocabulary[side] = vocabulary_of(texts, language, self.subwords)
        bundle.model = self.restore(bundle.vocabulary).model
        model, ids = bundle.model.to(device), Ids(bundle.vocabulary)
        made = (ids.example(pair, self.direction) for pair in held_out()[:CHECKED])
        world = collate([one for one in made if one is not None], device)
        sources, references = ([pair[place] for pair in held] for place in (0, 1))

        def check() -> tuple[dict[str, float], dict[str, Tensor] | None]:
            metrics = {"exact_match": float(exact_matches(model, world).float().mean())}
            return metrics | scores(translations(model, ids, sources), references), None

        yield from train(
            model,
            self.batches(ids, learned, device),
            steps=self.steps,
            learning_rate=self.learning_rate,
            check=check,
            checks=CHECKS,
        )
        written = translations(model, ids, sources[:SAMPLES])
        credits = [one.credit for one in tatoeba.split()[1][:SAMPLES]]
        lists = (sources[:SAMPLES], references[:SAMPLES], written, credits)
        bundle.vocabulary |= dict(zip(LISTS, lists, strict=True))

    def sides(self, some: Sequence[tatoeba.Pair]) -> list[tuple[str, str]]:
        """Sources and targets of public pairs; an English word that opens a sentence is written
        small where it is so elsewhere."""
        small = tatoeba.opening(tuple(one.en for one in tatoeba.split()[0]))

        def opened(text: str) -> str:
            first, _, rest = text.partition(" ")
            return f"{small.get(first, first)} {rest}".strip()

        rows = [(opened(one.en), one.ko) for one in some]
        return rows if self.direction == "en-ko" else [(ko, en) for en, ko in rows]

    def batches(
        self, ids: Ids, learned: Sequence[tuple[str, str]], device: torch.device | None = None
    ) -> Iterator[Batch]:
        """Endless batches, public pairs and the little world's in turn."""
        world = TranslationSpec(self.direction, batch=self.batch, seed=self.seed)
        generated = world.batches(ids, device)
        for public in self._public(ids, learned, device):
            yield public
            yield next(generated)

    def _public(
        self, ids: Ids, learned: Sequence[tuple[str, str]], device: torch.device | None
    ) -> Iterator[Batch]:
        """Pairs of like length together, in a new order each time round."""
        made = [example_of(pair, ids) for pair in learned]
        examples = [one for one in made if one is not None]
        rng = random.Random(self.seed)
        while True:
            rng.shuffle(examples)
            mixed = sorted(examples, key=lambda one: len(one.source))
            starts = list(range(0, len(mixed), self.batch))
            rng.shuffle(starts)
            for start in starts:
                yield collate(mixed[start : start + self.batch], device)


def vocabulary_of(texts: Sequence[str], language: str, size: int) -> list[str]:
    """The little world's pieces, and subwords of ``texts`` that those do not spell."""
    world = pieces(language)
    learned = learn_subwords((f" {text}" for text in texts), vocab_size=size, base="characters")
    opening = {f" {word[0]}" for text in texts for word in text.split()}
    found = {token for token in learned.tokens[1:] if token.strip()} | opening
    return [*world, *sorted(one for one in found if not _is_spelt(one, world))]


def _is_spelt(token: str, world: tuple[str, ...]) -> bool:
    """Whether pieces of the little world spell a token, one that begins a word or goes on."""
    if token in world:
        return True
    if token[0] == " ":
        return not cut(token, world).unknown
    parts = (piece for piece in world if piece[0] != " " and token.startswith(piece))
    return any(_is_spelt(token[len(piece) :], world) for piece in parts)


def coded(text: str, vocabulary: tuple[str, ...], ids: dict[str, int]) -> tuple[int, ...] | None:
    """A sentence's ids, None where a word of it cannot be spelt or it is too long."""
    found = cut(text, vocabulary)
    if found.unknown or not 0 < len(found.pieces) <= LONGEST:
        return None
    return tuple(ids[piece] for piece in found.pieces)


def example_of(pair: tuple[str, str], ids: Ids) -> Example | None:
    """A public pair as ids; no alignment is known."""
    source = coded(pair[0], ids.source[len(SPECIALS) :], ids.source_ids)
    target = coded(pair[1], ids.target[len(SPECIALS) :], ids.target_ids)
    return None if source is None or target is None else Example(source, target)


def translations(model: Seq2Seq, ids: Ids, sources: Sequence[str]) -> list[str]:
    """Greedy translations; what cannot be spelt of a source is passed over."""
    device = next(model.parameters()).device
    known = ids.source[len(SPECIALS) :]
    rows = [cut(text, known).pieces[:LONGEST] or (".",) for text in sources]
    examples = [Example(tuple(ids.source_ids[piece] for piece in row), ()) for row in rows]
    written = greedy(model, collate(examples, device).source, LIMIT)
    return [join(ids.target[word] for word in words) for words in written]


def scores(written: Sequence[str], references: Sequence[str]) -> dict[str, float]:
    """chrF, BLEU over words and signs, and the share that is right but for capitals and the end."""
    pairs = [(one, join([f" {other}"])) for one, other in zip(written, references, strict=True)]
    right = [_bare(one) == _bare(other) for one, other in pairs]
    return {
        "public_chrf": corpus_chrf(pairs).score,
        "public_bleu": corpus_bleu(
            (words_and_signs(one), words_and_signs(other)) for one, other in pairs
        ).score,
        "public_exact_match": sum(right) / len(right),
    }


def _bare(text: str) -> str:
    return text.casefold().strip(" .?!")


SHIPPED = tuple(TatoebaSpec(direction=direction) for direction in DIRECTIONS)
DEFAULTS = SHIPPED
