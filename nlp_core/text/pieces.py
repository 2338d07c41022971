"""Cutting a typed sentence into pieces of a known vocabulary, a word at a time.

A piece that begins a word carries its space (``" 고양이"``), one that continues a word does not
(``"가"``), so that pieces join back to text with nothing else known. Each word takes the fewest
pieces that spell it (shortest path), the longest first where two ways are equally short.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

END_MARKS = ".?!"


@dataclass(frozen=True)
class Cut:
    """The pieces of a sentence, and the words that could not be cut."""

    pieces: tuple[str, ...]
    unknown: tuple[str, ...]


def join(pieces: Iterable[str]) -> str:
    """The text of some pieces, with a capital at the beginning.

    >>> join([" 고양이", "가", " 우유", "를"]), join([" the", " cat", "."])
    ('고양이가 우유를', 'The cat.')
    """
    text = "".join(pieces).strip()
    return text[:1].upper() + text[1:]


def cut(text: str, vocabulary: tuple[str, ...]) -> Cut:
    """Cut ``text`` into pieces of ``vocabulary``; capitals do not matter, a final mark is added.

    >>> cut("고양이가 운다", (" 고양이", "가", " 고", ".")).unknown
    ('운다',)
    """
    words = unicodedata.normalize("NFC", text).split()
    if words and words[-1][-1] not in END_MARKS:
        words[-1] += "."
    known, longest = _index(vocabulary)
    pieces, unknown = [], []
    for word in words:
        found = _cut_word(word, known, longest)
        if found is None:
            unknown.append(word.strip(END_MARKS + ",") or word)
        else:
            pieces.extend(found)
    return Cut(tuple(pieces), tuple(dict.fromkeys(unknown)))


@lru_cache(maxsize=16)
def _index(vocabulary: tuple[str, ...]) -> tuple[dict[str, str], int]:
    """The piece that equals a part of the text, exactly or else ignoring case."""
    known: dict[str, str] = {}
    for piece in vocabulary:
        known.setdefault(piece.casefold(), piece)
    return known | {piece: piece for piece in vocabulary}, max(map(len, vocabulary), default=0)


def _cut_word(word: str, known: dict[str, str], longest: int) -> list[str] | None:
    """The fewest pieces that spell ``word``, found from its end back; None if there are none."""
    best: list[list[str] | None] = [None] * len(word) + [[]]
    for start in range(len(word) - 1, -1, -1):
        space = " " if start == 0 else ""
        for end in range(min(len(word), start + longest), start, -1):
            text, rest = space + word[start:end], best[end]
            piece = known.get(text) or known.get(text.casefold())
            if piece is not None and rest is not None:
                shortest = best[start]
                if shortest is None or len(rest) + 1 < len(shortest):
                    best[start] = [piece, *rest]
    return best[0]
