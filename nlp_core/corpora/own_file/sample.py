"""Rows drawn evenly from a stream of unknown length, in their order, with a seed."""

import math
import random
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Sample(Generic[T]):
    """At most ``most`` of all that is added, each as likely as the next; ``seen`` counts all.

    Li (1994), "Reservoir-Sampling Algorithms of Time Complexity O(n(1 + log(N/n)))", algorithm L:
    it draws how many to skip, so that a skipped row costs a comparison.
    """

    def __init__(self, most: int, seed: int = 0) -> None:
        self.seen = 0
        self._most = most
        self._random = random.Random(seed)
        self._kept: list[tuple[int, T]] = []
        self._weight = 1.0
        self._next = most - 1
        self._skip()

    def add(self, one: T) -> None:
        """Take ``one``, or leave it."""
        if self.seen < self._most:
            self._kept.append((self.seen, one))
        elif self.seen == self._next:
            self._kept[self._random.randrange(self._most)] = (self.seen, one)
            self._skip()
        self.seen += 1

    def _skip(self) -> None:
        self._weight *= math.exp(math.log(1 - self._random.random()) / self._most)
        share = math.log(1 - self._random.random()) / math.log1p(-self._weight)
        self._next += int(share) + 1

    def __iter__(self) -> Iterator[T]:
        """What was kept, in the order it came."""
        return (one for _, one in sorted(self._kept, key=lambda each: each[0]))


def sampled(all_of_them: Iterable[T], most: int, seed: int = 0) -> Sample[T]:
    """A sample of everything."""
    found: Sample[T] = Sample(most, seed)
    for one in all_of_them:
        found.add(one)
    return found
