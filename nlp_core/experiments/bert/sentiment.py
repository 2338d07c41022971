"""A review judged by a fine-tuned BERT, and what becomes of its verdict without each word."""

from dataclasses import dataclass

import torch

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.corpora.pretraining.tokenizer import MASK
from nlp_core.experiments.bert.sentence import Read, read
from nlp_core.experiments.transfer.judging import CPU, Classifier
from nlp_core.memory import never, per_model
from nlp_core.training.classification import as_texts, pooled

PRAISE = 0  # the number of the label


@dataclass(frozen=True)
class Verdict:
    """The probability of praise, from 0 to 1, and ``without`` each word: all its pieces hidden."""

    read: Read
    praise: float
    without: tuple[float, ...]

    @property
    def gains(self) -> tuple[float, ...]:
        """What each word adds to the probability, in percentage points: less than 0 for blame."""
        return tuple(100 * (self.praise - other) for other in self.without)

    @property
    def strongest(self) -> int:
        """The place of the word without which the probability moves most."""
        return max(range(len(self.gains)), key=lambda place: abs(self.gains[place]))


@per_model(8, shared=never)
def judge(run: Classifier, text: str) -> Verdict:
    """The verdict on a review; LearnerError as :func:`sentence.read` raises it."""
    found = read(text, run.spec.network.corpus)
    hidden = [_without(found, place) for place in range(len(found.words))]
    rows = as_texts([found.pieces, *hidden], [0] * (1 + len(hidden)), LONGEST + 3, CPU)
    with torch.inference_mode():
        scores = run.model.head(pooled(run.model, rows))  # (1 + words, classes)
    praise, *without = scores.softmax(-1)[:, PRAISE].tolist()
    return Verdict(found, praise, tuple(without))


def _without(found: Read, place: int) -> tuple[int, ...]:
    pieces = [word.pieces for word in found.words]
    pieces[place] = (MASK,) * len(pieces[place])
    return tuple(piece for word in pieces for piece in word)
