"""A measured line over several seeds: their mean, and the range from the lowest to the highest."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A language-neutral name, x (N,), and the seeds' mean, lowest and highest (N,)."""

    name: str
    x: Sequence[float]
    mean: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
