"""Pairs of neighbouring words that belong together: pointwise mutual information.

PMI asks how much more often two words are neighbours than chance would have it. Sources: Church &
Hanks (1990), "Word Association Norms, Mutual Information, and Lexicography"; Bouma (2009),
"Normalized (Pointwise) Mutual Information in Collocation Extraction", for NPMI; Dunning (1993),
"Accurate Methods for the Statistics of Surprise and Coincidence", for the likelihood ratio.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Pairs:
    """How often words stand first and second in a pair of neighbours, and each pair itself."""

    first: Counter[str]
    second: Counter[str]
    both: Counter[tuple[str, str]]
    total: int


@dataclass(frozen=True)
class Collocation:
    """Two neighbouring words, their counts on their own and together, and the pair's score."""

    words: tuple[str, str]
    alone: tuple[int, int]
    together: int
    score: float


def count_pairs(documents: Iterable[Sequence[str]], without: Collection[str] = ()) -> Pairs:
    """Count neighbours in each document; pairs with a word of ``without`` are passed over."""
    both: Counter[tuple[str, str]] = Counter()
    for document in documents:
        near = pairwise(document)
        both.update(pair for pair in near if pair[0] not in without and pair[1] not in without)
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), count in both.items():
        first[one] += count
        second[other] += count
    return Pairs(first, second, both, both.total())


def pmi(one: int, other: int, together: int, total: int) -> float:
    """log2 of P(pair) over P(first) P(second): 0 is chance.

    A pair of words seen once each and together reaches log2 of ``total``, the most there is.

    >>> pmi(1, 1, 1, 1024), pmi(32, 32, 32, 1024)
    (10.0, 5.0)
    """
    return math.log2(together * total / (one * other))


def npmi(one: int, other: int, together: int, total: int) -> float:
    """PMI over its highest value -log2 P(pair): 1 for words that are never apart, 0 is chance."""
    if together == total:
        return 1.0
    return pmi(one, other, together, total) / -math.log2(together / total)


def likelihood_ratio(one: int, other: int, together: int, total: int) -> float:
    """Dunning's G² of the 2 x 2 table: how sure it is that the words are no neighbours by chance.

    Below 0 where they meet less often than by chance.
    """
    table = (together, one - together, other - together, total - one - other + together)
    rows, columns = (one, total - one), (other, total - other)
    expected = [row * column / total for row in rows for column in columns]
    found = 2 * sum(n * math.log(n / e) for n, e in zip(table, expected, strict=True) if n > 0)
    return found if together >= expected[0] else -found


MEASURES: dict[str, Callable[[int, int, int, int], float]] = {
    "pmi": pmi,
    "npmi": npmi,
    "likelihood": likelihood_ratio,
}


def collocations(pairs: Pairs, measure: str, at_least: int, most: int) -> list[Collocation]:
    """The ``most`` pairs with the highest score, of those seen ``at_least`` so often."""
    score = MEASURES[measure]
    found = []
    for words, together in pairs.both.items():
        if together >= at_least:
            one, other = alone = (pairs.first[words[0]], pairs.second[words[1]])
            value = score(one, other, together, pairs.total)
            found.append(Collocation(words, alone, together, value))
    return sorted(found, key=lambda c: (-c.score, -c.together, c.words))[:most]
