"""Words as one-hot vectors: compared two by two, and added up to a document."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.experiments.bag_of_words.bag import Bag
from nlp_core.text.similarity import distances, dot_products, one_hot


@dataclass(frozen=True)
class Pairs:
    """Some words as one-hot vectors (T, V), and every two of them compared (T, T)."""

    words: tuple[str, ...]
    vectors: NDArray[np.float64]
    dots: NDArray[np.float64]
    distances: NDArray[np.float64]

    def extremes(self) -> dict[str, float]:
        """Over different words: the largest dot product, the smallest and the largest distance."""
        apart = ~np.eye(len(self.words), dtype=bool)
        if not apart.any():
            return {"dot": 0.0, "nearest": 0.0, "farthest": 0.0}
        between = self.distances[apart]
        return {
            "dot": float(self.dots[apart].max()),
            "nearest": float(between.min()),
            "farthest": float(between.max()),
        }

    def distance_in_words(self, first: int, second: int) -> str:
        """The distance of two words as a root and as a number."""
        distance = float(self.distances[first, second])
        return f"√{round(distance**2)} ≈ {distance:.4f}" if distance else "0"

    def nearest_to_first(self, tie: str) -> str:
        """The word nearest to the first one; ``tie`` if several are."""
        between = self.distances[0, 1:]
        if np.ptp(between) < 1e-9:
            return tie
        return self.words[1 + int(between.argmin())]


def compare_words(bag: Bag, most: int) -> Pairs:
    """The first words that a reader meets, at most ``most`` of them, as one-hot vectors."""
    words = bag.in_reading_order(most)
    vectors = one_hot(words, bag.vocabulary)
    return Pairs(tuple(words), vectors, dot_products(vectors), distances(vectors))


def sum_of_one_hots(
    bag: Bag, document: int, most: int
) -> tuple[list[str], list[str], NDArray[np.float64]]:
    """The first ``most`` known words of a document, some columns, and the rows of numbers.

    Rows are the words' one-hot vectors, then their sum: (T + 1, columns). The columns are the
    document's own words and then others, in the order of reading.
    """
    known = [word for word in bag.documents[document] if word in bag.vocabulary][:most]
    own = list(dict.fromkeys(known))
    others = [word for word in bag.in_reading_order(most) if word not in own]
    columns = [*own, *others][:most]
    vectors = one_hot(known, bag.vocabulary)  # (T, V)
    rows = np.vstack([vectors, vectors.sum(axis=0)])  # (T + 1, V)
    return known, columns, rows[:, [bag.vocabulary.index[word] for word in columns]]
