"""The words that a hidden word may be, by how many pieces they have.

Those of the little world's training text are known. Of a text too large to list they are all that
letters spell in so many pieces.
"""

from collections.abc import Iterable
from functools import cache
from typing import Protocol

import torch
from torch import Tensor

from nlp_core.corpora.pretraining.passages import encode
from nlp_core.corpora.rude import is_rude_word
from nlp_core.experiments.bert.sentence import CORPUS, MOST_HIDDEN, Pieces, piece_texts, text_of
from nlp_core.experiments.bpe.subwords import script

SCRIPTS = {"korean": "ko", "english": "en"}


class Candidates(Protocol):
    """What a hidden word may be."""

    def knows(self, word: str) -> bool:
        """Whether the word is one of them."""

    def following(self, begun: Pieces, own: Pieces) -> Tensor:
        """The pieces (N,) that may follow the pieces ``begun`` in a word as long as ``own``, which
        is a word itself, whether it is known or not.
        """

    def standing(self, front: Pieces, back: Pieces) -> Tensor:
        """The pieces (N,) that may stand in the place of one typed [MASK], between those of the
        same word before it and after it.
        """

    def shows(self, word: str) -> bool:
        """Whether the word may stand on a classroom's wall."""


class Lexicon:
    """Words as pieces of a corpus, and which piece may follow which beginning of a word of so many
    pieces.
    """

    def __init__(self, words: Iterable[str], corpus: str = CORPUS) -> None:
        self.words = frozenset(words)
        self.corpus = corpus
        self._following: dict[tuple[int, Pieces], set[int]] = {}
        self._spelled: list[Pieces] = []
        texts = sorted(self.words)
        for ids in encode(texts, corpus):
            if len(ids) <= MOST_HIDDEN:
                self._add(tuple(ids))

    def _add(self, word: Pieces) -> None:
        self._spelled.append(word)
        for place, piece in enumerate(word):
            self._following.setdefault((len(word), word[:place]), set()).add(piece)

    def knows(self, word: str) -> bool:
        """Whether the word stood in the training text."""
        return word in self.words

    def following(self, begun: Pieces, own: Pieces) -> Tensor:
        """See ``Candidates``."""
        found = self._following.get((len(own), begun), set())
        place = len(begun)
        if own[:place] == begun:
            found = found | {own[place]}
        return torch.tensor(sorted(found))

    def standing(self, front: Pieces, back: Pieces) -> Tensor:
        """See ``Candidates``; where no word has these neighbours, what begins or goes on any."""
        at, size = len(front), len(front) + 1 + len(back)
        found = {
            word[at]
            for word in self._spelled
            if len(word) == size and word[:at] == front and word[at + 1 :] == back
        }
        if not found:
            found = {piece for word in self._spelled for piece in (word[1:] if at else word[:1])}
            found = {piece for piece in found if text_of((piece,), self.corpus).isalnum()}
        return torch.tensor(sorted(found))

    def shows(self, word: str) -> bool:
        """All words were written for classes."""
        return True


class Spelled:
    """Every word that pieces of letters spell, the first with a space in front; of a ``language``,
    of its letters.
    """

    def __init__(self, corpus: str, language: str = "") -> None:
        first, rest = [], []
        for number, text in enumerate(piece_texts(corpus)):
            if language and language_of(text) not in ("", language):
                continue
            if text.startswith(" ") and text[1:].isalnum():
                first.append(number)
            elif text.isalnum():
                rest.append(number)
        self._parts = torch.tensor(first), torch.tensor(rest)

    def knows(self, word: str) -> bool:
        """All words are spelled somehow."""
        return True

    def following(self, begun: Pieces, own: Pieces) -> Tensor:
        """See ``Candidates``."""
        found = self._parts[bool(begun)]
        place = len(begun)
        if own[:place] != begun or bool((found == own[place]).any()):
            return found
        return torch.cat([found, torch.tensor([own[place]])])

    def standing(self, front: Pieces, back: Pieces) -> Tensor:
        """See ``Candidates``."""
        return self._parts[bool(front)]

    def shows(self, word: str) -> bool:
        """Pieces of decent words may spell others."""
        return not is_rude_word(word)


@cache
def spelled(corpus: str, language: str = "") -> Spelled:
    """The words that the pieces of a corpus spell, in a language or in any."""
    return Spelled(corpus, language)


def language_of(word: str) -> str:
    """The language whose letters a word has; "" for numbers and all else.

    >>> language_of("고양이가"), language_of("cat."), language_of("42")
    ('ko', 'en', '')
    """
    return SCRIPTS.get(script(word), "")
