"""Word vectors of the little world, scored on its gold analogies while they are learned.

Mikolov et al. 2013b; the text is generated, so the right answers are known. A learner's own text
can be read instead (``nlp_core.text.own_corpus``): it has no gold, and compiled loops read it.
"""

import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

import torch

from nlp_core.corpora.little_world.questions import (
    SLICE,
    gold_pairs,
    gold_questions,
    written,
)
from nlp_core.models.word2vec import Word2Vec
from nlp_core.recipes.own_text import WorldOrOwn
from nlp_core.text import own_corpus
from nlp_core.text.embeddings import Vectors, analogy_accuracy
from nlp_core.training import word2vec_loops
from nlp_core.training.run import SEED, Bundle, Point, allowed, best_device, check, seeded
from nlp_core.training.word2vec import Settings, Text, train

LANGUAGES = ("ko", "en")
CORPORA = ("little_world", "own")
OBJECTIVES = ("skip-gram", "cbow")
SHOWN = "country-capital"  # the relation whose words are kept along the way, for the animation
REPORTS = 36


@dataclass(frozen=True)
class Word2VecSpec(WorldOrOwn):
    """How vectors are learned from the little world's text, whose slices are read in turn."""

    NAME: ClassVar[str] = "word2vec"
    VERSION: ClassVar[int] = 2

    language: str = field(default="en", metadata=allowed("language of the text", LANGUAGES))
    corpus: str = field(default="little_world", metadata=allowed("text to read", CORPORA))
    slices: int = field(
        default=12, metadata=allowed(f"different slices of {SLICE:,} sentences", low=1, high=1000)
    )
    objective: str = field(default="skip-gram", metadata=allowed("what is predicted", OBJECTIVES))
    window: int = field(default=5, metadata=allowed("words on each side", low=1, high=50))
    d_model: int = field(default=100, metadata=allowed("size of the vectors", low=1, high=1024))
    negatives: int = field(
        default=5, metadata=allowed("random words against each neighbour", low=1, high=100)
    )
    steps: int = field(
        default=1600, metadata=allowed("chunks of text to read", low=1, high=100_000)
    )
    learning_rate: float = field(
        default=0.05, metadata=allowed("learning rate at the start", low=0.0001, high=1)
    )
    text: str = field(
        default="", metadata=allowed("own text: a sentence a line, cut into units", private=True)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)
        if self.is_own:
            own_corpus.check(self.text)

    def build(self) -> Bundle:
        """Untrained vectors for the words of the text (of its first slice), and their counts.

        ``shown`` are the pairs, or in an own text the words, whose vectors snapshots keep.
        """
        if self.is_own:
            known, often = own_corpus.check(self.text)
            told = own_corpus.telling(known)
            return self.restore({"words": list(known), "counts": list(often), "shown": told})
        counts = Counter(itertools.chain.from_iterable(written(self.language, 0)))
        words, seen = zip(*counts.most_common(), strict=True)
        pairs = gold_pairs(self.language, SHOWN)
        return self.restore({"words": list(words), "counts": list(seen), "shown": pairs})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle:
        """Untrained vectors for a vocabulary that was stored with its weights."""
        with seeded(self.seed):
            return Bundle(Word2Vec(len(vocabulary["words"]), self.d_model), vocabulary)

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """Train; the first point is the untrained model, snapshots hold the shown words' vectors.

        Metrics: ``accuracy`` on the gold analogies without the question's words (an own text has
        none), and ``words_per_second`` of text read, the frequent words that are skipped included.
        """
        device = torch.device("cpu") if self.is_own else best_device()
        model = bundle.model.to(device)
        assert isinstance(model, Word2Vec)
        words = bundle.vocabulary["words"]
        index = {word: i for i, word in enumerate(words)}
        shown = bundle.vocabulary["shown"]
        rows = torch.tensor([[index[word] for word in ([p] if self.is_own else p)] for p in shown])
        questions = () if self.is_own else gold_questions(self.language)

        def point(step: int, loss: float, **metrics: float) -> Point:
            table = model.input.weight.detach().cpu()
            if questions:
                vectors = Vectors(tuple(words), table.numpy())
                metrics["accuracy"] = analogy_accuracy(vectors, questions)
            kept = {"words": table[rows[:, 0]]} if self.is_own else {"pairs": table[rows]}
            return Point(step, self.steps, loss, metrics, kept)  # (N, C) or (N, 2, C)

        yield point(0, float("nan"))
        reading = Reading(self._slice, 1 if self.is_own else self.slices, words, device)
        counts = torch.tensor(bundle.vocabulary["counts"], device=device)
        dice = torch.Generator(device).manual_seed(self.seed)
        learn = partial(word2vec_loops.train, threads=1) if self.is_own else train
        for at in learn(model, reading, counts, self.settings(), dice, reports=REPORTS):
            yield point(at.step, at.loss, words_per_second=reading.words / reading.seconds)

    def _slice(self, number: int) -> list[list[str]]:
        return own_corpus.parse(self.text) if self.is_own else written(self.language, number)

    def settings(self) -> Settings:
        """How to train; CBOW, whose gradient a window's words share, takes twice the rate."""
        twice = 2 if self.objective == "cbow" else 1
        return Settings(
            objective=self.objective,
            window=self.window,
            negatives=self.negatives,
            steps=self.steps,
            learning_rate=twice * self.learning_rate,
        )


class Reading:
    """The text, slice after slice and round again; keeps count of what was read."""

    def __init__(
        self,
        written: Callable[[int], list[list[str]]],
        slices: int,
        words: Sequence[str],
        device: torch.device,
    ) -> None:
        """``written`` gives a slice, by its number, as sentences of words."""
        self._written, self._slices, self._device = written, slices, device
        self._index = {word: i for i, word in enumerate(words)}
        self._encoded: dict[int, Text] = {}
        self.words = 0
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Time since the reading began, without the time it took to write the text."""
        return time.perf_counter() - self._start

    def __iter__(self) -> Iterator[Text]:
        for i in itertools.cycle(range(self._slices)):
            if i not in self._encoded:
                before = time.perf_counter()
                self._encoded[i] = self._encode(self._written(i))
                self._start += time.perf_counter() - before
            self.words += len(self._encoded[i].ids)
            yield self._encoded[i]

    def _encode(self, tokens: Sequence[Sequence[str]]) -> Text:
        """Word ids and sentence numbers; words that the vocabulary lacks are left out."""
        found = [
            (self._index[word], number)
            for number, sentence in enumerate(tokens)
            for word in sentence
            if word in self._index
        ]
        ids, numbers = torch.tensor(found, dtype=torch.int64, device=self._device).unbind(1)
        return Text(ids.contiguous(), numbers.contiguous())


SHIPPED = tuple(Word2VecSpec(language=language) for language in LANGUAGES)
DEFAULTS = SHIPPED
