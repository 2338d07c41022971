"""Words broken into lines, so that the type of what is made of them can be as large as it may."""

from collections.abc import Sequence

BETWEEN = 0.35  # units between two words
Layout = tuple[list[tuple[int, float, float]], int, float]
"""The line, the place and the width of each word; how many lines; the longest."""


def broken(
    widths: Sequence[float], *, beside: float, line: float, wide: float, high: float
) -> Layout:
    """Words of some widths in as many lines as let a unit be largest on ``wide`` by ``high``
    pixels; a line is ``line`` units high and has ``beside`` units of something else before it.

    >>> broken([4, 4], beside=0, line=2, wide=100, high=100)[1]
    2
    >>> broken([4, 4], beside=0, line=2, wide=100, high=10)[1]
    1
    """
    best: tuple[float, Layout] | None = None
    for room in sorted({max(widths, default=2.0), *_sums(widths)}):
        found = _in_lines(widths, room)
        _, count, longest = found
        unit = min(wide / (beside + longest), high / (line * count))
        if best is None or unit > best[0] + 1e-9:
            best = unit, found
    assert best is not None
    return best[1]


def _in_lines(widths: Sequence[float], room: float) -> Layout:
    """The words in lines no longer than ``room``, unless one word is."""
    places: list[tuple[int, float, float]] = []
    at, number = 0.0, 0
    for width in widths:
        if at and at + width > room + 1e-9:
            at, number = 0.0, number + 1
        places.append((number, at, width))
        at += width + BETWEEN
    return places, number + 1, max((x + width for _, x, width in places), default=1.0)


def _sums(widths: Sequence[float]) -> list[float]:
    """The widths that the first line may have."""
    found, total = [], 0.0
    for width in widths:
        total += width + (BETWEEN if total else 0.0)
        found.append(total)
    return found
