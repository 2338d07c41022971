"""A review judged by a fine-tuned BERT, and what becomes of its verdict without each word."""

from dataclasses import dataclass

from nlp_core.corpora.pretraining.tokenizer import MASK
from nlp_core.experiments.bert.sentence import Read, read
from nlp_core.experiments.transfer.judging import Classifier, beliefs
from nlp_core.memory import never, per_model

MOST = 24  # words that are hidden in turn; of a long review fewer
ROOM = 1_500  # tokens of a review's variants in all: some .15 s of a core


@dataclass(frozen=True)
class Verdict:
    """The probability of praise, from 0 to 1, and ``without`` each of the first words: all the
    pieces of one hidden.
    """

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
    shown = min(MOST, len(found.words), ROOM // len(found.pieces))
    hidden = [_without(found, place) for place in range(shown)]
    praise, *without = beliefs(run, [found.pieces, *hidden])
    return Verdict(found, praise, tuple(without))


def _without(found: Read, place: int) -> tuple[int, ...]:
    pieces = [word.pieces for word in found.words]
    pieces[place] = (MASK,) * len(pieces[place])
    return tuple(piece for word in pieces for piece in word)
