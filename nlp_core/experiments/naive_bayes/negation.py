"""What a negation does to naive Bayes: it adds a share of its own and turns nothing round.

Pang, Lee and Vaithyanathan (2002), "Thumbs up? Sentiment Classification using Machine Learning
Techniques", section 6.1, marked the words after a negation for this reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp_core.experiments.naive_bayes.verdict import judge_text
from nlp_core.text.naive_bayes import NaiveBayes
from nlp_core.text.reader import Reader

NEGATION = {"ko": "안", "en": "not"}  # the word that each denial below adds
NEGATED = {  # a judgement, and the same judgement denied
    "ko": (
        ("재미있어요", "안 재미있어요"),
        ("맛있어요", "안 맛있어요"),
        ("편해요", "안 편해요"),
        ("배터리가 좋아요", "배터리가 안 좋아요"),
        ("깨끗해요", "안 깨끗해요"),
    ),
    "en": (
        ("It is funny", "It is not funny"),
        ("The food is delicious", "The food is not delicious"),
        ("The hotel is clean", "The hotel is not clean"),
        ("It was worth the price", "It was not worth the price"),
        ("I would recommend it", "I would not recommend it"),
    ),
}


@dataclass(frozen=True)
class Denial:
    """A sentence and its denial: log odds towards "positive" of both."""

    plain: str
    denied: str
    before: float
    after: float

    @property
    def flips(self) -> bool:
        """Whether the verdict turned round."""
        return (self.before >= 0) != (self.after >= 0)


def denials(
    model: NaiveBayes, pairs: Sequence[tuple[str, str]], reader: Reader, towards: str
) -> list[Denial]:
    """What the denial in each pair does to the odds; a reader would turn their sign."""
    return [
        Denial(
            plain,
            denied,
            judge_text(model, plain, reader, towards=towards).odds,
            judge_text(model, denied, reader, towards=towards).odds,
        )
        for plain, denied in pairs
    ]


def columns(all_denials: Sequence[Denial]) -> tuple[list[str], list[float], list[float]]:
    """Denied sentences, odds before, odds after."""
    return (
        [one.denied for one in all_denials],
        [one.before for one in all_denials],
        [one.after for one in all_denials],
    )
