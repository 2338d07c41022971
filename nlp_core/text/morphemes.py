"""Korean morphemes through kiwipiepy: 학교에 and 학교를 meet in 학교.

Loading the analyser takes seconds and half a gigabyte, so it happens on first use, once a process;
a server asks its short-task worker (``engine.short(morphemes_of, texts)``) and never loads it
itself. Tags are the Sejong corpus's: NNG a common noun, JKO an object particle, EF an ending.
"""

from functools import cache
from typing import Any, NamedTuple

from nlp_core.errors import LearnerError
from nlp_core.text.hangul import keyboard_letters
from nlp_core.text.tokenizers import Token


class Morpheme(NamedTuple):
    """One morpheme with its tag; ``start`` and ``length`` count characters of its text.

    Contracted morphemes share a place (했 is 하 and 었 with one start), and one that is only
    understood, such as the copula 이 after a vowel, has length 0.
    """

    form: str
    tag: str
    start: int
    length: int

    @property
    def token(self) -> Token:
        """The form with the place it was found at."""
        return Token(self.form, self.start, self.start + self.length)


def morphemes(text: str) -> list[Token]:
    """The morphemes of ``text`` in their written-out form, each with the place it was found at."""
    return morphemes_of([text])[0]


def morphemes_of(texts: list[str]) -> list[list[Token]]:
    """Many texts at once, which is several times as fast as one by one."""
    return [[unit.token for unit in units] for units in analyse(texts)]


def analyse(texts: list[str]) -> list[list[Morpheme]]:
    """The morphemes of each text with their tags, letters as a keyboard writes them (ㄴ다).

    Raises LearnerError "no-morphemes" where the analyser is missing or cannot be loaded.
    """
    return [
        [Morpheme(keyboard_letters(u.form), u.tag, u.start, u.len) for u in units]
        for units in _kiwi().tokenize(texts)
    ]


@cache
def _kiwi() -> Any:
    try:
        from kiwipiepy import Kiwi

        return Kiwi(num_workers=1)
    except (ImportError, OSError, RuntimeError, MemoryError) as error:
        raise LearnerError("no-morphemes") from error
