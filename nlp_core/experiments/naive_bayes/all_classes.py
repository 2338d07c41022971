"""More than two classes: one text judged among all of them, and all of them on held-out texts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.experiments.naive_bayes.evaluation import by_naive_bayes, majority, split
from nlp_core.experiments.naive_bayes.verdict import Row
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import NaiveBayes, log_joint, posterior

SPLITS = 5


@dataclass(frozen=True)
class Judged:
    """Verdicts on the held-out texts of all splits: ``table`` (C, C), rows are the truth."""

    classes: tuple[str, ...]
    table: NDArray[np.int64]
    majority: float
    splits: int

    @property
    def accuracy(self) -> float:
        """The share of right verdicts; NaN where nothing was held out."""
        total = int(self.table.sum())
        return float(np.trace(self.table)) / total if total else float("nan")

    @property
    def tested(self) -> int:
        """Texts held out in one split."""
        return int(self.table.sum()) // self.splits

    def among(self, classes: Sequence[str]) -> NDArray[np.int64]:
        """The part of the table for some classes, in their order (K, K)."""
        places = [self.classes.index(one) for one in classes]
        return self.table[np.ix_(places, places)]


def likeliest(model: NaiveBayes, units: Sequence[str]) -> list[tuple[str, float]]:
    """Each class with P(c|d) for a text cut into units, the likeliest first."""
    counts = count([units], model.vocabulary)
    p = posterior(log_joint(model, counts))[0]
    order = np.argsort(-p, kind="stable")
    return [(model.classes[i], float(p[i])) for i in order]


def judge_held_out(
    rows: Sequence[Row], cut: Sequence[Sequence[str]], alpha: float = 1.0, splits: int = SPLITS
) -> Judged:
    """Naive Bayes on random splits of rows of any number of classes; ``cut`` are their units."""
    classes = tuple(sorted({label for _, label in rows}))
    number = {label: i for i, label in enumerate(classes)}
    table = np.zeros((len(classes), len(classes)), int)
    place = {text: i for i, (text, _) in enumerate(rows)}
    everything = count(cut, build_vocabulary(cut))
    bases = []
    for seed in range(splits):
        learning, held_out = split(rows, seed)
        if not held_out:
            continue
        labels = [label for _, label in learning]
        known = everything.documents(np.array([place[text] for text, _ in learning]))
        tested = everything.documents(np.array([place[text] for text, _ in held_out]))
        words = np.unique(known.column)
        p = by_naive_bayes(known.words(words), labels, tested.words(words), alpha)
        learned = sorted(set(labels))
        said = [number[learned[i]] for i in p.argmax(axis=1)]
        np.add.at(table, ([number[label] for _, label in held_out], said), 1)
        bases.append(majority(learning, held_out))
    return Judged(classes, table, float(np.mean(bases)) if bases else float("nan"), splits)
