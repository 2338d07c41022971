"""A character model with a plain RNN, on the little world's running text or on a learner's own.

It reads a window of text, predicts each next character, and writes by drawing from what it
predicts, one character at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

import torch
from torch import Tensor

from nlp_core.corpora.little_world import sentences
from nlp_core.models.character_lm import CharacterLM, gradients_back, spectral_radius, typical
from nlp_core.models.rnn import rnn_weights
from nlp_core.recipes.own_text import WorldOrOwn
from nlp_core.text import character_units as units
from nlp_core.text.character_units import Corpus
from nlp_core.training.character_lm import (
    Progress,
    Settings,
    Windows,
    next_loss,
    train,
    write,
)
from nlp_core.training.run import SEED, Bundle, Point, allowed, check, one_thread, seeded

LANGUAGES = ("ko", "en")
SENTENCES, HELD_OUT, HELD_OUT_SEED = 6_000, 600, 19_900_314  # no training seed comes near it
HELD_OUT_SHARE = 0.1  # of a learner's own text, its end
DISTANCE = 60  # characters back, as far as the lesson's gradient curve reaches
CURVES, LOOKED = 12, 60  # texts whose median the gradient curve is, from so many lines
ROWS, LENGTH = 8, 120  # beginnings that are continued at each report, by so many characters
REPORTS = 24
MOST_WINDOW = 256


@dataclass(frozen=True)
class CharacterSpec(WorldOrOwn):
    """What is read, in which units, and how an RNN learns to continue it."""

    NAME: ClassVar[str] = "character_model"
    VERSION: ClassVar[int] = 1

    corpus: str = field(default="ko", metadata=allowed("text to learn from", (*LANGUAGES, "own")))
    unit: str = field(
        default="characters", metadata=allowed("what is written at a time", units.UNITS)
    )
    n_hidden: int = field(default=128, metadata=allowed("hidden units", low=1, high=1024))
    n_embedding: int = field(
        default=64, metadata=allowed("size of a character's vector", low=1, high=1024)
    )
    window: int = field(
        default=48, metadata=allowed("characters of a window", low=1, high=MOST_WINDOW)
    )
    batch: int = field(default=16, metadata=allowed("windows a step", low=1, high=1024))
    steps: int = field(default=2000, metadata=allowed("steps of training", low=1, high=100_000))
    learning_rate: float = field(
        default=0.004, metadata=allowed("learning rate at the start", low=0.0001, high=100)
    )
    optimizer: str = field(default="adam", metadata=allowed("rule of the steps", ("adam", "sgd")))
    clip: float = field(
        default=1.0, metadata=allowed("largest norm of a gradient, 0 for any", low=0, high=1000)
    )
    text: str = field(default="", metadata=allowed("own text", private=True))
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use: ValueError, for a text LearnerError."""
        check(self)
        if self.is_own:
            units.check(self.text)

    def build(self) -> Bundle[CharacterLM]:
        """The seeded, untrained model, the characters that it knows, and the words of its text."""
        read, _ = self.texts()
        return self.restore({"characters": list(read.kinds), "words": list(read.words)})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle[CharacterLM]:
        """The untrained model for a vocabulary that was stored with its weights."""
        with seeded(self.seed):
            kinds = len(vocabulary["characters"])
            return Bundle(CharacterLM(kinds, self.n_embedding, self.n_hidden), vocabulary)

    def texts(self) -> tuple[Corpus, tuple[str, ...]]:
        """What is learned from, and units held out from it."""
        if self.is_own:
            return _own(self.text, self.unit)
        return _world(self.corpus, self.unit)

    def looked(self, ids: "Ids") -> Tensor:
        """The windows (B, at most DISTANCE + 1) on which the gradient curve is measured: the end of
        an own text, or lines of a seed of their own."""
        if self.is_own:
            held = self.texts()[1]
        else:
            drawn = sentences(self.corpus, LOOKED, seed=HELD_OUT_SEED + 1)
            held = _between([one.text for one in drawn], self.unit)
        windows = Windows(ids.of(held), ids.number[units.END], min(DISTANCE + 1, len(held)))
        return windows.spread(CURVES)

    def fit(self, bundle: Bundle[CharacterLM]) -> Iterator[Point]:
        """Train on the CPU, on one thread; the first point is the untrained model.

        Metrics: ``words`` (of the finished words that it writes, the share that its text holds),
        ``held_out`` (loss on text held out), ``radius`` (spectral radius of the hidden matrix) and
        ``steepest`` (largest gradient norm since the last point, before clipping). Snapshots hold
        what it ``written`` (ROWS, N), and the ``gradient`` curve (log10, at most DISTANCE + 1).
        """
        with one_thread():
            yield from self._fit(bundle)

    def _fit(self, bundle: Bundle[CharacterLM]) -> Iterator[Point]:
        model, kinds = bundle.model, bundle.vocabulary["characters"]
        read, held = self.texts()
        ids = Ids(kinds)
        known = frozenset(bundle.vocabulary["words"])
        end = ids.number[units.END]
        learned = Windows(ids.of(read.units), end, min(self.window + 1, len(read.units)))
        unseen = ids.of(held)
        tested = Windows(unseen, end, min(self.window + 1, len(held))).spread(64)
        looked = self.looked(ids)
        start = torch.full((ROWS, 1), end)
        length = LENGTH if self.unit == "characters" else 5 * LENGTH // 2

        def point(at: Progress) -> Point:
            dice = torch.Generator().manual_seed(self.seed)
            written = write(model, start, length, dice)  # (ROWS, N)
            texts = [ids.text(row, self.unit) for row in written]
            with torch.no_grad():
                loss = float(next_loss(model, tested))
            metrics = {"words": units.share_known(texts, known), "held_out": loss}
            metrics |= {"radius": _radius(model), "steepest": at.steepest}
            curve = typical(gradients_back(model, looked))
            shown = {"written": written.to(torch.int16), "gradient": curve}
            return Point(at.step, self.steps, at.loss, metrics, shown)

        yield point(Progress(0, float("nan"), float("nan")))
        dice = torch.Generator().manual_seed(self.seed)
        for at in train(model, learned, self.settings(), dice, reports=REPORTS):
            if not _is_finite(model):
                yield Point(at.step, self.steps, float("nan"), {"steepest": at.steepest})
                return
            yield point(at)

    def settings(self) -> Settings:
        """How to train."""
        return Settings(
            steps=self.steps,
            batch=self.batch,
            window=self.window,
            learning_rate=self.learning_rate,
            clip=self.clip,
            optimizer=self.optimizer,
        )


