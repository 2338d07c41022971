"""Sentence pairs that people wrote: English and Korean from tatoeba.org (CC BY 2.0 FR).

Each pair keeps its credit, as the licence asks. Held-out pairs share neither side with the others.
"""

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache

from nlp_core.corpora import public

NAME = "ko_en_tatoeba"
HELD_OUT = 300
SPLIT_SEED = 20_061_003


@dataclass(frozen=True)
class Pair:
    """A sentence in both languages, as written, and whose it is."""

    en: str
    ko: str
    credit: str


@cache
def pairs() -> tuple[Pair, ...]:
    """All different pairs; LearnerError "no-corpus" where they are not here and cannot be had."""
    found: dict[tuple[str, str], Pair] = {}
    for line, _ in public.load(NAME)["all"]:
        cells = line.split("\t")
        if len(cells) >= 3 and cells[0].strip() and cells[1].strip():
            english, korean = (" ".join(cell.split()) for cell in cells[:2])
            found.setdefault((english, korean), Pair(english, korean, cells[2].strip()))
    return tuple(found.values())


@cache
def split() -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
    """Pairs to learn from, and ``HELD_OUT`` pairs of which training sees neither side."""
    mixed = list(pairs())
    random.Random(SPLIT_SEED).shuffle(mixed)
    held = mixed[:HELD_OUT]
    english, korean = ({_plain(getattr(one, side)) for one in held} for side in ("en", "ko"))
    rest = (
        one
        for one in mixed[HELD_OUT:]
        if _plain(one.en) not in english and _plain(one.ko) not in korean
    )
    return tuple(rest), tuple(held)


def opening(sentences: tuple[str, ...]) -> dict[str, str]:
    """How a word that opens a sentence is written elsewhere: capital or small, the more frequent.

    >>> opening(("The cat saw the dog.", "Tom saw Tom."))["The"]
    'the'
    """
    inside = Counter(word for one in sentences for word in one.split()[1:])
    first = {one.split()[0] for one in sentences if one}
    small = {word: word[:1].lower() + word[1:] for word in first}
    return {word: small[word] if inside[small[word]] >= inside[word] else word for word in first}


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
