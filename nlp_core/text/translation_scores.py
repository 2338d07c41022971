"""BLEU and chrF: how much of a translation's n-grams stand in a reference.

BLEU: Papineni et al. 2002, sections 2.1 to 2.3, over the units given. chrF: Popović 2015, over the
characters without their spaces. Settings differ between programs and change the scores (Post 2018),
so these two follow sacrebleu's: of one sentence, BLEU takes the orders that the sentence has, and
an order without a match counts a half, then a quarter ... of a match.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

ORDERS = 4  # of BLEU: runs of 1 to 4 units
LETTERS = 6  # of chrF: runs of 1 to 6 characters
BETA = 2  # recall counts this many times as much as precision


@dataclass(frozen=True)
class Order:
    """Runs of ``n``: how many the translation has, how many the reference, how many are in both."""

    n: int
    written: int
    wanted: int
    both: int

    @property
    def precision(self) -> float:
        """The share of the translation's runs that the reference has too."""
        return self.both / self.written if self.written else 0.0

    @property
    def recall(self) -> float:
        """The share of the reference's runs that the translation has too."""
        return self.both / self.wanted if self.wanted else 0.0


@dataclass(frozen=True)
class Bleu:
    """The score from 0 to 100, and what it is made of; ``precisions`` are the smoothed ones."""

    orders: tuple[Order, ...]
    precisions: tuple[float, ...]
    brevity: float
    score: float


@dataclass(frozen=True)
class Chrf:
    """The score from 0 to 100, and what it is made of."""

    orders: tuple[Order, ...]
    precision: float
    recall: float
    score: float


def words_and_signs(text: str) -> list[str]:
    """The units of BLEU: written words, and each sign by itself.

    >>> words_and_signs("고양이가 잔다.")
    ['고양이가', '잔다', '.']
    """
    return re.findall(r"\w+|[^\w\s]", text)


def runs(units: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    """Each run of ``n`` units and how often it occurs."""
    return Counter(tuple(units[i : i + n]) for i in range(len(units) - n + 1))


def overlaps(written: Sequence[str], wanted: Sequence[str], most: int) -> tuple[Order, ...]:
    """The runs of 1 to ``most`` units of two texts; one counts as often as both have it."""
    found = []
    for n in range(1, most + 1):
        mine, theirs = runs(written, n), runs(wanted, n)
        found.append(Order(n, mine.total(), theirs.total(), (mine & theirs).total()))
    return tuple(found)


def bleu(written: Sequence[str], wanted: Sequence[str]) -> Bleu:
    """BLEU of one sentence: its units and the reference's.

    >>> round(bleu("the cat sat".split(), "the cat sat down".split()).score, 1)
    71.7
    """
    return _bleu(overlaps(written, wanted, ORDERS), whole=False)


def corpus_bleu(pairs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Bleu:
    """BLEU of many sentences, (translation, reference): their counts are added up first."""
    return _bleu(_summed((overlaps(*pair, ORDERS) for pair in pairs), ORDERS), whole=True)


def chrf(written: str, wanted: str) -> Chrf:
    """chrF of one sentence; spaces count for nothing.

    >>> round(chrf("고양이가 잔다.", "고양이가 잔다.").score, 1)
    100.0
    """
    return _chrf(_letter_overlaps(written, wanted))


def corpus_chrf(pairs: Iterable[tuple[str, str]]) -> Chrf:
    """chrF of many sentences, (translation, reference): their counts are added up first."""
    return _chrf(_summed((_letter_overlaps(*pair) for pair in pairs), LETTERS))


def _letter_overlaps(written: str, wanted: str) -> tuple[Order, ...]:
    """Over characters; runs longer than the reference count for nothing."""
    found = overlaps("".join(written.split()), "".join(wanted.split()), LETTERS)
    return tuple(one if one.wanted else replace(one, written=0) for one in found)


def _summed(found: Iterable[tuple[Order, ...]], most: int) -> tuple[Order, ...]:
    sums = [[0, 0, 0] for _ in range(most)]
    for orders in found:
        for total, one in zip(sums, orders, strict=True):
            for place, count in enumerate((one.written, one.wanted, one.both)):
                total[place] += count
    return tuple(Order(n, *total) for n, total in enumerate(sums, 1))


def _bleu(orders: tuple[Order, ...], *, whole: bool) -> Bleu:
    """The geometric mean of the precisions, times the penalty for a translation that is short."""
    precisions, halves = [], 1
    for one in orders:
        if not one.written:
            break
        if not one.both:
            halves *= 2
        precisions.append(one.precision or 1 / (halves * one.written))
    written, wanted = orders[0].written, orders[0].wanted
    brevity = 0.0 if not written else min(1.0, math.exp(1 - wanted / written))
    has_all = len(precisions) == len(orders) or not whole
    if not (orders[0].both and has_all):
        return Bleu(orders, tuple(precisions), brevity, 0.0)
    mean = math.exp(sum(map(math.log, precisions)) / len(precisions))
    return Bleu(orders, tuple(precisions), brevity, 100 * brevity * mean)


def _chrf(orders: tuple[Order, ...]) -> Chrf:
    """The F score of the orders' mean precision and mean recall; orders that a text lacks drop out.

    F_β = (1 + β²) · P · R / (β² · P + R)
    """
    there = [one for one in orders if one.written and one.wanted]
    if not there:
        return Chrf(orders, 0.0, 0.0, 0.0)
    precision = sum(one.precision for one in there) / len(there)
    recall = sum(one.recall for one in there) / len(there)
    below = BETA**2 * precision + recall
    score = (1 + BETA**2) * precision * recall / below if below else 0.0
    return Chrf(orders, precision, recall, 100 * score)
