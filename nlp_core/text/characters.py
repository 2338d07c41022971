"""What a reader calls one character can be several code points: a family emoji, é, NFD Hangul.

Source: Unicode Standard Annex 29, "Unicode Text Segmentation", grapheme clusters; the rules that
Hangul, Latin marks and emoji need, not the tables for every script.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

# Code points that always stand alone, so that most text takes the quick way.
_PLAIN = re.compile(
    "[\\t\\n\\x20-\u02ff\u0370-\u0482\u2010-\u2064\u20a0-\u20cf\u2190-\u3029\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\uff01-\uffee]*"
)
_OPENING = re.compile(
    "\r\n"
    "|[\U0001f1e6-\U0001f1ff]{2}"  # a flag is two letters
    "|[\u1100-\u115f\ua960-\ua97c]+(?:[\u1160-\u11a7\ud7b0-\ud7c6]+[\u11a8-\u11ff\ud7cb-\ud7fb]*)?"
    "|[\uac00-\ud7a3][\u11a8-\u11ff]*"
    "|.",
    re.DOTALL,
)
JOINER, NON_JOINER = "\u200d", "\u200c"

KEYCAP = "\u20e3"  # makes a symbol of the sign before it


def _marks() -> str:
    """Every combining mark, as ranges for the class of a regular expression."""
    places = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))  # there are none elsewhere
    found = (place for place in places if unicodedata.category(chr(place))[0] == "M")
    runs = (list(run) for _, run in groupby(enumerate(found), lambda pair: pair[1] - pair[0]))
    return "".join(f"{chr(run[0][1])}-{chr(run[-1][1])}" for run in runs)


MARKS = _marks()


def graphemes(text: str) -> list[tuple[int, int]]:
    """Start and end of every character as a reader sees it; together they cover ``text``.

    >>> text = "한e\\u0301👍🏽"
    >>> [text[start:end] for start, end in graphemes(text)] == ["한", "e\\u0301", "👍🏽"]
    True
    """
    if is_plain(text):
        return [(i, i + 1) for i in range(len(text))]
    spans, start = [], 0
    while start < len(text):
        opening = _OPENING.match(text, start)
        end = opening.end() if opening else start + 1
        while end < len(text) and (
            extends(text[end]) or (text[end - 1] == JOINER and not text[end].isspace())
        ):
            end += 1
        spans.append((start, end))
        start = end
    return spans


def is_plain(text: str) -> bool:
    """Whether every code point of ``text`` is certainly a separate character."""
    return bool(_PLAIN.fullmatch(text))


def extends(character: str) -> bool:
    """Whether ``character`` belongs to the one before it: a mark, a joiner, a skin tone, a tag."""
    return (
        character in (JOINER, NON_JOINER)
        or 0x1F3FB <= ord(character) <= 0x1F3FF
        or 0xE0020 <= ord(character) <= 0xE007F
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
    )


def is_word_like(text: str) -> bool:
    """Whether ``text`` is more than punctuation: holds a letter, a digit or an emoji."""
    return any(map(_is_word_character, text))


@lru_cache(maxsize=2**16)
def _is_word_character(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "So" or character == KEYCAP
