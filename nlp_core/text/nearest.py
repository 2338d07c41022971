"""Words spelt most like another one: the edit distance, over jamo for Hangul and letters else.

Damerau (1964) counts a letter too many, too few, a wrong one, or two that changed places. Korean is
compared jamo by jamo, so that 고앙이 is one step from 고양이 and not one syllable of three. All
words of a vocabulary are compared at once, a row of the table at a time for every word, so that ten
thousand of them take some milliseconds.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.text.hangul import FINALS, FIRST, INITIALS, LAST, MEDIALS, split_jamo

FARTHEST = 0.5  # of the longer word: beyond that two words have little in common
PROMISING = 128  # words that are compared first
_NOTHING, _END = -1, -2  # no letter stands here; a word ends here
_INITIALS, _MEDIALS = (np.array([ord(one) for one in row]) for row in (INITIALS, MEDIALS))
_FINALS = np.array([ord(one) if one else _NOTHING for one in FINALS])


def edit_distance(one: str, other: str) -> int:
    """How many steps lead from ``one`` to ``other``.

    >>> edit_distance("teh", "the"), edit_distance("cat", "coats")
    (1, 2)
    """
    letters = np.array([*map(ord, other), _END], dtype=np.int64)[None]
    return int(_distances(one, letters, np.array([len(other)]))[0])


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words nearest to ``word``, the nearest first; none that is too far.

    >>> nearest("고앙이", ["나무", "고양이", "토끼"])
    ['고양이']
    """
    words = list(dict.fromkeys(known))
    letters = split_jamo(word.casefold())
    if not words:
        return []
    flat, starts, lengths = _spelt(words)
    most = (FARTHEST * np.maximum(lengths, len(letters))).astype(int)
    apart = np.maximum(lengths, len(letters)) - _common(letters, flat, starts, lengths)
    (some,) = np.nonzero((np.abs(lengths - len(letters)) <= most) & (apart <= most))
    if not len(some):
        return []

    def away(rows: NDArray[Any]) -> NDArray[Any]:
        places = starts[rows, None] + np.arange(lengths[rows].max() + 1)
        return _distances(letters, flat[np.minimum(places, len(flat) - 1)], lengths[rows])

    first = some[np.argsort(apart[some], kind="stable")[:PROMISING]]
    tried = away(first)
    good = np.sort(tried[tried <= most[first]])
    if len(good) >= count:  # no word that must be farther can come among the nearest any more
        some = some[apart[some] <= good[count - 1]]
    steps = away(some)
    order = np.argsort(steps, kind="stable")
    found = [(int(steps[i]), words[some[i]]) for i in order if steps[i] <= most[some[i]]]
    limit = 2 * found[0][0] + 1 if found else 0  # beside a near word a far one is none
    return [one for far, one in found[:count] if far <= limit]


def _spelt(words: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Every word's letters one after the other, each word with an end, and where they start (V,)
    and how many each has (V,)."""
    folded = [word.casefold() for word in words]
    codes = np.frombuffer("".join(folded).encode("utf-32-le", "surrogatepass"), np.uint32)
    sizes = np.array([len(word) + 1 for word in folded])
    ends = np.cumsum(sizes) - 1
    whole = np.full(sizes.sum(), _END, dtype=np.int64)
    inside = np.ones(len(whole), dtype=bool)
    inside[ends] = False
    whole[inside] = codes
    syllable = (whole >= FIRST) & (whole <= LAST)
    rest, final = np.divmod(np.where(syllable, whole - FIRST, 0), len(FINALS))
    initial, medial = np.divmod(rest, len(MEDIALS))
    three = np.full((len(whole), 3), _NOTHING, dtype=np.int64)
    three[:, 0] = np.where(syllable, _INITIALS[initial], whole)
    three[syllable, 1] = _MEDIALS[medial[syllable]]
    three[syllable, 2] = _FINALS[final[syllable]]
    flat = three[three != _NOTHING]
    (last,) = np.nonzero(flat == _END)
    starts = np.concatenate([[0], last[:-1] + 1])
    return flat, starts, last - starts


def _common(
    letters: str, flat: NDArray[Any], starts: NDArray[Any], lengths: NDArray[Any]
) -> NDArray[Any]:
    """How many letters each word shares with ``letters``, wherever they stand, (V,): all others
    take a step at least."""
    shared = np.zeros(len(lengths), dtype=np.int64)
    for letter in set(letters):
        seen = np.concatenate([[0], np.cumsum(flat == ord(letter))])
        shared += np.minimum(seen[starts + lengths] - seen[starts], letters.count(letter))
    return shared


def _distances(one: str, others: NDArray[Any], lengths: NDArray[Any]) -> NDArray[Any]:
    """Steps from ``one`` to each of the words (N,) whose letters are the rows of ``others`` (N, W).

    A row of the usual table is made at once: going right costs one step, so the least way into a
    place from any place left of it is a running minimum.
    """
    columns = np.arange(others.shape[1])  # after so many letters
    last = before = np.empty((0, 0), dtype=np.int64)
    row = np.broadcast_to(columns, others.shape).copy()
    for i, letter in enumerate(one):
        last, before = before, row
        row = before + 1
        row[:, 1:] = np.minimum(row[:, 1:], before[:, :-1] + (others[:, :-1] != ord(letter)))
        if i:
            turned = (others[:, 1:-1] == ord(one[i - 1])) & (others[:, :-2] == ord(letter))
            row[:, 2:] = np.where(turned, np.minimum(row[:, 2:], last[:, :-2] + 1), row[:, 2:])
        row = np.minimum.accumulate(row - columns, axis=1) + columns
    return row[np.arange(len(row)), lengths]
