"""What a negation does to naive Bayes: it adds a contribution of its own and reverses nothing.

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


DOUBLE = {  # praise in words of blame: a reader takes both negations into account
    "ko": "지루하지도 않고 돈이 아깝지도 않았어요",
    "en": "Never boring, and not a waste of money.",
}


@dataclass(frozen=True)
class Denial:
    """A positive sentence and its denial: log odds towards "positive" of both."""

    plain: str
    denied: str
    before: float
    after: float

    @property
    def is_told(self) -> bool:
        """Whether the plain sentence is judged as a reader judges it: positive."""
        return self.before >= 0

    @property
    def flips(self) -> bool:
        """Whether the negation carries a rightly judged sentence to the other verdict."""
        return self.is_told and self.after < 0


def denials(
    model: NaiveBayes, pairs: Sequence[tuple[str, str]], reader: Reader, towards: str
) -> list[Denial]:
    """What the denial in each pair does to the log odds; a reader's would cross zero."""
    return [
        Denial(
            plain,
            denied,
            judge_text(model, plain, reader, towards=towards).odds,
            judge_text(model, denied, reader, towards=towards).odds,
        )
        for plain, denied in pairs
    ]


def tally(all_denials: Sequence[Denial]) -> dict[str, int]:
    """How many pairs there are, in how many the plain sentence is judged right, and what of those.

    "kept" pairs keep their verdict with the negation in, "flipped" ones change it; a pair whose
    plain sentence is misjudged already counts for neither.
    """
    told = sum(one.is_told for one in all_denials)
    flipped = sum(one.flips for one in all_denials)
    return {
        "total": len(all_denials),
        "told": told,
        "misjudged": len(all_denials) - told,
        "kept": told - flipped,
        "flipped": flipped,
    }


def columns(all_denials: Sequence[Denial]) -> tuple[list[str], list[float], list[float]]:
    """Denied sentences, odds before, odds after."""
    return (
        [one.denied for one in all_denials],
        [one.before for one in all_denials],
        [one.after for one in all_denials],
    )
