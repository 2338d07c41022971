"""A table of embeddings as the product of two: what stays, and what is given up.

V x E times E x H is a V x H table again: every word still has H numbers. But the rows are sums of
no more than E directions, so that the rank is at most E (Lan et al. 2020, section 3.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError

H = 8  # features of a state, few enough to show them all
MOST_WORDS = 10
SEED = 21


@dataclass(frozen=True, eq=False)
class Factored:
    """The words (N), the two factors (N, E) and (E, H), their product and its singular values (H,
    the largest first; 0 where the rank ends).
    """

    words: tuple[str, ...]
    narrow: NDArray[np.float64]
    widen: NDArray[np.float64]
    product: NDArray[np.float64]
    singular: NDArray[np.float64]

    @property
    def rank(self) -> int:
        """How many directions the rows of the product are made of."""
        return int(np.linalg.matrix_rank(self.product))


def words_of(text: str) -> tuple[str, ...]:
    """The first distinct words of a text; LearnerError "empty-text" where there is none."""
    found = tuple(dict.fromkeys(text.split()))[:MOST_WORDS]
    if not found:
        raise LearnerError("empty-text")
    return tuple(word[:20] for word in found)


def factored(words: Sequence[str], e: int) -> Factored:
    """Random factors for some words, always the same for the same number of them.

    ValueError for an ``e`` below 1.
    """
    if e < 1:
        raise ValueError(f"e is at least 1, not {e}")
    dice = np.random.default_rng(SEED)
    widen = dice.normal(size=(H, H))[:e]  # of a larger E the first rows stay
    narrow = dice.normal(size=(len(words), max(e, H)))[:, :e]
    if e > H:
        widen = np.vstack([widen, dice.normal(size=(e - H, H))])
    product = narrow @ widen
    singular = np.zeros(H)
    found = np.linalg.svd(product, compute_uv=False)
    singular[: len(found)] = np.where(found > 1e-9, found, 0.0)
    return Factored(tuple(words), narrow, widen, product, singular)


def pays_from(e: int, h: int) -> float:
    """The number of tokens V from which V x E + E x H is less than V x H; infinite for E >= H.

    >>> pays_from(128, 768)
    153.6
    """
    return e * h / (h - e) if e < h else float("inf")
