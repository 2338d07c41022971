"""Runs of characters counted for hundreds of thousands of texts: whole arrays at once.

A run of up to three characters fits into one 64-bit number (21 bits a character), and numbers sort
far faster than strings. The result equals counting ``countable(character_ngrams(text))`` text by
text, which is the code to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.characters import is_plain, is_word_like
from nlp_core.text.counts import Counts, Vocabulary
from nlp_core.text.tokenizers import as_counted, spaced_once

Integers = NDArray[np.int64]
BITS = 21  # Unicode ends at 0x10ffff
OTHERS = 0x110000  # numbers from here on stand for characters of several code points


@dataclass(frozen=True)
class Runs:
    """The distinct runs of some texts, and where they stand: text ``row[i]`` holds ``place[i]``."""

    words: list[str]
    row: Integers  # (M,)
    place: Integers  # (M,) into words
    texts: int


def find_runs(texts: Sequence[str], low: int = 2, high: int = 3) -> Runs:
    """Every countable run of ``low`` to ``high`` characters in every text, in lower case.

    >>> found = find_runs(["안 좋다", "좋다!"], 2, 2)
    >>> [found.words[i] for i in found.place[found.row == 1]]
    ['좋다', '다!']
    """
    if not 1 <= low <= high <= 3:
        raise ValueError(f"runs have one to three characters, not {low} to {high}")
    alphabet = _Alphabet()
    codes, rows = alphabet.encode(texts)
    letters = alphabet.word_like(codes)  # (characters,)
    keys, owners = [], []
    for n in range(low, high + 1):
        size = max(len(codes) - n + 1, 0)
        key, some = np.zeros(size, np.int64), np.zeros(size, bool)
        for i in range(n):
            key = (key << BITS) | (codes[i : i + size] + 1)  # 0 is no character
            some |= letters[i : i + size]
        whole = some & (rows[:size] == rows[n - 1 : n - 1 + size])
        keys.append(key[whole])
        owners.append(rows[:size][whole])
    distinct, place = np.unique(np.concatenate(keys), return_inverse=True)
    words, merged = _merge([alphabet.decode(key) for key in distinct.tolist()])
    return Runs(words, np.concatenate(owners), merged[place], len(texts))


def vocabulary_of(runs: Runs, *, at_least: int = 1, at_most: int | None = None) -> Vocabulary:
    """The runs seen ``at_least`` times, most frequent first, ties by code point."""
    frequency = np.bincount(runs.place, minlength=len(runs.words)).tolist()
    kept = [i for i, n in enumerate(frequency) if n >= at_least]
    kept.sort(key=lambda i: (-frequency[i], runs.words[i]))
    return Vocabulary(tuple(runs.words[i] for i in kept[:at_most]))


def count_runs(runs: Runs, vocabulary: Vocabulary) -> Counts:
    """How often each run of the vocabulary stands in each text (N, V)."""
    index, size = vocabulary.index, len(vocabulary)
    column = np.array([index.get(word, -1) for word in runs.words], np.int64)[runs.place]
    known = column >= 0
    cell, number = np.unique(runs.row[known] * size + column[known], return_counts=True)
    row, column = np.divmod(cell, max(size, 1))
    return Counts(row, column, number.astype(float), (runs.texts, size))


@dataclass
class _Alphabet:
    """Numbers for characters: code points as they are, longer characters in order of appearance."""

    longer: dict[str, int] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> tuple[Integers, Integers]:
        """The characters of all texts as numbers, and the text that each belongs to."""
        parts = [self._numbers(text) for text in texts]
        lengths = [len(part) for part in parts]
        rows = np.repeat(np.arange(len(texts)), lengths)
        return np.concatenate([np.zeros(0, np.int64), *parts]), rows

    def _numbers(self, text: str) -> Integers:
        spaced = " ".join(text.split())
        folded = as_counted(spaced)
        if is_plain(text) and len(folded) == len(spaced):
            return np.frombuffer(folded.encode("utf-32-le"), np.uint32).astype(np.int64)
        return np.array([self._number(character) for character in spaced_once(text)], np.int64)

    def _number(self, character: str) -> int:
        folded = as_counted(character)
        if len(character) == len(folded) == 1 and is_word_like(character) == is_word_like(folded):
            return ord(folded)
        if character not in self.longer:
            self.longer[character] = OTHERS + len(self.written)
            self.written.append(character)
        return self.longer[character]

    def word_like(self, codes: Integers) -> NDArray[np.bool_]:
        """Whether each character is more than punctuation."""
        known = np.zeros(OTHERS + len(self.written), bool)
        for code in np.unique(codes).tolist():
            known[code] = is_word_like(self._character(code))
        return known[codes]

    def decode(self, key: int) -> str:
        """The run that a key stands for, in lower case."""
        found = []
        while key:
            found.append(self._character((key & ((1 << BITS) - 1)) - 1))
            key >>= BITS
        return as_counted("".join(reversed(found)))

    def _character(self, code: int) -> str:
        return chr(code) if code < OTHERS else self.written[code - OTHERS]


def _merge(words: list[str]) -> tuple[list[str], Integers]:
    """The distinct words, and the place among them of each; ß and ss are one in lower case."""
    index: dict[str, int] = {}
    places = [index.setdefault(word, len(index)) for word in words]
    return list(index), np.array(places, np.int64)
