"""A verdict opened up: what was counted, what every word added, and the words that tip it.

Pang, Lee and Vaithyanathan (2002), "Thumbs up? Sentiment Classification using Machine Learning
Techniques", is where counting words met reviews.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from nlp_core.corpora.reviews import reviews
from nlp_core.errors import LearnerError
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
from nlp_core.text.tokenizers import (
    Token,
    character_ngrams,
    countable,
    english_words,
    eojeol,
    word_ngrams,
)

Row = tuple[str, str]  # text, label
UNITS = ("words", "pairs", "characters")
OWN_ROWS = {  # to begin with, where a learner writes rows
    "ko": (
        ("정말 재미있다", "positive"),
        ("또 보고 싶다", "positive"),
        ("너무 지루하다", "negative"),
    ),
    "en": (("really funny", "positive"), ("see it again", "positive"), ("so boring", "negative")),
}


def words(text: str, language: str) -> list[Token]:
    """The words of a text that are worth counting, in lower case: in Korean, eojeol."""
    return countable(eojeol(text) if language == "ko" else english_words(text))


def units(text: str, language: str, unit: str) -> list[str]:
    """What is counted: "words", "pairs" (words and neighbouring pairs), "characters" (2 and 3)."""
    if unit == "characters":
        return [token.text for token in countable(character_ngrams(text, 2, 3))]
    return [t.text for t in word_ngrams(words(text, language), 1, 2 if unit == "pairs" else 1)]


def review_rows(language: str) -> tuple[Row, ...]:
    """The written reviews as rows."""
    return tuple((review.text, review.label) for review in reviews(language))


def check_text(text: str) -> None:
    """Raise LearnerError "empty-text" or "no-letters" where a text holds nothing to count."""
    if not text.strip():
        raise LearnerError("empty-text")
    if not countable(eojeol(text)):
        raise LearnerError("no-letters")


def usable_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that hold words, cleaned. Raises LearnerError "empty-class" if a label has none."""
    cleaned = [(clean(text, limit=1000).text, label) for text, label in rows]
    kept = tuple((text, label) for text, label in cleaned if countable(eojeol(text)))
    lost = {label for _, label in cleaned} - {label for _, label in kept}
    if lost:
        raise LearnerError("empty-class", label=min(lost))
    return kept


@lru_cache(maxsize=64)
def learn(
    rows: tuple[Row, ...],
    language: str,
    unit: str,
    alpha: float = 1.0,
    prior: tuple[float, ...] | None = None,
) -> NaiveBayes:
    """Naive Bayes over rows, kept for a while. ``prior`` follows the sorted labels; None counts."""
    documents = [units(text, language, unit) for text, _ in rows]
    vocabulary = build_vocabulary(documents)
    counts = count(documents, vocabulary)
    return fit_naive_bayes(
        counts, [label for _, label in rows], vocabulary, alpha=alpha, prior=prior
    )


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
    model: NaiveBayes, text: str, language: str, unit: str, *, towards: str | None = None
) -> Verdict:
    """Judge a text between ``towards`` (or else the likeliest class) and the likeliest other."""
    document = units(text, language, unit)
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


def tipping_words(
    model: NaiveBayes, text: str, language: str, unit: str, most: int = 12
) -> list[str]:
    """The words of ``text`` without which another class would win: each is left out in turn.

    A long text's words are too many to try: the ``most`` that speak most for the winner are tried.
    """
    winner = judge_text(model, text, language, unit).winner
    spoken = Counter(token.text for token in words(text, language))

    def weight(word: str) -> float:
        alone = judge_text(model, word, language, unit, towards=winner)
        return spoken[word] * (alone.odds - alone.prior)

    tried = sorted(spoken, key=weight, reverse=True)[:most] if len(spoken) > most else spoken
    return [
        word
        for word in spoken
        if word in tried
        and judge_text(model, without(text, word, language), language, unit).winner != winner
    ]


def without(text: str, word: str, language: str) -> str:
    """``text`` with every occurrence of a word left out.

    >>> without("not good, not bad", "not", "en")
    'good, bad'
    """
    for token in reversed(words(text, language)):
        if token.text == word:
            text = text[: token.start].rstrip() + " " + text[token.end :].lstrip()
    return text.strip()


def reversed_words(text: str, language: str) -> str:
    """The words of ``text`` from last to first.

    >>> reversed_words("Good, not bad.", "en")
    'bad not good'
    """
    return " ".join(token.text for token in reversed(words(text, language)))
