"""A classifier on texts it has not seen: accuracy, learning curve, confusion, calibration.

Naive Bayes stands beside logistic regression on the same units, and beside always answering with
the most frequent class. Ng and Jordan (2001), "On Discriminative vs. Generative Classifiers",
compare the two; Guo et al. (2017), "On Calibration of Modern Neural Networks", define the error.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

import numpy as np
from numpy.typing import NDArray

from nlp_core.corpora.reviews import normalised
from nlp_core.experiments.naive_bayes.verdict import Row
from nlp_core.provenance import TrainedHere
from nlp_core.text.counts import (
    Counts,
    Vocabulary,
    build_vocabulary,
    count,
    inverse_document_frequency,
    tf_idf,
)
from nlp_core.text.logistic_regression import STEPS, fit_logistic_regression
from nlp_core.text.naive_bayes import fit_naive_bayes, log_joint, posterior

Floats = NDArray[np.float64]
MODELS = ("naive-bayes", "logistic-regression")
HELD_OUT = 0.25
MOST = 1000  # texts of a trial
FIRST_SEED = 0  # of the splits; the others follow it


@dataclass(frozen=True)
class Trial:
    """Several random splits, each learned from at growing sizes and tried on what was held out.

    ``accuracy`` maps a model to (splits, sizes); ``majority`` is (splits,); ``truth`` (N,) pools
    the held-out class numbers of all splits, and ``probabilities`` maps a model to their P(c|d)
    (N, C) at the largest size; ``texts`` (N,) are the held-out texts;
    ``seconds`` says how long each model took for all splits together.
    """

    classes: tuple[str, ...]
    sizes: tuple[int, ...]
    accuracy: dict[str, Floats]
    majority: Floats
    truth: NDArray[np.int64]
    probabilities: dict[str, Floats]
    texts: tuple[str, ...]
    seconds: dict[str, float]

    @property
    def provenance(self) -> TrainedHere:
        """Where the logistic regression's numbers come from; naive Bayes is computed exactly."""
        name = "logistic-regression"
        return TrainedHere(name, FIRST_SEED, STEPS, self.seconds[name], "CPU")

    def accuracy_on(self, model: str, texts: Collection[str]) -> float:
        """Accuracy over those held-out texts alone, over all splits; NaN where there is none."""
        chosen = np.array([text in texts for text in self.texts], bool)
        right = self.probabilities[model].argmax(axis=1) == self.truth
        return float(right[chosen].mean()) if chosen.any() else float("nan")

    def band(self, model: str) -> tuple[Floats, Floats, Floats]:
        """Mean accuracy over the splits, then one standard deviation below and above: (sizes,)."""
        mean, deviation = self.accuracy[model].mean(axis=0), self.accuracy[model].std(axis=0)
        return mean, mean - deviation, mean + deviation

    def numbers(self) -> dict[str, float]:
        """Mean accuracies at the full size, and how many splits and held-out texts gave them."""
        bayes, logistic = (float(self.accuracy[model][:, -1].mean()) for model in MODELS)
        splits, majority = len(self.majority), float(self.majority.mean())
        tested = len(self.truth) // splits
        return {
            "bayes": bayes,
            "logistic": logistic,
            "majority": majority,
            "splits": splits,
            "tested": tested,
        }

    def calibration(self, model: str, label: str) -> tuple[Floats, Floats]:
        """The predicted P(label|d) and how often the label was true, bin by bin."""
        place = self.classes.index(label)
        return calibration(self.probabilities[model][:, place], self.truth == place)[:2]

    def calibration_errors(self, label: str) -> dict[str, float]:
        """The expected calibration errors for P(label|d), under the names that ``numbers`` uses."""
        place = self.classes.index(label)
        bayes, logistic = (
            calibration_error(self.probabilities[model][:, place], self.truth == place)
            for model in MODELS
        )
        return {"bayes": bayes, "logistic": logistic}

    def confusion(self, model: str) -> NDArray[np.int64]:
        """How many texts of each class (row) got each verdict (column), over all splits: (C, C)."""
        table = np.zeros((len(self.classes), len(self.classes)), int)
        np.add.at(table, (self.truth, self.probabilities[model].argmax(axis=1)), 1)
        return table


def enough_to_hold_out(rows: Sequence[Row]) -> bool:
    """Whether every class has at least 8 texts of its own among those tried (``some``), so that
    some can be held out.
    """
    return min(map(len, own_texts(some(tuple(rows))).values())) >= 8


