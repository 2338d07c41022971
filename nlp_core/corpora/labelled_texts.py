"""Labelled reviews to fine-tune on: few or many of them, drawn by a seed, and others held out.

"reviews" are this project's own, in both languages; "nsmc" and "sentence_polarity" are public
corpora of Korean and of English film reviews (``corpora.public``).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from nlp_core.corpora import public, reviews
from nlp_core.corpora.reviews import LABELS, normalised

SPOKEN = {"nsmc": "ko", "sentence_polarity": "en"}
"""The languages of the public corpora."""
CORPORA = ("reviews", *SPOKEN)
HELD_OUT = 1 / 3  # of the project's own reviews
TESTED = 5_000  # texts of a public corpus that a model is scored on
UNDIVIDED = 2_000  # the same, of a corpus without a test part
TEST_SEED = 2016
Row = tuple[str, int]
"""A text and the number of its label: 0 positive, 1 negative (``reviews.LABELS``)."""


@dataclass(frozen=True, eq=False)
class Labelled:
    """Texts to learn from, in an order drawn by the seed, and texts that are held out."""

    learned: Sequence[Row]
    tested: Sequence[Row]

    def first(self, labels: int) -> list[Row]:
        """The first ``labels`` texts to learn from, half of each label as far as there are.

        With one seed, those of a smaller number are among those of a larger one.
        """
        sides = [[row for row in self.learned if row[1] == number] for number in range(len(LABELS))]
        paired = [row for pair in zip(*sides, strict=False) for row in pair]
        longer = max(sides, key=len)[min(map(len, sides)) :]
        return (paired + longer)[:labels]


def labelled(corpus: str, language: str, seed: int) -> Labelled:
    """The texts of a corpus, dealt out by ``seed``; no text stands on both sides.

    Of the public corpus the test texts are always the same. ValueError for another corpus, and
    LearnerError "no-corpus" where the public one is not to be had.
    """
    if corpus not in CORPORA:
        raise ValueError(f"corpora are {', '.join(CORPORA)}, not {corpus!r}")
    if corpus in SPOKEN:
        learned, tested = _public(corpus)
        return Labelled(random.Random(seed).sample(learned, len(learned)), tested)
    parts = reviews.split(language, seed=seed, held_out=HELD_OUT)
    rows = [[(one.text, LABELS.index(one.label)) for one in part] for part in parts]
    return Labelled(*rows)


@cache
def _public(corpus: str) -> tuple[list[Row], list[Row]]:
    """Distinct texts to learn from, and those of the test part that are not among them."""
    splits = public.load(corpus)
    if "test" not in splits:
        texts = random.Random(TEST_SEED).sample(splits["all"], len(splits["all"]))
        splits = {"train": texts[UNDIVIDED:], "test": texts[:UNDIVIDED]}
    sides, seen = [], set()
    for name in ("train", "test"):
        kept = []
        for text, label in splits[name]:
            letters = normalised(text) or text
            if letters not in seen:
                seen.add(letters)
                kept.append((text, LABELS.index(label)))
        sides.append(kept)
    random.Random(TEST_SEED).shuffle(sides[1])
    return sides[0], sides[1]
