"""One signature, many answers to "what is a unit?": text -> tokens, each with its place.

Every tokenizer here covers its text: each character that is no white space lies inside a token.
``text[token.start:token.end]`` is the token's text, except for morphemes, which may share one
syllable: they carry the place of that syllable.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nlp_core.text.characters import JOINER, MARKS, NON_JOINER, graphemes, is_plain, is_word_like

APOSTROPHES = "'\u2019\u2018\uff07"
# Hangul, kana and Chinese characters have no apostrophe inside a word.
_EAST = (
    "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U00020000-\U0003ffff"
)
_UNSEEN = f"{JOINER}{NON_JOINER}\u00ad"  # joiners and the soft hyphen
_NUMBER = r"\d+(?:[.,\u066b\u066c]\d+)*"
_LETTER = rf"[\w{MARKS}]|[{_UNSEEN}](?=[\w{MARKS}])"
_BETWEEN = (  # what joins two letters: don't, col·legi, and צה״ל
    rf"(?:(?<=[^\W\d_])|(?<=[{MARKS}]))(?<![{_EAST}])[{APOSTROPHES}\u00b7]"
    rf"(?=[^\W\d_])(?![{_EAST}])"
    '|(?<=[\u05d0-\u05ea])[\u05f3\u05f4"](?=[\u05d0-\u05ea])'
)
_WORD = re.compile(rf"(?=\w)(?:{_NUMBER})?(?:{_LETTER}|{_BETWEEN})*")
_PLAIN_TOKEN = re.compile(rf"{_WORD.pattern}|\S")
_AS_COUNTED = str.maketrans(
    dict.fromkeys(f"{APOSTROPHES}\u02bc", "'") | dict.fromkeys(f"{NON_JOINER}\u00ad", "")
)


class Token(NamedTuple):
    """A unit and its position in the text, in code points: from ``start`` up to ``end``."""

    text: str
    start: int
    end: int


Tokenizer = Callable[[str], list[Token]]


def written_words(text: str) -> list[Token]:
    """Words as they are written, whatever the script; every other sign is a token of its own.

    A word is a run of letters with their marks; in Korean that is an eojeol (어절), particles
    attached, in Thai a phrase, for nothing stands between its words. A number keeps its point and
    what is attached to it. An apostrophe joins two letters (don't), but no Hangul or Chinese ones.

    >>> [token.text for token in written_words("학교에서 9.5점을 받았다. It isn't bad.")]
    ['학교에서', '9.5점을', '받았다', '.', 'It', "isn't", 'bad', '.']
    """
    if is_plain(text):
        return [Token(one[0], one.start(), one.end()) for one in _PLAIN_TOKEN.finditer(text)]
    spans: list[tuple[int, int]] = []
    end = 0  # of the word that we are inside of
    for start, stop in graphemes(text):
        if start < end:
            spans[-1] = (spans[-1][0], stop)
        elif not text[start:stop].isspace():
            word = _WORD.match(text, start)
            end = word.end() if word else stop
            spans.append((start, stop))
    return [Token(text[start:stop], start, stop) for start, stop in spans]


def syllables(text: str) -> list[Token]:
    """One token for each character as a reader sees it: a syllable (음절), a letter, an emoji."""
    spans = graphemes(text)
    return [Token(text[a:b], a, b) for a, b in spans if not text[a:b].isspace()]


def character_ngrams(text: str, low: int = 2, high: int = 3) -> list[Token]:
    """Every run of ``low`` to ``high`` characters, across spaces; a stretch of space counts as one.

    >>> [token.text for token in character_ngrams("안 좋다", 2, 2)]
    ['안 ', ' 좋', '좋다']
    """
    spans = _spaced_once(text)
    units = [" " if text[a:b].isspace() else text[a:b] for a, b in spans]
    return [
        Token("".join(units[i : i + n]), spans[i][0], spans[i + n - 1][1])
        for n in range(low, high + 1)
        for i in range(len(units) - n + 1)
    ]


def spaced_once(text: str) -> list[str]:
    """The characters that ``character_ngrams`` uses: one space between words."""
    return [" " if text[a:b].isspace() else text[a:b] for a, b in _spaced_once(text)]


def word_ngrams(tokens: Sequence[Token], low: int = 1, high: int = 2) -> list[Token]:
    """Runs of ``low`` to ``high`` neighbouring tokens, joined by a space.

    >>> [token.text for token in word_ngrams(written_words("not very funny"), 1, 2)]
    ['not', 'very', 'funny', 'not very', 'very funny']
    """
    return [
        Token(" ".join(t.text for t in tokens[i : i + n]), tokens[i].start, tokens[i + n - 1].end)
        for n in range(low, high + 1)
        for i in range(len(tokens) - n + 1)
    ]


def countable(tokens: Sequence[Token]) -> list[Token]:
    """The tokens worth counting: those with a letter, digit or emoji, in one spelling.

    That is lower case, a straight apostrophe, and nothing that is not seen at all.
    """
    return [Token(as_counted(t.text), t.start, t.end) for t in tokens if is_word_like(t.text)]


def as_counted(text: str) -> str:
    """The one spelling of a unit.

    >>> as_counted("Don’t")
    "don't"
    """
    return text.casefold().translate(_AS_COUNTED)


def _spaced_once(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in graphemes(text.rstrip()):
        is_space = text[start:end].isspace()
        if not is_space or (spans and not text[spans[-1][0]].isspace()):
            spans.append((start, end))
    return spans
