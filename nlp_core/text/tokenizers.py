"""One signature, many answers to "what is a unit?": text -> tokens, each with its place.

Every tokenizer here covers its text: each character that is no white space lies inside a token.
``text[token.start:token.end]`` is the token's text, except for morphemes, which may share one
syllable: they carry the place of that syllable.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from nlp_core.text.characters import graphemes, is_word_like

_EOJEOL = re.compile(r"\d+(?:[.,]\d+)*\w*|\w+")
_ENGLISH = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:['’]\w+)*")


class Token(NamedTuple):
    """A unit and its position in the text, in code points: from ``start`` up to ``end``."""

    text: str
    start: int
    end: int


Tokenizer = Callable[[str], list[Token]]


def eojeol(text: str) -> list[Token]:
    """Korean words as they are spaced (어절), particles attached; punctuation and emoji cut off.

    >>> [token.text for token in eojeol("학교에서 9.5점을 받았다.")]
    ['학교에서', '9.5점을', '받았다', '.']
    """
    return _words_and_rest(text, _EOJEOL)


def english_words(text: str) -> list[Token]:
    """Words with their apostrophes (don't is one); every other sign is a token of its own.

    >>> [token.text for token in english_words("It isn't bad.")]
    ['It', "isn't", 'bad', '.']
    """
    return _words_and_rest(text, _ENGLISH)


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

    >>> [token.text for token in word_ngrams(english_words("not very funny"), 1, 2)]
    ['not', 'very', 'funny', 'not very', 'very funny']
    """
    return [
        Token(" ".join(t.text for t in tokens[i : i + n]), tokens[i].start, tokens[i + n - 1].end)
        for n in range(low, high + 1)
        for i in range(len(tokens) - n + 1)
    ]


def countable(tokens: Sequence[Token]) -> list[Token]:
    """The tokens worth counting: those with a letter, digit or emoji, in lower case."""
    return [Token(t.text.casefold(), t.start, t.end) for t in tokens if is_word_like(t.text)]


def _spaced_once(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in graphemes(text.rstrip()):
        is_space = text[start:end].isspace()
        if not is_space or (spans and not text[spans[-1][0]].isspace()):
            spans.append((start, end))
    return spans


def _words_and_rest(text: str, words: re.Pattern[str]) -> list[Token]:
    """Words where there are words, single characters elsewhere, white space nowhere."""
    spans: list[tuple[int, int]] = []
    end = 0  # of the word that we are inside of
    for start, stop in graphemes(text):
        if start < end:
            spans[-1] = (spans[-1][0], stop)
        elif not text[start:stop].isspace():
            word = words.match(text, start)
            end = word.end() if word else stop
            spans.append((start, stop))
    return [Token(text[start:stop], start, stop) for start, stop in spans]
