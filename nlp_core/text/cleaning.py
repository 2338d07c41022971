"""Text as it arrives made safe to count and show: composed, no control characters, bounded."""

import re
import unicodedata
from dataclasses import dataclass

from nlp_core.text.characters import JOINER, extends

_INVISIBLE = {"Cc", "Cs", "Co"}  # control, lone surrogate, private use
_KEPT_FORMAT = {JOINER, "\u200c"}  # joiners hold emoji and some scripts together
_SPACE = re.compile(r"[^\S\n]+")


@dataclass(frozen=True)
class Cleaned:
    """The usable text, how many characters were taken out, and whether its end was cut off."""

    text: str
    removed: int = 0
    cut: bool = False


def clean(text: str, *, limit: int | None = None) -> Cleaned:
    """NFC, line ends as \\n, other white space as one space, nothing invisible, at most ``limit``.

    Never cuts inside a syllable or between an emoji and what is joined to it.

    >>> clean("재미\\x00있다\\t!", limit=5)
    Cleaned(text='재미있다', removed=1, cut=True)
    """
    # A generous first cut, so that a huge paste costs nothing: composing never lengthens beyond it.
    head = text if limit is None else text[: 4 * limit + 64]
    lines = unicodedata.normalize("NFC", head).replace("\r\n", "\n").replace("\r", "\n")
    spaced = "".join(" " if c in "\t\v\f\x85\u2028\u2029" else c for c in lines)
    visible = "".join(c for c in spaced if _is_visible(c))
    whole = "\n".join(_SPACE.sub(" ", line).strip() for line in visible.split("\n")).strip()
    removed = len(spaced) - len(visible)
    if limit is None or (len(whole) <= limit and len(head) == len(text)):
        return Cleaned(whole, removed)
    return Cleaned(whole[: _safe_end(whole, limit)].rstrip(), removed, cut=True)


def _is_visible(character: str) -> bool:
    if character == "\n" or character in _KEPT_FORMAT:
        return True
    category = unicodedata.category(character)
    if category == "Cf":
        return 0xE0020 <= ord(character) <= 0xE007F  # regional flags are spelled with these
    return category not in _INVISIBLE and ord(character) & 0xFFFE != 0xFFFE


def _safe_end(text: str, limit: int) -> int:
    """The last index up to ``limit`` where the text may end."""
    end = min(limit, len(text))
    while 0 < end < len(text) and (extends(text[end]) or text[end - 1] == JOINER):
        end -= 1
    return end or min(limit, len(text))
