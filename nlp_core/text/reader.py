"""How a text is read before anything is counted: in which language, and cut into which units."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp_core.text.tokenizers import (
    Token,
    character_ngrams,
    countable,
    english_words,
    eojeol,
    word_ngrams,
)

UNITS = {
    "ko": ("words", "morphemes", "pairs", "characters"),
    "en": ("words", "pairs", "characters"),
}


@dataclass(frozen=True)
class Reader:
    """Cuts texts into "words", "pairs" (words and neighbouring pairs), "characters" (2 and 3) or
    "morphemes", which somebody else has to cut: ``morphemes`` gives a text's."""

    language: str
    unit: str = "words"
    morphemes: Callable[[str], Sequence[Token]] | None = None

    def units(self, text: str) -> list[str]:
        """What is counted, in the order of reading.

        >>> Reader("en", "pairs").units("Not funny!")
        ['not', 'funny', 'not funny']
        """
        if self.unit == "characters":
            return [token.text for token in countable(character_ngrams(text, 2, 3))]
        if self.unit == "morphemes" and self.morphemes is not None:
            return [token.text for token in countable(self.morphemes(text))]
        highest = 2 if self.unit == "pairs" else 1
        return [token.text for token in word_ngrams(words(text, self.language), 1, highest)]


def words(text: str, language: str) -> list[Token]:
    """The words of a text that are worth counting, in lower case: in Korean, eojeol."""
    return countable(eojeol(text) if language == "ko" else english_words(text))


def without(text: str, word: str, language: str) -> str:
    """``text`` with every occurrence of a word left out.

    >>> without("not good, not bad", "not", "en")
    'good, bad'
    """
    for token in reversed(words(text, language)):
        if token.text == word:
            text = text[: token.start].rstrip() + " " + text[token.end :].lstrip()
    return text.strip()


def reversed_words(text: str, language: str) -> str:
    """The words of ``text`` from last to first.

    >>> reversed_words("Good, not bad.", "en")
    'bad not good'
    """
    return " ".join(token.text for token in reversed(words(text, language)))
