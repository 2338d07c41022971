"""Words spelt most like another one: the edit distance, over jamo for Hangul and letters else.

Damerau (1964) counts a letter too many, too few, a wrong one, or two that changed places. Korean is
compared jamo by jamo, so that 고앙이 is one step from 고양이 and not one syllable of three.
"""

from collections.abc import Iterable

from nlp_core.text.hangul import split_jamo

FARTHEST = 0.5  # of the longer word: beyond that two words have little in common


def edit_distance(one: str, other: str) -> int:
    """How many steps lead from ``one`` to ``other``.

    >>> edit_distance("teh", "the"), edit_distance("cat", "coats")
    (1, 2)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            steps = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                steps = min(steps, last[j - 2] + 1)
            row.append(steps)
    return row[-1]


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words nearest to ``word``, the nearest first; none that is too far.

    >>> nearest("고앙이", ["나무", "고양이", "토끼"])
    ['고양이']
    """
    letters = split_jamo(word.casefold())
    found: list[tuple[int, str]] = []
    for one in dict.fromkeys(known):
        spelt = split_jamo(one.casefold())
        most = int(FARTHEST * max(len(letters), len(spelt)))
        if abs(len(letters) - len(spelt)) <= most:
            steps = edit_distance(letters, spelt)
            if steps <= most:
                found.append((steps, one))
    found.sort(key=lambda pair: pair[0])
    most = 2 * found[0][0] + 1 if found else 0  # beside a near word a far one is none
    return [one for steps, one in found[:count] if steps <= most]
