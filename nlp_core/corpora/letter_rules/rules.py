"""Rules that turn one word into another, each a family with parameters (Brown et al. 2020, 3.9.2).

A family is a way to change a word; its parameters say with what. Of every family with parameters an
eighth of all rules, chosen by a hash of the parameters, is held out of training for good.
"""

from dataclasses import dataclass

import numpy as np

SYMBOLS = "abcdefghijklmnopqrstuvwxyz*-!?+@"
"""The 32 symbols of words and rules. None is special: to the model they are just different."""

FAMILIES = ("suffix", "prefix", "wrap", "insert", "substitute")
KNOWN_OPERATIONS = ("reverse", "drop-first", "drop-last", "repeat")
UNSEEN_OPERATIONS = ("rotate", "swap-ends", "double-last")
OPERATIONS = KNOWN_OPERATIONS + UNSEEN_OPERATIONS
KINDS = (*FAMILIES, "operation")
LONGEST_AFFIX, LAST_PLACE = 5, 4
HELD_OUT_OF = 8  # one rule in eight is never trained on


@dataclass(frozen=True)
class Rule:
    """One rule: ``first`` and ``second`` are strings of symbols, ``place`` counts letters from 1.

    suffix, prefix: add ``first``; wrap: ``first`` before and ``second`` behind; insert: ``first``
    after the letter at ``place``; substitute: every ``first`` becomes ``second``; operation: the
    one of ``OPERATIONS`` at index ``place``.

    >>> Rule("suffix", "ly").apply("kind"), Rule("insert", "-", place=2).apply("kind")
    ('kindly', 'ki-nd')
    """

    family: str
    first: str = ""
    second: str = ""
    place: int = 0

    def apply(self, word: str) -> str:
        """The answer that this rule gives to ``word``."""
        match self.family:
            case "suffix":
                return word + self.first
            case "prefix":
                return self.first + word
            case "wrap":
                return self.first + word + self.second
            case "insert":
                return word[: self.place] + self.first + word[self.place :]
            case "substitute":
                return word.replace(self.first, self.second)
            case "operation":
                return operate(OPERATIONS[self.place], word)
        raise ValueError(f"no rule family {self.family!r}: one of {KINDS}")

    @property
    def description(self) -> str:
        """The rule as a template: ``_`` is the (rest of the) word, ``.`` one letter; "" for none.

        >>> [Rule("wrap", "a", "b").description, Rule("insert", "-", place=2).description]
        ['a_b', '..-_']
        """
        match self.family:
            case "suffix":
                return "_" + self.first
            case "prefix":
                return self.first + "_"
            case "wrap":
                return f"{self.first}_{self.second}"
            case "insert":
                return "." * self.place + self.first + "_"
            case "substitute":
                return f"{self.first}={self.second}"
        return ""

    @property
    def held_out(self) -> bool:
        """Whether no training episode may use this rule."""
        if self.family == "operation":
            return OPERATIONS[self.place] in UNSEEN_OPERATIONS
        first, second = (_digits(text) for text in (self.first, self.second))
        kind = np.array([KINDS.index(self.family)])
        return bool(held_out(kind, first[None], second[None], np.array([self.place]))[0])


def operate(operation: str, word: str) -> str:
    """A fixed letter operation, with no parameters: there is nothing in it to hold out."""
    match operation:
        case "reverse":
            return word[::-1]
        case "drop-first":
            return word[1:]
        case "drop-last":
            return word[:-1]
        case "repeat":
            return word + word
        case "rotate":
            return word[1:] + word[:1]
        case "swap-ends":
            return word[-1:] + word[1:-1] + word[:1]
        case "double-last":
            return word + word[-1:]
    raise ValueError(f"no letter operation {operation!r}: one of {OPERATIONS}")


def held_out(
    kind: np.ndarray, first: np.ndarray, second: np.ndarray, place: np.ndarray
) -> np.ndarray:
    """Which rules are never trained on: (N,) bool.

    ``kind`` and ``place`` are (N,) integers; ``first`` and ``second`` are (N, 5) symbol numbers
    from 1, with 0 where there is none.
    """
    digits = [column.astype(np.uint64) for column in (*first.T, *second.T, place)]
    code = kind.astype(np.uint64)
    for digit in (*digits[:3], *digits[5:8], digits[10]):
        code = code * np.uint64(64) + digit
    rest = np.zeros_like(code)  # 0 for short rules, whose fate does not hang on the longest rule
    for digit in (*digits[3:5], *digits[8:10]):
        rest = rest * np.uint64(64) + digit
    code ^= rest * np.uint64(0x9E3779B97F4A7C15)
    code ^= code >> np.uint64(30)  # mix the bits (splitmix64's finaliser, Steele et al. 2014)
    code *= np.uint64(0xBF58476D1CE4E5B9)
    code ^= code >> np.uint64(27)
    code *= np.uint64(0x94D049BB133111EB)
    code ^= code >> np.uint64(31)
    return code % np.uint64(HELD_OUT_OF) == 0


def _digits(text: str) -> np.ndarray:
    numbers = [SYMBOLS.index(symbol) + 1 for symbol in text]
    return np.array(numbers + [0] * (LONGEST_AFFIX - len(numbers)))
