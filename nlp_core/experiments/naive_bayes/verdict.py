"""A verdict opened up: what was counted, what every word added, and the words that tip it.

Pang, Lee and Vaithyanathan (2002), "Thumbs up? Sentiment Classification using Machine Learning
Techniques", is where counting words met reviews.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp_core.corpora.reviews import LANGUAGES, reviews
from nlp_core.errors import LearnerError
from nlp_core.memory import per_model, per_visitor
from nlp_core.models.tally import Tally
from nlp_core.recipes.naive_bayes import as_naive_bayes
from nlp_core.text.character_runs import count_runs, find_runs, vocabulary_of
from nlp_core.text.cleaning import clean
from nlp_core.text.counts import build_vocabulary, count
from nlp_core.text.naive_bayes import (
    NaiveBayes,
    Share,
    fit_naive_bayes,
    log_joint,
    log_sum_exp,
    posterior,
    prior_ratio,
    shares,
)
from nlp_core.text.reader import Reader, without, words
from nlp_core.text.tidying import tidy
from nlp_core.trained import Trained

Row = tuple[str, str]  # text, label
OWN_ROWS = {  # to begin with, where a learner writes rows
    "ko": (
        ("정말 재미있다", "positive"),
        ("또 보고 싶다", "positive"),
        ("너무 지루하다", "negative"),
    ),
    "en": (("really funny", "positive"), ("see it again", "positive"), ("so boring", "negative")),
}


@cache
def review_rows(language: str) -> tuple[Row, ...]:
    """The written reviews as rows."""
    return tuple((review.text, review.label) for review in reviews(language))


def check_text(text: str) -> None:
    """Raise LearnerError "empty-text" or "no-letters" where a text holds nothing to count."""
    if not text.strip():
        raise LearnerError("empty-text")
    if not words(text):
        raise LearnerError("no-letters")


def worded_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that hold words, cleaned."""
    cleaned = ((clean(text, limit=1000).text, label) for text, label in rows)
    return tuple((text, label) for text, label in cleaned if words(text))


