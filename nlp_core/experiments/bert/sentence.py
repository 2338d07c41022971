"""A typed sentence as the models read it: words, each as its pieces.

Korean words are eojeols: a noun with its particle, a verb with its endings. Signs behind a word
belong to it and are never hidden with it. A [MASK] that was typed stands for one piece, wherever in
a word it stands.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp_core.corpora.pretraining.passages import LONGEST, encode
from nlp_core.corpora.pretraining.tokenizer import MASK, SPECIALS, tokenizer
from nlp_core.errors import LearnerError
from nlp_core.text.plain import plain

CORPUS = "little_world"
MOST_HIDDEN = 8  # pieces of a word that can be hidden
LONGEST_OF = {"public": 48}  # pieces of a sentence of which a word is hidden there
ROOM = 1_000  # tokens of all variants of a text that one answer compares: some .1 s of a core
_CORE = re.compile(r"\w+")
_TYPED = re.compile(r"\[mask\]", re.IGNORECASE)
Pieces = tuple[int, ...]


@dataclass(frozen=True)
class Word:
    """A word as it is read, its pieces' ids, and how many of them (``core``) spell it without its
    signs, after ``lead`` others. Of a ``typed`` [MASK] the core is that one piece.
    """

    text: str
    pieces: Pieces
    core: int
    lead: int = 0
    typed: bool = False
    corpus: str = CORPUS

    @property
    def parts(self) -> tuple[Pieces, Pieces, Pieces]:
        """The pieces before the core, the core, and those after it."""
        end = self.lead + self.core
        return self.pieces[: self.lead], self.pieces[self.lead : end], self.pieces[end:]

    @property
    def front(self) -> str:
        """What stands before the core."""
        return text_of(self.parts[0], self.corpus)

    @property
    def bare(self) -> str:
        """The word without the signs behind it."""
        return text_of(self.parts[1], self.corpus)

    @property
    def signs(self) -> str:
        """The signs behind the word, or what stands behind a typed [MASK]."""
        return text_of(self.parts[2], self.corpus)

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
    def pieces(self) -> Pieces:
        """All ids, one after another."""
        return tuple(piece for word in self.words for piece in word.pieces)

    @property
    def hideable(self) -> tuple[int, ...]:
        """The places of the words that can be hidden."""
        return tuple(i for i, word in enumerate(self.words) if word.can_hide)

    @property
    def typed(self) -> tuple[int, ...]:
        """The places of the words that hold a [MASK] which was typed."""
        return tuple(i for i, word in enumerate(self.words) if word.typed)

    @property
    def masks(self) -> int:
        """How many [MASK]s were typed."""
        return self.pieces.count(MASK)

    def around(self, place: int) -> tuple[Pieces, Pieces, Pieces]:
        """The pieces before the word at ``place``, its own, and those after it, its signs first."""
        front, core, back = self.words[place].parts
        before = tuple(p for one in self.words[:place] for p in one.pieces)
        after = tuple(p for one in self.words[place + 1 :] for p in one.pieces)
        return before + front, core, back + after

    def filled(self, place: int, core: Pieces) -> "Read":
        """The same with other pieces in the place of a word's core."""
        front, _, back = self.words[place].parts
        pieces = front + core + back
        corpus = self.words[place].corpus
        word = Word(text_of(pieces, corpus), pieces, len(core), len(front), corpus=corpus)
        return replace(self, words=(*self.words[:place], word, *self.words[place + 1 :]))


def read(text: str, corpus: str = CORPUS, longest: int = LONGEST) -> Read:
    """The words of a text, at most ``longest`` pieces (the models were trained with ``LONGEST``).

    LearnerError "empty-text" without a word, "long-word" where the first is too long by itself,
    "all-masks" where nothing but [MASK]s was typed.
    """
    texts = plain(text).split()
    if not texts:
        raise LearnerError("empty-text")
    words: list[Word] = []
    room = longest
    for one, ids in zip(texts, encode(texts, corpus), strict=True):
        word = _with_mask(one, corpus) if _TYPED.search(one) else as_word(one, tuple(ids), corpus)
        if len(word.pieces) > room:
            break
        room -= len(word.pieces)
        words.append(word)
    if not words:
        raise LearnerError("long-word", limit=longest)
    if not _CORE.search(_TYPED.sub("", plain(text))) and _TYPED.search(text):
        raise LearnerError("all-masks")
    return Read(tuple(words), len(texts) - len(words))


def with_place(found: Read, place: int) -> tuple[str, tuple[int, int] | None]:
    """The sentence as text, and where in it the word at ``place`` begins and ends; None where a
    typed [MASK] says it.
    """
    text = " ".join(word.text for word in found.words)
    word = found.words[place]
    if word.typed:
        return text, None
    start = sum(len(one.text) + 1 for one in found.words[:place]) + len(word.front)
    return text, (start, start + len(word.bare))


def hidden_at(found: Read, place: int) -> Word:
    """The word at a place that can be hidden. LearnerError "no-mask" for any other place."""
    if place not in found.hideable:
        raise LearnerError("no-mask")
    return found.words[place]


def as_word(text: str, ids: Pieces, corpus: str) -> Word:
    """A word as it is read, from its text and its pieces."""
    match = _CORE.match(text)
    if match is None:
        return Word(text, ids, 0, corpus=corpus)
    core = encode([match.group()], corpus)[0]
    fits = list(ids[: len(core)]) == core
    return Word(text, ids, len(core) if fits else 0, corpus=corpus)


def _with_mask(text: str, corpus: str) -> Word:
    """A word with a [MASK] in it, or several, of which the first is its core."""
    front, *rest = _TYPED.split(text)
    pieces = tuple(encode([front], corpus)[0]) if front else ()
    lead = len(pieces)
    fast = tokenizer(corpus).fast
    for part in rest:
        pieces += (MASK, *fast.encode(part, add_special_tokens=False).ids)
    return Word(_TYPED.sub("[MASK]", text), pieces, 1, lead, True, corpus)


def text_of(pieces: Pieces, corpus: str = CORPUS) -> str:
    """The text of some pieces, without the space in front."""
    return tokenizer(corpus).decode(pieces).lstrip()


@cache
def piece_texts(corpus: str = CORPUS) -> tuple[str, ...]:
    """What each piece says, with its space in front; special tokens by their name."""
    pieces = tokenizer(corpus)
    plain_ones = (pieces.decode([i]) for i in range(len(SPECIALS), len(pieces.tokens)))
    return (*SPECIALS, *plain_ones)
