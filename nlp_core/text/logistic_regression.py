"""Logistic regression: the same sum of word weights, but learned together instead of word by word.

The weights minimise cross-entropy on the training documents plus a penalty on their size, by
gradient steps with momentum. Sources: Jurafsky and Martin, "Speech and Language Processing", the
chapter on logistic regression; Nesterov (1983) for the momentum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.counts import Counts
from nlp_core.text.naive_bayes import posterior

Floats = NDArray[np.float64]
STEPS = 100


@dataclass(frozen=True)
class LogisticRegression:
    """Weights (V, C) and biases (C,): P(c|d) is the softmax of counts @ weight + bias."""

    classes: tuple[str, ...]
    weight: Floats
    bias: Floats

    def probabilities(self, counts: Counts) -> Floats:
        """P(c|d): (N, V) -> (N, C)."""
        return posterior(counts.times(self.weight) + self.bias)


def fit_logistic_regression(
    counts: Counts,  # (N, V), every row of length 1 at most (as tf_idf gives them)
    labels: Sequence[str],
    *,
    strength: float = 1.0,
    steps: int = STEPS,
) -> LogisticRegression:
    """Minimise mean cross-entropy + |weight|^2 / (2 strength N); ``strength`` is sklearn's C."""
    classes = tuple(sorted(set(labels)))
    truth = np.array([[label == c for c in classes] for label in labels], float)  # (N, C)
    n, size = counts.shape
    decay = 1 / (strength * n)
    rate = 1 / (1 + decay)  # rows of length 1 and a bias bend the loss by no more than 1 + decay
    model = LogisticRegression(classes, np.zeros((size, len(classes))), np.zeros(len(classes)))
    weight, bias = model.weight, model.bias
    for step in range(steps):
        error = (model.probabilities(counts) - truth) / n  # (N, C)
        new_weight = model.weight - rate * (counts.transposed_times(error) + decay * model.weight)
        new_bias = model.bias - rate * error.sum(axis=0)
        push = step / (step + 3)  # momentum: look ahead along the last move
        model = LogisticRegression(
            classes, new_weight + push * (new_weight - weight), new_bias + push * (new_bias - bias)
        )
        weight, bias = new_weight, new_bias
    return LogisticRegression(classes, weight, bias)
