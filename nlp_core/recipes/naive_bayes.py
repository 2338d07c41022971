"""Naive Bayes on a public corpus: learned from ever more texts, tried on texts held out.

Counting 150,000 reviews takes seconds, too long for a page, so it is a training like any other.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
import torch

from nlp_core.corpora import public
from nlp_core.models.tally import Tally
from nlp_core.text.character_runs import count_runs, find_runs, vocabulary_of
from nlp_core.text.counts import Counts, Vocabulary, build_vocabulary, count
from nlp_core.text.naive_bayes import NaiveBayes, fit_naive_bayes, log_joint, posterior
from nlp_core.text.reader import CLASSIFIED, Reader
from nlp_core.training.run import SEED, Bundle, Point, allowed, check, one_thread

CORPORA = ("nsmc", "sentence_polarity")
LABELS = ("negative", "positive")
SIZES = (100, 300, 1000, 3000, 10_000, 30_000, 100_000)
HELD_OUT = 0.2  # of a corpus that comes in one piece


@dataclass(frozen=True)
class NaiveBayesSpec:
    """What is counted; ``alpha`` changes the curve only, since the model keeps the counts."""

    NAME: ClassVar[str] = "naive_bayes"
    VERSION: ClassVar[int] = 1

    corpus: str = field(default="nsmc", metadata=allowed("reviews to count", CORPORA))
    unit: str = field(default="runs", metadata=allowed("what is counted", CLASSIFIED["en"]))
    vocab_size: int = field(
        default=50_000, metadata=allowed("how many units, the most frequent", low=1, high=1_000_000)
    )
    alpha: float = field(
        default=1.0, metadata=allowed("added to each count", low=0.0001, high=1_000_000)
    )
    seed: int = field(default=0, metadata=SEED)

    def __post_init__(self) -> None:
        """Refuse values that no training can use, with ValueError."""
        check(self)

    @property
    def DATA(self) -> str:  # type: ignore[override]
        """The corpus and its licence."""
        return f"{self.corpus}, {public.CORPORA[self.corpus].licence}"

    def build(self) -> Bundle:
        """Empty counts; which words they are for is found in the texts."""
        return Bundle(Tally(2, 0), {"words": []})

    def restore(self, vocabulary: dict[str, Any]) -> Bundle:
        """A module that fits a stored vocabulary."""
        return Bundle(Tally(2, len(vocabulary["words"])), vocabulary)

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        """A point for each size of the training set: accuracy and loss on the texts held out."""
        with one_thread():  # counting needs no second one
            yield from self._sizes(bundle)

    def _sizes(self, bundle: Bundle) -> Iterator[Point]:
        train, test = self.split()
        yield Point(0, len(train), float("nan"))
        counts, tested, vocabulary = self._count(train, test)
        labels = [label for _, label in train]
        truth = np.array([LABELS.index(label) for _, label in test])
        for size in [*(size for size in SIZES if size < len(train)), len(train)]:
            if len(set(labels[:size])) < 2:
                continue
            model = fit_naive_bayes(counts.head(size), labels[:size], vocabulary, alpha=self.alpha)
            p = posterior(log_joint(model, tested))  # (N, 2)
            loss = -np.log(np.maximum(p[np.arange(len(truth)), truth], 1e-300)).mean()
            accuracy = float((p.argmax(axis=1) == truth).mean())
            yield Point(size, len(train), float(loss), {"accuracy": accuracy})
        bundle.model, bundle.vocabulary = _tally(counts, labels), {"words": vocabulary.words}

    def split(self) -> tuple[list[public.Row], list[public.Row]]:
        """Rows to learn from and rows held out; no text stands in both."""
        splits = public.load(self.corpus)
        rng = random.Random(self.seed)
        if "test" in splits:
            train = splits["train"]
            seen = {text for text, _ in train}
            return rng.sample(train, len(train)), [r for r in splits["test"] if r[0] not in seen]
        rows = list(dict(splits["all"]).items())
        rng.shuffle(rows)
        cut = round(len(rows) * HELD_OUT)
        return rows[cut:], rows[:cut]

    def _count(
        self, train: Sequence[public.Row], test: Sequence[public.Row]
    ) -> tuple[Counts, Counts, Vocabulary]:
        """Counts to learn from and to be tried on, over the training texts' vocabulary."""
        texts = [[text for text, _ in rows] for rows in (train, test)]
        if self.unit == "runs":
            runs = [find_runs(some) for some in texts]
            vocabulary = vocabulary_of(runs[0], at_most=self.vocab_size)
            first, second = (count_runs(some, vocabulary) for some in runs)
            return first, second, vocabulary
        reader = Reader(public.CORPORA[self.corpus].language, self.unit)
        documents = [[reader.units(text) for text in some] for some in texts]
        vocabulary = build_vocabulary(documents[0], at_most=self.vocab_size)
        first, second = (count(some, vocabulary) for some in documents)
        return first, second, vocabulary


def _tally(counts: Counts, labels: Sequence[str]) -> Tally:
    member = np.array([[label == c for c in LABELS] for label in labels], float)  # (N, 2)
    module = Tally(2, counts.shape[1])
    module.words = torch.from_numpy(counts.transposed_times(member).T.astype(np.int32))
    module.texts = torch.from_numpy(member.sum(axis=0).astype(np.int32))
    return module


def as_naive_bayes(
    model: Tally,
    vocabulary: dict[str, Any],
    *,
    alpha: float = 1.0,
    prior: Sequence[float] | None = None,
) -> NaiveBayes:
    """The counts smoothed and in logs, as the lesson reads them; ``prior`` None is as counted."""
    smoothed = model.words.numpy() + alpha  # (2, V)
    texts = model.texts.numpy()
    p_class = texts / texts.sum() if prior is None else np.asarray(prior)
    likelihood = np.log(smoothed / smoothed.sum(axis=1, keepdims=True))
    return NaiveBayes(LABELS, Vocabulary(tuple(vocabulary["words"])), np.log(p_class), likelihood)


SHIPPED: tuple[NaiveBayesSpec, ...] = (
    NaiveBayesSpec(),
    NaiveBayesSpec(corpus="sentence_polarity", unit="pairs", vocab_size=20_000),
)
DEFAULTS = SHIPPED
