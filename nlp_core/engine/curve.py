"""A training curve that stays small: evenly spread points however long the training runs."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass
class Curve(Generic[Item]):
    """Keeps at most ``limit`` items, evenly spread, the first and the newest always among them.

    >>> curve = Curve(limit=5)
    >>> for step in range(20):
    ...     curve.add(step)
    >>> curve.items
    [0, 8, 16, 19]
    """

    limit: int = 300
    _kept: list[Item] = field(default_factory=list)
    _newest: Item | None = None
    _stride: int = 1
    _seen: int = 0

    def add(self, item: Item) -> None:
        """Take one more item; every second one goes whenever the limit is reached."""
        if self._seen % self._stride == 0:
            self._kept.append(item)
            self._newest = None
        else:
            self._newest = item
        self._seen += 1
        if len(self._kept) >= self.limit:
            last_goes = len(self._kept) % 2 == 0
            self._newest = self._kept[-1] if last_goes else None
            self._kept = self._kept[::2]
            self._stride *= 2

    @property
    def items(self) -> list[Item]:
        """The kept items in the order they came."""
        return [*self._kept] if self._newest is None else [*self._kept, self._newest]
