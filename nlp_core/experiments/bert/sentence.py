"""A typed sentence as the models read it: words, each as its pieces.

Korean words are eojeols: a noun with its particle, a verb with its endings. Signs behind a word
belong to it and are never hidden with it.
"""

import re
from dataclasses import dataclass
from functools import cache

from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.corpora.pretraining.tokenizer import SPECIALS, tokenizer
from nlp_core.errors import LearnerError
from nlp_core.text.plain import plain

CORPUS = "little_world"
MOST_HIDDEN = 8  # pieces of a word that can be hidden
_CORE = re.compile(r"\w+")


@dataclass(frozen=True)
class Word:
    """A word as it is read, its pieces' ids, and how many of them spell it without its signs."""

    text: str
    pieces: tuple[int, ...]
    core: int

    @property
    def bare(self) -> str:
        """The word without the signs behind it."""
        return text_of(self.pieces[: self.core])

    @property
    def signs(self) -> str:
        """The signs behind the word."""
        return text_of(self.pieces[self.core :])

    @property
    def can_hide(self) -> bool:
        """Whether there is a word to hide that is not too long."""
        return 0 < self.core <= MOST_HIDDEN


@dataclass(frozen=True)
class Read:
    """A sentence's words, and how many words were left out at its end."""

    words: tuple[Word, ...]
    left_out: int = 0

    @property
    def pieces(self) -> tuple[int, ...]:
        """All ids, one after another."""
        return tuple(piece for word in self.words for piece in word.pieces)

    @property
    def hideable(self) -> tuple[int, ...]:
        """The places of the words that can be hidden."""
        return tuple(i for i, word in enumerate(self.words) if word.can_hide)

    def around(self, place: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """The pieces before the word at ``place``, its own, and those after it, its signs first."""
        word = self.words[place]
        before = tuple(p for one in self.words[:place] for p in one.pieces)
        after = tuple(p for one in self.words[place + 1 :] for p in one.pieces)
        return before, word.pieces[: word.core], word.pieces[word.core :] + after


def read(text: str) -> Read:
    """The words of a text, at most as many pieces as the models were trained with.

    LearnerError "empty-text" without a word, "long-word" where the first is too long by itself.
    """
    texts = plain(text).split()
    if not texts:
        raise LearnerError("empty-text")
    words: list[Word] = []
    room = LONGEST
    for one, ids in zip(texts, encode(texts, CORPUS), strict=True):
        if len(ids) > room:
            break
        room -= len(ids)
        words.append(_word(one, tuple(ids)))
    if not words:
        raise LearnerError("long-word", limit=LONGEST)
    return Read(tuple(words), len(texts) - len(words))


def hidden_at(found: Read, place: int) -> Word:
    """The word at a place that can be hidden. LearnerError "no-mask" for any other place."""
    if place not in found.hideable:
        raise LearnerError("no-mask")
    return found.words[place]


def _word(text: str, ids: tuple[int, ...]) -> Word:
    match = _CORE.match(text)
    if match is None:
        return Word(text, ids, 0)
    core = encode([match.group()], CORPUS)[0]
    fits = list(ids[: len(core)]) == core
    return Word(text, ids, len(core) if fits else 0)


def text_of(pieces: tuple[int, ...]) -> str:
    """The text of some pieces, without the space in front."""
    return tokenizer(CORPUS).decode(pieces).lstrip()


@cache
def piece_texts() -> tuple[str, ...]:
    """What each piece says, with its space in front; special tokens by their name."""
    pieces = tokenizer(CORPUS)
    plain_ones = (pieces.decode([i]) for i in range(len(SPECIALS), len(pieces.tokens)))
    return (*SPECIALS, *plain_ones)