def usable_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that hold words, cleaned. Raises LearnerError "empty-class" if a label has none."""
    given = list(rows)
    kept = worded_rows(given)
    check_worded({label for _, label in given}, kept)
    return kept


def check_worded(labels: Collection[str], rows: Iterable[Row]) -> None:
    """Raise LearnerError "empty-class" where one of the labels has no row."""
    lost = set(labels) - {label for _, label in rows}
    if lost:
        raise LearnerError("empty-class", label=min(lost))


def check_classes(rows: Sequence[Row]) -> None:
    """Raise LearnerError "one-class" or "no-words" where nothing can be told apart."""
    if not rows:
        raise LearnerError("no-words")
    labels = {label for _, label in rows}
    if len(labels) < 2:
        raise LearnerError("one-class", label=min(labels))


def frequent_labels(rows: Sequence[Row], most: int = 50) -> list[str]:
    """The labels by how many rows bear them; LearnerError "too-many-labels" beyond ``most``."""
    labels = [label for label, _ in Counter(label for _, label in rows if label).most_common()]
    if not labels:
        raise LearnerError("no-labels")
    if len(labels) > most:
        raise LearnerError("too-many-labels", found=len(labels), limit=most)
    return labels


def problems(rows: Sequence[Row], usable: Sequence[Row]) -> list[LearnerError]:
    """What a learner should know about the rows of a file: not wrong, but to be told."""
    found = []
    unlabelled = sum(not label for _, label in rows)
    if unlabelled:
        found.append(LearnerError("unlabelled", count=unlabelled))
    repeated = len(usable) - len({text for text, _ in usable})
    if repeated:
        found.append(LearnerError("repeated", count=repeated))
    return found


def are_shipped(rows: tuple[Row, ...], *_: Any, **__: Any) -> bool:
    """Whether these rows are written reviews that come with the site."""
    return any(rows == review_rows(language) for language in LANGUAGES)


@per_visitor(2, shared=are_shipped)
def tidied_rows(rows: tuple[Row, ...], *, shorten: bool) -> tuple[tuple[Row, ...], int]:
    """Rows without HTML remains, letters shortened if asked for; how many had such remains."""
    found = tidy([text for text, _ in rows], shorten=shorten)
    labels = (label for _, label in rows)
    return tuple(zip(found.texts, labels, strict=True)), found.marked


@per_visitor(8, shared=are_shipped)
def learn(
    rows: tuple[Row, ...],
    reader: Reader,
    alpha: float = 1.0,
    prior: tuple[float, ...] | None = None,
) -> NaiveBayes:
    """Naive Bayes over rows. ``prior`` follows the sorted labels; None: as often as they occur."""
    texts, labels = [text for text, _ in rows], [label for _, label in rows]
    if reader.unit == "runs":
        runs = find_runs(texts, 2, 3)
        vocabulary = vocabulary_of(runs)
        counts = count_runs(runs, vocabulary)
    else:
        documents = [reader.units(text) for text in texts]
        vocabulary = build_vocabulary(documents)
        counts = count(documents, vocabulary)
    return fit_naive_bayes(counts, labels, vocabulary, alpha=alpha, prior=prior)


@per_model(8)
def counted(
    trained: Trained[Any, Tally], alpha: float = 1.0, prior: tuple[float, ...] | None = None
) -> NaiveBayes:
    """Naive Bayes from the counts of a trained model."""
    return as_naive_bayes(trained.model, trained.vocabulary, alpha=alpha, prior=prior)


@dataclass(frozen=True)
class Verdict:
    """A judgement between two classes: ``towards`` counts as plus, ``against`` as minus.

    ``prior`` + the shares' totals = ``odds`` = log P(towards|d) - log P(against|d). By class:
    log P(c), log P(d|c), log P(d, c), P(c|d); ``evidence`` is log P(d). ``unknown`` are the words
    or runs that the training rows never held.
    """

    towards: str
    against: str
    prior: float
    shares: tuple[Share, ...]
    odds: float
    log_prior: dict[str, float]
    log_likelihood: dict[str, float]
    log_joint: dict[str, float]
    posterior: dict[str, float]
    evidence: float
    unknown: tuple[str, ...]

    @property
    def winner(self) -> str:
        """The class with the larger posterior; ``towards`` where they tie."""
        return self.towards if self.odds >= 0 else self.against


def judge_text(
    model: NaiveBayes, text: str, reader: Reader, *, towards: str | None = None
) -> Verdict:
    """Judge a text between ``towards`` (or else the likeliest class) and the likeliest other."""
    document = reader.units(text)
    joint = log_joint(model, count([document], model.vocabulary))[0]  # (C,)
    ranked = [model.classes[i] for i in np.argsort(-joint, kind="stable")]
    plus = ranked[0] if towards is None else towards
    minus = next(c for c in ranked if c != plus)

    def by_class(values: np.ndarray) -> dict[str, float]:
        return dict(zip(model.classes, values.tolist(), strict=True))

    log_p = by_class(joint)
    return Verdict(
        towards=plus,
        against=minus,
        prior=prior_ratio(model, plus, minus),
        shares=tuple(shares(model, document, plus, minus)),
        odds=log_p[plus] - log_p[minus],
        log_prior=by_class(model.log_prior),
        log_likelihood=by_class(joint - model.log_prior),
        log_joint=log_p,
        posterior=by_class(posterior(joint[None])[0]),
        evidence=float(log_sum_exp(joint)),
        unknown=tuple(dict.fromkeys(t for t in document if t not in model.vocabulary)),
    )


def variants(text: str) -> Iterator[str]:
    """The text, each word of it alone, and the text without it: what ``tipping_words`` judges."""
    spoken = dict.fromkeys(token.text for token in words(text))
    yield text
    yield from spoken
    yield from (without(text, word) for word in spoken)


def tipping_words(model: NaiveBayes, text: str, reader: Reader, most: int = 12) -> list[str]:
    """The words of ``text`` without which another class would win: each is left out in turn.

    A long text's words are too many to try: the ``most`` that speak most for the winner are tried.
    """
    winner = judge_text(model, text, reader).winner
    spoken = Counter(token.text for token in words(text))

    def weight(word: str) -> float:
        alone = judge_text(model, word, reader, towards=winner)
        return spoken[word] * (alone.odds - alone.prior)

    tried = sorted(spoken, key=weight, reverse=True)[:most] if len(spoken) > most else spoken
    return [
        word
        for word in spoken
        if word in tried and judge_text(model, without(text, word), reader).winner != winner
    ]
