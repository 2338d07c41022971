"""How wide the generator draws: the sizes of alphabets, affixes and words, each with its weight."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from nlp_core.corpora.letter_rules.rules import LONGEST_AFFIX, SYMBOLS

LONGEST = 12  # letters in a word
Weights = tuple[float, ...]
"""Of the sizes 1, 2, 3 and so on; they add up to 1."""


def weights(by_size: Mapping[int, float]) -> Weights:
    """Any weights of sizes as shares of their sum, from size 1 on.

    >>> weights({2: 1, 3: 3})
    (0.0, 0.25, 0.75)
    """
    if min(by_size) < 1:
        raise ValueError("a size is 1 or more")
    total = sum(by_size.values())
    return tuple(by_size.get(size, 0.0) / total for size in range(1, max(by_size) + 1))


@dataclass(frozen=True)
class Scope:
    """Weights for the sizes of alphabets (up to 32), affixes, edges of a wrap (5) and words (12).

    An episode draws its words and its rule from one alphabet.
    """

    alphabet: Weights
    affix: Weights
    edge: Weights
    word: Weights

    def __post_init__(self) -> None:
        """Raise ValueError for sizes that cannot be drawn; an alphabet needs two symbols."""
        limits = {"alphabet": len(SYMBOLS), "affix": LONGEST_AFFIX, "edge": LONGEST_AFFIX}
        for name, limit in (limits | {"word": LONGEST}).items():
            if not 1 <= len(getattr(self, name)) <= limit:
                raise ValueError(f"{name}: sizes from 1 to {limit}")
        if self.alphabet[0]:
            raise ValueError("alphabet: two symbols at least")

    def only(self, **sizes: int) -> "Scope":
        """The same scope with a single size of what is named, as in ``only(alphabet=2)``."""
        return replace(self, **{name: weights({size: 1}) for name, size in sizes.items()})


def draw_sizes(
    share: Weights, shape: int | tuple[int, ...], rng: np.random.Generator
) -> np.ndarray:
    """Sizes drawn by their weights, in an array of ``shape``."""
    return rng.choice(np.arange(1, len(share) + 1), shape, p=np.array(share) / sum(share))


FEW_SYMBOLS = {size: 1 / size for size in range(2, 12)}
MANY_SYMBOLS = dict.fromkeys(range(12, len(SYMBOLS) + 1), sum(FEW_SYMBOLS.values()) / 21)
WIDE = Scope(
    alphabet=weights(FEW_SYMBOLS | MANY_SYMBOLS),  # half of the episodes have fewer than twelve
    affix=(0.24, 0.24, 0.22, 0.16, 0.14),
    edge=(0.36, 0.30, 0.16, 0.10, 0.08),
    word=(0.06, 0.10, 0.15, 0.15, 0.14, 0.11, 0.09, 0.07, 0.05, 0.03, 0.03, 0.02),
)
LONG = replace(WIDE, word=weights(dict.fromkeys(range(5, 13), 1)))
NARROW = Scope(  # what a training begins with; also a test of its own
    alphabet=weights(dict.fromkeys(range(12, len(SYMBOLS) + 1), 1)),
    affix=weights(dict.fromkeys((1, 2, 3), 1)),
    edge=weights(dict.fromkeys((1, 2), 1)),
    word=(0.06, 0.12, 0.18, 0.18, 0.16, 0.11, 0.08, 0.05, 0.03, 0.03),
)
