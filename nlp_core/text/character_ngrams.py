"""A writer that counts: the next character drawn by what followed the last n - 1 of them.

Shannon 1948, "A Mathematical Theory of Communication", section 3, wrote English this way by hand.
It is the baseline of a character model: n = 1 knows frequencies alone. Chances mix the counts of
longer and shorter runs as Witten & Bell 1991 do ("The Zero-Frequency Problem", method C).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

Run = tuple[str, ...]


class CharacterNgrams:
    """Counts of what follows each run of at most n - 1 units."""

    def __init__(self, units: Sequence[str], n: int, kinds: int) -> None:
        """Count in ``units``, which are not empty; n is 1 or more, ``kinds`` how many there are."""
        if n < 1 or not units:
            raise ValueError("n is 1 or more, and there is something to count")
        self.n, self.kinds, self.start = n, kinds, units[0]
        self._after: defaultdict[Run, Counter[str]] = defaultdict(Counter)
        for i, unit in enumerate(units):
            for reach in range(min(n - 1, i) + 1):
                self._after[tuple(units[i - reach : i])][unit] += 1
        self._totals = {run: after.total() for run, after in self._after.items()}

    def write(self, length: int, rng: np.random.Generator) -> list[str]:
        """``length`` units, each drawn by the longest run that was seen; begins after the start."""
        written = [self.start]
        for _ in range(length):
            run = self._run(written, len(written))
            while run not in self._totals:
                run = run[1:]
            after = self._after[run]
            place = int(rng.integers(self._totals[run]))
            until = np.cumsum(list(after.values()))
            written.append(list(after)[int(np.searchsorted(until, place, "right"))])
        return written[1:]

    def chance(self, before: Sequence[str], unit: str) -> float:
        """P(unit | before), mixed from the empty run up: never 0.

        >>> CharacterNgrams("aab", 1, kinds=2).chance("", "a")
        0.6
        """
        whole = self._run(before, len(before))
        chance = 1 / self.kinds
        for reach in range(len(whole) + 1):
            run = whole[len(whole) - reach :]
            total = self._totals.get(run)
            if total is None:
                break
            after = self._after[run]
            chance = (after.get(unit, 0) + len(after) * chance) / (total + len(after))
        return chance

    def loss(self, units: Sequence[str]) -> float:
        """Mean -ln P of each unit but the first, in nats: as a character model's cross-entropy."""
        places = range(1, len(units))
        chances = (self.chance(units[max(0, i - self.n + 1) : i], units[i]) for i in places)
        return -sum(map(math.log, chances)) / len(places)

    def _run(self, units: Sequence[str], end: int) -> Run:
        return tuple(units[max(0, end - self.n + 1) : end])