def some(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """At most ``MOST`` of the rows, chosen at random, so that trying them out takes seconds."""
    return rows if len(rows) <= MOST else tuple(random.Random(0).sample(rows, MOST))


def own_texts(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The rows of each class, each text once, without those that stand in several classes."""
    by_class: dict[str, dict[str, Row]] = defaultdict(dict)
    for text, label in rows:
        by_class[label].setdefault(normalised(text), (text, label))
    seen = Counter(chain.from_iterable(by_class.values()))
    return {
        label: [row for key, row in found.items() if seen[key] == 1]
        for label, found in by_class.items()
    }


def split(rows: Sequence[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Rows to learn from, classes by turns, and rows held out; no text stands in both."""
    rng = random.Random(seed)
    learning, held_out = [], []
    for _, pool in sorted(own_texts(rows).items()):
        rng.shuffle(pool)
        cut = round(len(pool) * HELD_OUT)
        held_out += pool[:cut]
        learning.append(pool[cut:])
    turns = chain.from_iterable(zip_longest(*learning))
    return [row for row in turns if row is not None], held_out


def try_out(
    rows: Sequence[Row],
    cut: Sequence[Sequence[str]],
    alpha: float = 1.0,
    splits: int = 10,
    sizes: tuple[int, ...] = (10, 20, 40, 80, 160),
) -> Trial:
    """Learn and be tried on random splits; the full size of a split is added to ``sizes``.

    ``cut`` are the units of each row's text. It may take seconds: pages leave it to a worker.
    """
    classes = tuple(sorted({label for _, label in rows}))
    halves = [split(rows, seed) for seed in range(FIRST_SEED, FIRST_SEED + splits)]
    full = len(halves[0][0])
    sizes = (*(size for size in sizes if size < full), full)
    truths = [np.array([classes.index(c) for _, c in held_out]) for _, held_out in halves]
    accuracy = {model: np.zeros((splits, len(sizes))) for model in MODELS}
    pooled: dict[str, list[Floats]] = {model: [] for model in MODELS}  # (N, C) of each split
    seconds = dict.fromkeys(MODELS, 0.0)
    everything, place = count(cut, build_vocabulary(cut)), {row[0]: i for i, row in enumerate(rows)}
    for i, half in enumerate(halves):
        first, second = (np.array([place[text] for text, _ in rows]) for rows in half)
        labels, tested = [label for _, label in half[0]], everything.documents(second)
        for j, size in enumerate(sizes):
            known = everything.documents(first[:size])
            for model, (p, took) in _tried(known, labels[:size], tested, alpha).items():
                seconds[model] += took
                accuracy[model][i, j] = (p.argmax(axis=1) == truths[i]).mean()
                if size == full:
                    pooled[model].append(p)
    return Trial(
        classes=classes,
        sizes=sizes,
        accuracy=accuracy,
        majority=np.array([majority(*half) for half in halves]),
        truth=np.concatenate(truths),
        probabilities={model: np.concatenate(parts) for model, parts in pooled.items()},
        texts=tuple(text for _, held_out in halves for text, _ in held_out),
        seconds=seconds,
    )


def _tried(
    known: Counts, labels: Sequence[str], tested: Counts, alpha: float
) -> dict[str, tuple[Floats, float]]:
    """P(c|d) of each test document (N, C) by each model, and the seconds that it took.

    The vocabulary holds training words alone.
    """
    words = np.unique(known.column)
    found = {}
    for model in MODELS:
        began = time.perf_counter()
        p = _PROBABILITIES[model](known.words(words), labels, tested.words(words), alpha)
        found[model] = p, time.perf_counter() - began
    return found


def majority(learning: Sequence[Row], held_out: Sequence[Row]) -> float:
    """How often the most frequent training label is right on held-out texts."""
    most = Counter(label for _, label in learning).most_common(1)[0][0]
    return sum(label == most for _, label in held_out) / len(held_out)


def by_naive_bayes(counts: Counts, labels: Sequence[str], tested: Counts, alpha: float) -> Floats:
    """P(c|d) of each test document (N, C)."""
    numbered = Vocabulary(tuple(map(str, range(counts.shape[1]))))
    return posterior(log_joint(fit_naive_bayes(counts, labels, numbered, alpha=alpha), tested))


def by_logistic_regression(
    counts: Counts, labels: Sequence[str], tested: Counts, _alpha: float
) -> Floats:
    """P(c|d) of each test document (N, C)."""
    idf = inverse_document_frequency(counts)
    regression = fit_logistic_regression(tf_idf(counts, idf), labels)
    return regression.probabilities(tf_idf(tested, idf))


_PROBABILITIES = dict(zip(MODELS, (by_naive_bayes, by_logistic_regression), strict=True))


def calibration(
    probability: Floats, happened: NDArray[np.bool_], bins: int = 8
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Mean probability, share that came true, and number of texts for each bin that holds any."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    number = np.bincount(place, minlength=bins)
    full = number > 0
    mean = np.bincount(place, weights=probability, minlength=bins)[full] / number[full]
    true = np.bincount(place, weights=happened.astype(float), minlength=bins)[full] / number[full]
    return mean, true, number[full]


def calibration_error(probability: Floats, happened: NDArray[np.bool_], bins: int = 8) -> float:
    """Expected calibration error: the mean gap of predicted and true, weighted by bin size."""
    mean, true, number = calibration(probability, happened, bins)
    return float((number * np.abs(mean - true)).sum() / number.sum())