class Ids:
    """Characters to numbers and back; one that is not known counts as OTHER."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        self.number = {one: i for i, one in enumerate(characters)}

    def of(self, found: tuple[str, ...] | list[str]) -> Tensor:
        """Units to their numbers (N,)."""
        other = self.number[units.OTHER]
        return torch.tensor([self.number.get(one, other) for one in found], dtype=torch.int64)

    def text(self, ids: Tensor, unit: str) -> str:
        """Numbers (N,) to the text that they spell."""
        return units.joined((self.characters[i] for i in ids.tolist()), unit)


def _radius(model: CharacterLM) -> float:
    return spectral_radius(rnn_weights(model.recurrent)[1])


def _is_finite(model: CharacterLM) -> bool:
    return all(bool(p.isfinite().all()) for p in model.parameters())


@lru_cache(maxsize=4)
def _world(language: str, unit: str) -> tuple[Corpus, tuple[str, ...]]:
    """The little world's text, and lines of another seed that are not among its lines."""
    lines = [one.text for one in sentences(language, SENTENCES, seed=0)]
    seen = set(lines)
    held = [one.text for one in sentences(language, HELD_OUT, seed=HELD_OUT_SEED)]
    fresh = dict.fromkeys(line for line in held if line not in seen)
    return units.corpus("\n".join(lines), unit), _between(list(fresh), unit)


def _own(text: str, unit: str) -> tuple[Corpus, tuple[str, ...]]:
    """A learner's text but its end, and its end."""
    cut = units.cut(units.tidied(text), unit)
    border = len(cut) - round(len(cut) * HELD_OUT_SHARE)
    held = [units.END, *cut[border:], units.END]
    return units.corpus(units.joined(cut[:border], unit), unit), tuple(held)


def _between(lines: list[str], unit: str) -> tuple[str, ...]:
    return (units.END, *units.cut("\n".join(lines), unit), units.END)


SHIPPED = tuple(CharacterSpec(corpus=language) for language in LANGUAGES)
DEFAULTS = SHIPPED
