"""Naive Bayes: a class is as likely as its prior times the product of its words' likelihoods.

In logs the product is a sum, so that the verdict is an addition that can be read word by word.
Source: Manning, Raghavan, Schütze (2008), "Introduction to Information Retrieval", chapter 13;
McCallum and Nigam (1998), "A Comparison of Event Models for Naive Bayes Text Classification".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.text.counts import Counts, Document, Vocabulary

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class NaiveBayes:
    """What is learned: log P(c) (C,) and log P(w|c) (C, V), for C classes and V words."""

    classes: tuple[str, ...]
    vocabulary: Vocabulary
    log_prior: Floats
    log_likelihood: Floats


@dataclass(frozen=True)
class Share:
    """The contribution of one known word to the decision between two classes.

    ``ratio`` is log P(w|a) - log P(w|b) for one occurrence; ``total`` is that times ``count``.
    """

    word: str
    count: int
    log_a: float
    log_b: float

    @property
    def ratio(self) -> float:
        return self.log_a - self.log_b

    @property
    def total(self) -> float:
        return self.count * self.ratio


def fit_naive_bayes(
    counts: Counts,  # (N, V)
    labels: Sequence[str],  # (N,)
    vocabulary: Vocabulary,
    *,
    alpha: float = 1.0,
    prior: Sequence[float] | None = None,  # (C,) in the order of the sorted labels; None counts
) -> NaiveBayes:
    """Train by counting, smoothing and taking logs.

    P(w|c) = (count of w in class c + alpha) / (count of all words in class c + alpha V).
    Raises LearnerError "one-class" where nothing can be told apart, "no-words" without any word.
    """
    classes = tuple(sorted(set(labels)))
    if len(classes) < 2:
        raise LearnerError("one-class", label=classes[0] if classes else "")
    if not len(vocabulary):
        raise LearnerError("no-words")
    member = np.array([[label == c for c in classes] for label in labels], float)  # (N, C)
    p_class = member.mean(axis=0) if prior is None else np.asarray(prior)  # (C,)
    smoothed = counts.transposed_times(member).T + alpha  # (C, V)
    p_word = smoothed / smoothed.sum(axis=1, keepdims=True)  # (C, V), each row adds up to 1
    return NaiveBayes(classes, vocabulary, np.log(p_class), np.log(p_word))


def log_joint(model: NaiveBayes, counts: Counts) -> Floats:
    """log P(c) + the sum over words of count(w) log P(w|c): (N, V) -> (N, C)."""
    return model.log_prior + counts.times(model.log_likelihood.T)


def log_sum_exp(values: Floats) -> Floats:
    """log of the sum of exp along the last axis, without underflow: (..., C) -> (...)."""
    top = values.max(axis=-1, keepdims=True)
    return (top + np.log(np.exp(values - top).sum(axis=-1, keepdims=True)))[..., 0]


def posterior(joint: Floats) -> Floats:
    """P(c|d) = P(d, c) / P(d), P(d) being the sum of P(d, c) over the classes: (N, C) -> (N, C)."""
    return np.exp(joint - log_sum_exp(joint)[..., None])


def predict(model: NaiveBayes, counts: Counts) -> list[str]:
    """The class of the largest log P(d, c) for each document; P(d) is not needed to find it."""
    return [model.classes[i] for i in log_joint(model, counts).argmax(axis=1)]


def shares(model: NaiveBayes, document: Document, a: str, b: str) -> list[Share]:
    """What each known word of a document adds to log P(a|d) - log P(b|d), in reading order.

    Together with the prior's log P(a) - log P(b) the totals add up to that difference exactly.
    """
    row_a, row_b = (model.log_likelihood[model.classes.index(c)] for c in (a, b))
    index = model.vocabulary.index
    known = Counter(word for word in document if word in index)  # keeps the reading order
    return [
        Share(word, n, float(row_a[index[word]]), float(row_b[index[word]]))
        for word, n in known.items()
    ]


def prior_ratio(model: NaiveBayes, a: str, b: str) -> float:
    """log P(a) - log P(b): the start of the sum, and all of it if no word is known."""
    place = model.classes.index
    return float(model.log_prior[place(a)] - model.log_prior[place(b)])
