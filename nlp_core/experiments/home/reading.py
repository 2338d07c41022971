"""One sentence read without any model: its words, their counts, its subwords."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.experiments.bag_of_words import bag
from nlp_core.experiments.bag_of_words.one_hots import sum_of_one_hots
from nlp_core.experiments.bpe import subwords
from nlp_core.provenance import Computed, Provenance
from nlp_core.text.characters import graphemes
from nlp_core.text.reader import words
from nlp_core.text.tokenizers import written_words

MOST_WORDS = 8  # what a small figure has room for
TEXTS = ("both", "world")  # the reviews in both languages, the little world
VOCABULARY_SIZE = 2000  # of the byte pair encoding: the lesson's own default


@dataclass(frozen=True)
class Cuts:
    """A sentence as tokens (punctuation too), with its words, characters and bytes counted."""

    tokens: tuple[str, ...]
    words: int
    characters: int
    bytes: int

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return Computed()


def cuts(text: str) -> Cuts:
    """Words as they are written, and how long the text is in other units."""
    found = written_words(text)
    seen = sum(not text[a:b].isspace() for a, b in graphemes(text))
    return Cuts(tuple(token.text for token in found), len(words(text)), seen, len(text.encode()))


@dataclass(frozen=True)
class Counted:
    """The first words of a sentence as one-hot rows (T, V), the columns in the order of reading."""

    words: list[str]
    rows: NDArray[np.float64]
    size: int  # different words of the whole sentence
    total: int  # words of the whole sentence

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return Computed()


def counted(text: str) -> Counted:
    """The sentence as a sum of one-hot vectors. LearnerError "no-words-left" without a word."""
    document = tuple(token.text for token in words(text))
    packed = bag.pack([document])
    known, columns, rows = sum_of_one_hots(packed, 0, MOST_WORDS)
    own = [i for i, word in enumerate(columns) if word in known]
    return Counted(known, rows[:-1, own], len(packed.vocabulary), packed.tokens)


@dataclass(frozen=True)
class Pieces:
    """The sentence's tokens in a byte pair encoding learned from ``source``, one of ``TEXTS``."""

    tokens: list[subwords.Piece]
    source: str

    @property
    def provenance(self) -> Provenance:
        """Where the numbers come from."""
        return Computed()


def subword_pieces(text: str) -> Pieces:
    """The sentence cut by what was learned from the text that leaves fewer characters unknown."""
    cut = {
        source: subwords.bpe_pieces(
            subwords.trained(subwords.corpus(source), "characters", VOCABULARY_SIZE), text
        )
        for source in TEXTS
    }
    best = min(TEXTS, key=lambda source: sum(one.kind == "unknown" for one in cut[source]))
    return Pieces(cut[best], best)
