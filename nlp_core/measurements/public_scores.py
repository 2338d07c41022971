"""What naive Bayes reaches on public corpora, and in what time, loading apart.

NSMC is scored on its test split without the texts that also occur in training, and its split is
not the official one where the data folder's own was rebuilt; the others by ten folds over their
distinct texts.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp_core.corpora.public import Row, load
from nlp_core.text.character_runs import count_runs, find_runs, vocabulary_of
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import fit_naive_bayes, predict
from nlp_core.text.reader import Reader

FOLDS = 10


@dataclass(frozen=True)
class Score:
    """A measured number, how many texts were judged for it, and the seconds it took."""

    name: str
    value: float
    judged: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.name:48} {self.seconds:8.3f} s   {self.value:.4f} on {self.judged:,} texts"


def public_scores() -> Iterator[Score]:
    """All of them; LearnerError "no-corpus" where a corpus is neither here nor to be had."""
    nsmc = load("nsmc")
    yield nsmc_accuracy(nsmc["train"], nsmc["test"])
    yield polarity_accuracy(load("sentence_polarity")["all"])
    yield spam_f1(load("sms_spam")["all"])


def nsmc_accuracy(train: Sequence[Row], test: Sequence[Row]) -> Score:
    """Runs of 2 and 3 characters, alpha 1: learned from ``train``, judged on what is new in
    ``test``."""
    seen = {text for text, _ in train}
    held_out = [row for row in test if row[0] not in seen]
    began = time.perf_counter()
    runs = find_runs([text for text, _ in train])
    vocabulary = vocabulary_of(runs)
    counts = count_runs(runs, vocabulary)
    model = fit_naive_bayes(counts, [label for _, label in train], vocabulary)
    verdicts = predict(model, count_runs(find_runs([text for text, _ in held_out]), vocabulary))
    seconds = time.perf_counter() - began
    right = sum(v == label for v, (_, label) in zip(verdicts, held_out, strict=True))
    name = f"NSMC, {len(train):,} texts, runs: accuracy"
    return Score(name, right / len(held_out), len(held_out), seconds)


def polarity_accuracy(rows: Sequence[Row], folds: int = FOLDS) -> Score:
    """Words and pairs of words, alpha 1."""
    began = time.perf_counter()
    judged = list(_folded(rows, Reader("en", "pairs"), folds))
    right = sum(verdict == truth for verdict, truth in judged)
    seconds = time.perf_counter() - began
    name = f"sentence_polarity, {folds} folds, pairs: accuracy"
    return Score(name, right / len(judged), len(judged), seconds)


def spam_f1(rows: Sequence[Row], folds: int = FOLDS) -> Score:
    """Words, alpha 1; the harmonic mean of precision and recall of "spam"."""
    began = time.perf_counter()
    judged = list(_folded(rows, Reader("en", "words"), folds))
    hits = sum(verdict == truth == "spam" for verdict, truth in judged)
    named = sum((verdict == "spam") + (truth == "spam") for verdict, truth in judged)
    seconds = time.perf_counter() - began
    return Score(
        f"sms_spam, {folds} folds, words: F1 of spam", 2 * hits / named, len(judged), seconds
    )


def _folded(rows: Sequence[Row], reader: Reader, folds: int) -> Iterator[tuple[str, str]]:
    """Verdict and truth of each distinct text, judged by what was learned from the other folds."""
    distinct = list(dict(rows).items())
    random.Random(0).shuffle(distinct)
    documents = [reader.units(text) for text, _ in distinct]
    labels = [label for _, label in distinct]
    for fold in range(folds):
        rest = [i for i in range(len(distinct)) if i % folds != fold]
        learned = [documents[i] for i in rest]
        vocabulary = build_vocabulary(learned)
        counts = count(learned, vocabulary)
        model = fit_naive_bayes(counts, [labels[i] for i in rest], vocabulary)
        verdicts = predict(model, count(documents[fold::folds], vocabulary))
        yield from zip(verdicts, labels[fold::folds], strict=True)
