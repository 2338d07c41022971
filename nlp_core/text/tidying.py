"""What the web leaves in a text: HTML remains taken out, and drawn-out letters made short."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.entities import html5
from itertools import groupby

from nlp_core.text.characters import graphemes, is_plain, is_word_like
from nlp_core.text.cleaning import clean

ROUNDS = 3  # "&amp;amp;lt;" was escaped three times on its way
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INLINE = "a|abbr|b|big|code|del|em|font|i|ins|mark|q|s|small|span|strike|strong|sub|sup|tt|u"
_BLOCK = (
    "blockquote|body|br|center|dd|div|dl|dt|form|h[1-6]|head|hr|html|iframe|img|input|li|meta|ol|p"
    "|pre|script|style|table|tbody|td|tfoot|th|thead|title|tr|ul|video|wbr"
)
_END = r"(?:[\s/][^<>]*)?>"
_TAG = re.compile(rf"(?i)</?(?:(?P<inline>{_INLINE})|{_BLOCK}){_END}|<!--(?:(?!<!--|-->).)*-->")
_ROMAN = r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![A-Za-z])"
_DRAWN_OUT = re.compile(
    rf"(?P<kept>(?<![A-Za-z])(?:www(?=\.)|{_ROMAN}))|(?i:(?P<letter>[^\W\d_])(?P=letter){{2,}})"
)


@dataclass(frozen=True)
class Tidied:
    """Tidied texts, as many as there were, and how many of them had held HTML remains."""

    texts: tuple[str, ...]
    marked: int


def tidy(texts: Sequence[str], *, shorten: bool = False) -> Tidied:
    """Take HTML remains out of each text, and shorten its drawn-out letters if asked to.

    A text of which nothing to count would be left stays as it was.
    """
    plain = [without_markup(text) if "&" in text or "<" in text else text for text in texts]
    marked = sum(one != text for one, text in zip(plain, texts, strict=True))
    if shorten:
        plain = [shortened(text) for text in plain]
    return Tidied(tuple(map(_usable, plain, texts)), marked)


def without_markup(text: str) -> str:
    """``text`` without HTML tags, and with the characters that its entities stand for.

    Only tags that HTML has are taken out, so ``a < b`` stays.

    >>> without_markup("좋아요<br />&quot;정말&quot; 1 &amp;lt; 2, <b>굵</b>게")
    '좋아요 "정말" 1 < 2, 굵게'
    """
    for _ in range(ROUNDS):
        text, before = _ENTITY.sub(_character, text), text
        if text == before:
            break
    return _TAG.sub(lambda found: "" if found["inline"] else " ", text)


def shortened(text: str) -> str:
    """``text`` with every letter, jamo or emoji at most twice in a row; numbers stay as they are.

    >>> shortened("ㅋㅋㅋㅋ 좋아아아아요 soooo 1000 VIII 😂😂😂")
    'ㅋㅋ 좋아아요 soo 1000 VIII 😂😂'
    """
    short = _DRAWN_OUT.sub(lambda run: run["kept"] or run[0][:2], text)
    if is_plain(short):
        return short
    characters = (short[start:end] for start, end in graphemes(short))
    runs = ((one, len(list(run))) for one, run in groupby(characters))
    return "".join(one * (min(n, 2) if _is_shortened(one) else n) for one, n in runs)


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for; itself where HTML knows no such name."""
    name = entity[0][1:]
    return html.unescape(entity[0]) if name.startswith("#") else html5.get(name, entity[0])


def _usable(tidied: str, text: str) -> str:
    if tidied == text:
        return text
    cleaned = " ".join(clean(tidied).text.split())  # an entity may stand for any character
    return cleaned if is_word_like(cleaned) else text


def _is_shortened(character: str) -> bool:
    """Whether it is an emoji or a letter with marks: the others were short already."""
    bare = len(character) == 1 and character.isalpha()
    return is_word_like(character) and not bare and not character[0].isdigit()
