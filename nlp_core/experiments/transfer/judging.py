"""A learner's own review, judged by a classifier that was fine-tuned here."""

import torch

from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.errors import LearnerError
from nlp_core.models.text_classifier import TextClassifier
from nlp_core.recipes.fine_tuning import FineTuningSpec
from nlp_core.text.plain import plain
from nlp_core.trained import Trained
from nlp_core.training.classification import as_texts, pooled

Classifier = Trained[FineTuningSpec, TextClassifier]
CPU = torch.device("cpu")


def belief(run: Classifier, text: str) -> float:
    """The probability of praise, from 0 to 1; of a long text the beginning is read.

    Raises LearnerError "empty-text" where there is nothing to read.
    """
    spelled = plain(text)
    if not spelled:
        raise LearnerError("empty-text")
    found = as_texts(encode([spelled], run.spec.network.corpus), [0], LONGEST + 3, CPU)
    scores = run.model.head(pooled(run.model, found))  # (1, classes)
    return float(scores.softmax(-1)[0, 0])
