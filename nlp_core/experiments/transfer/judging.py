"""Texts judged by a fine-tuned classifier: how likely each is praise."""

from collections.abc import Sequence

import torch

from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.corpora.reviews import LABELS
from nlp_core.errors import LearnerError
from nlp_core.models.text_classifier import TextClassifier
from nlp_core.recipes.fine_tuning import FineTuningSpec
from nlp_core.text.plain import plain
from nlp_core.trained import Trained
from nlp_core.training.classification import as_texts, pooled

Classifier = Trained[FineTuningSpec, TextClassifier]
CPU = torch.device("cpu")
PRAISE = LABELS.index("positive")


def belief(run: Classifier, text: str) -> float:
    """The probability of praise, from 0 to 1; of a long text the beginning is read.

    Raises LearnerError "empty-text" where there is nothing to read.
    """
    spelled = plain(text)
    if not spelled:
        raise LearnerError("empty-text")
    return beliefs(run, encode([spelled], run.spec.network.corpus))[0]


def beliefs(run: Classifier, texts: Sequence[Sequence[int]]) -> list[float]:
    """The same for texts as the ids of their tokens."""
    found = as_texts(texts, [0] * len(texts), LONGEST + 3, CPU)
    with torch.inference_mode():
        scores = run.model.head(pooled(run.model, found))  # (texts, classes)
    praise: list[float] = scores.softmax(-1)[:, PRAISE].tolist()
    return praise
