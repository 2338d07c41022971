"""Ratios of co-occurrence probabilities: which words tell two others apart (section 3 of GloVe).

P(k | a) / P(k | b) is far above 1 for a word k that keeps company with a alone, far below 1 for one
that keeps it with b alone, and near 1 where k stands beside both or beside neither.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.provenance import Published
from nlp_core.text.cooccurrence import Cooccurrences
from nlp_core.text.embeddings import unknown
from nlp_core.text.nearest import nearest
from nlp_core.text.stop_words import ALL

TABLE = {"solid": (1.9e-4, 2.2e-5), "gas": (6.6e-5, 7.8e-4)} | {
    "water": (3.0e-3, 2.2e-3),
    "fashion": (1.7e-5, 1.8e-5),
}
"""P(k | ice) and P(k | steam) as the paper prints them."""
PRINTED = {"solid": 8.9, "gas": 8.5e-2, "water": 1.36, "fashion": 0.96}
"""The ratios as the paper prints them."""
SOURCE = Published(
    "Pennington et al. 2014, Table 1 (a text of 6 billion words)",
    "https://aclanthology.org/D14-1162/",
)
LONGEST = 40  # letters of an unknown word that are compared
FEW = 5.0  # a count below which chance decides much
CLEAR = 3.0  # a ratio beyond which a probe counts as one side's own


@dataclass(frozen=True)
class Ratio:
    """How often ``probe`` stands beside each of two words (counts), and P(probe | word) of each."""

    probe: str
    counts: tuple[float, float]
    shares: tuple[float, float]

    @property
    def value(self) -> float:
        """P(k | a) / P(k | b): inf where only a meets the probe, NaN where neither does."""
        first, second = self.shares
        if second:
            return first / second
        return math.inf if first else math.nan

    @property
    def is_few(self) -> bool:
        """Whether one of the counts is so small that chance decides much of the ratio."""
        return min(self.counts) < FEW


def known(word: str, words: Sequence[str]) -> str:
    """The word as the vocabulary spells it.

    Raises LearnerError "empty-text", or "unknown-word" (word, near) with the nearest spellings.
    """
    wanted = word.strip()
    if not wanted:
        raise LearnerError("empty-text")
    if wanted in words:
        return wanted
    folded = {one.casefold(): one for one in reversed(words)}
    if wanted.casefold() in folded:
        return folded[wanted.casefold()]
    near = nearest(wanted[:LONGEST], words, 4)
    if not near:
        raise unknown(wanted, words)
    raise LearnerError("unknown-word", word=wanted, near=", ".join(near))


def known_words(some: Sequence[str], words: Sequence[str]) -> list[str]:
    """Each of ``some`` once; LearnerError "no-words" where there is none, or as ``known``."""
    if not some:
        raise LearnerError("no-words")
    return list(dict.fromkeys(known(word, words) for word in some))


def ratios(counted: Cooccurrences, first: str, second: str, probes: Sequence[str]) -> list[Ratio]:
    """One ratio a probe, in their order, each probe once.

    Raises LearnerError "same-pair" (word) where both words are one, or as ``known_words``.
    """
    words = counted.words
    one, other = known(first, words), known(second, words)
    if one == other:
        raise LearnerError("same-pair", word=one)
    spelt = known_words(probes, words)
    rows = [counted.row(word) for word in (one, other)]
    shares = [counted.probabilities(word) for word in (one, other)]
    places = [counted.index[probe] for probe in spelt]
    return [
        Ratio(
            probe,
            (float(rows[0][at]), float(rows[1][at])),
            (float(shares[0][at]), float(shares[1][at])),
        )
        for probe, at in zip(spelt, places, strict=True)
    ]


def telling(counted: Cooccurrences, first: str, second: str, each: int = 3) -> list[str]:
    """Probes that tell two words apart: of each side those met most often, if met thrice as often.

    Then the probes met most often by both alike. Stop words and signs are no probes.
    """
    rows = [counted.row(word) for word in (first, second)]
    shares = [counted.probabilities(word) for word in (first, second)]
    plain = np.array([any(map(str.isalnum, one)) and one not in ALL for one in counted.words])
    plain[[counted.index[first], counted.index[second]]] = False
    found: list[int] = []
    for here, there in ((0, 1), (1, 0)):
        clear = plain & (shares[here] > CLEAR * shares[there]) & (rows[here] > 0)
        found += _largest(rows[here], clear, each)
    alike = plain & (shares[0] < CLEAR * shares[1]) & (shares[1] < CLEAR * shares[0])
    found += _largest(rows[0] * rows[1], alike, each)
    return [counted.words[i] for i in found]


def _largest(values: NDArray[np.float64], chosen: NDArray[np.bool_], count: int) -> list[int]:
    """The places of the largest of the chosen values."""
    order = np.where(chosen, values, -np.inf).argsort()[::-1][:count]
    return [int(place) for place in order if chosen[place]]


def said_ratios(
    said: Sequence[Sequence[float]], counted: Cooccurrences, pair: tuple[str, str]
) -> list[float]:
    """Ratios P(k | a) / P(k | b) from what a model says log X is: (2, K), a's row and b's."""
    first, second = (float(counted.totals[counted.index[word]]) for word in pair)
    scale = second / max(first, 1e-12)
    return [math.exp(one - other) * scale for one, other in zip(*said, strict=True)]
