"""How a text is read before anything is counted: in which language, and cut into which units.

This is the one vocabulary of units, here and in the addresses of pages: "words" (in Korean,
eojeol), "pairs" (words and neighbouring pairs of them), "morphemes", "syllables" (single
characters), "runs" (of two and three characters, spaces among them), "bigrams" (two characters of
one word) and "stems" (words without an English plural).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp_core.text.stemming import stem
from nlp_core.text.tokenizers import (
    Token,
    character_ngrams,
    countable,
    syllables,
    word_ngrams,
    written_words,
)

CLASSIFIED = {  # units that a classifier counts; Korean alone has morphemes
    "ko": ("words", "morphemes", "pairs", "runs"),
    "en": ("words", "pairs", "runs"),
}
COMPARED = {  # units whose columns are looked at one by one
    "ko": ("words", "morphemes", "syllables", "runs"),
    "en": ("words", "syllables", "runs"),
}
SEARCHED = {  # units that a search looks up
    "ko": ("morphemes", "words", "bigrams"),
    "en": ("words", "stems", "bigrams"),
}


@dataclass(frozen=True)
class Reader:
    """Cuts texts into units. Morphemes somebody else has to cut: ``morphemes`` gives a text's.

    With ``pairs``, words, morphemes and syllables bring their neighbouring pairs along.
    """

    language: str
    unit: str = "words"
    morphemes: Callable[[str], Sequence[Token]] | None = None
    pairs: bool = False

    def units(self, text: str) -> list[str]:
        """What is counted, in the order of reading.

        >>> Reader("en", "pairs").units("Not funny!")
        ['not', 'funny', 'not funny']
        """
        highest = 2 if self.unit == "pairs" or (self.pairs and self.unit != "runs") else 1
        return [token.text for token in word_ngrams(self._tokens(text), 1, highest)]

    def _tokens(self, text: str) -> list[Token]:
        if self.unit == "runs":
            return countable(character_ngrams(text, 2, 3))
        if self.unit == "syllables":
            return countable(syllables(text))
        if self.unit == "bigrams":
            return [pair for word in words(text) for pair in _bigrams(word)]
        if self.unit == "stems":
            return [word._replace(text=stem(word.text)) for word in words(text)]
        if self.unit == "morphemes" and self.morphemes is not None:
            return countable(self.morphemes(text))
        return words(text)


def words(text: str) -> list[Token]:
    """The words of a text that are worth counting, in one spelling: in Korean, eojeol.

    What a word is depends on its script alone, so a text may be in several languages at once.
    """
    return countable(written_words(text))


def _bigrams(word: Token) -> list[Token]:
    """Every two neighbouring characters of a word, all at its place; a single one as it is.

    >>> [pair.text for pair in _bigrams(Token("바다거북", 0, 4))]
    ['바다', '다거', '거북']
    """
    pairs = character_ngrams(word.text, 2, 2)
    return [Token(pair.text, word.start, word.end) for pair in pairs] or [word]


def without(text: str, word: str) -> str:
    """``text`` with every occurrence of a word left out.

    >>> without("not good, not bad", "not")
    'good, bad'
    """
    for token in reversed(words(text)):
        if token.text == word:
            text = text[: token.start].rstrip() + " " + text[token.end :].lstrip()
    return text.strip()


def reversed_words(text: str) -> str:
    """The words of ``text`` from last to first.

    >>> reversed_words("Good, not bad.")
    'bad not good'
    """
    return " ".join(token.text for token in reversed(words(text)))
