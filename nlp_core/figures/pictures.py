"""Fields of numbers as small pictures: PNG data URIs of few colours, and lines of equal height."""

import base64
import io
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nlp_core.figures.palette import TINT_MINUS, TINT_PLUS

Array = NDArray[np.float64]
LEVELS = 21  # shades of a tinted picture, nothing in the middle
# Every tenth of matplotlib's viridis (S. van der Walt, N. Smith, E. Firing; CC0).
VIRIDIS = (
    *("#440154", "#482475", "#414487", "#355F8D", "#2A788E", "#21918C"),
    *("#22A884", "#44BF70", "#7AD151", "#BDDF26", "#FDE725"),
)
VOID = 255  # the colour number of what is no number


def tinted(values: Array, reach: float, *, strongest: float = 1.0) -> str:
    """Values (R, C) as a picture, rows from the bottom: orange below 0, clear at 0, blue above.

    ``strongest`` is the opacity at -reach and reach; the paper is seen through the rest.
    """
    share = np.clip(np.nan_to_num(values) / (reach or 1.0), -1, 1)
    numbers = np.round((share + 1) / 2 * (LEVELS - 1)).astype(np.uint8)
    middle = (LEVELS - 1) // 2
    colours = [_rgb(TINT_MINUS if level < middle else TINT_PLUS) for level in range(LEVELS)]
    opacity = [round(255 * strongest * abs(level - middle) / middle) for level in range(LEVELS)]
    numbers[~np.isfinite(values)] = middle
    return _png(numbers, colours, opacity)


def banded(values: Array, bands: int = 24, scale: int = 2) -> tuple[str, float, float]:
    """Values (R, C) as a picture of bands from dark (low) to light (high), and both limits.

    ``scale`` is how many times finer the picture is than the values, which are interpolated.
    """
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    fine = _finer(values, scale)
    share = (np.nan_to_num(fine, nan=low, posinf=low, neginf=low) - low) / ((high - low) or 1.0)
    numbers = np.clip(np.floor(share * bands), 0, bands - 1).astype(np.uint8)
    numbers[~np.isfinite(fine)] = VOID
    places = np.linspace(0, 1, bands)
    anchors = np.array([_rgb(colour) for colour in VIRIDIS], dtype=float)
    at = np.linspace(0, 1, len(anchors))
    colours = np.stack([np.interp(places, at, anchors[:, c]) for c in range(3)], axis=1)
    table = [tuple(round(float(c)) for c in colour) for colour in colours]
    clear = [(0, 0, 0)] * (256 - bands)
    return _png(numbers, [*table, *clear], [255] * bands + [0] * (256 - bands)), low, high


def _finer(values: Array, scale: int) -> Array:
    """The values at ``scale`` times as many places, between the same ends."""
    rows, columns = values.shape
    down = np.linspace(0, rows - 1, (rows - 1) * scale + 1)
    along = np.linspace(0, columns - 1, (columns - 1) * scale + 1)
    top, left = np.floor(down).astype(int), np.floor(along).astype(int)
    below, right = np.minimum(top + 1, rows - 1), np.minimum(left + 1, columns - 1)
    v, h = (down - top)[:, None], (along - left)[None]
    upper = _between(values[top][:, left], values[top][:, right], h)
    lower = _between(values[below][:, left], values[below][:, right], h)
    return _between(upper, lower, v)


def _between(one: Array, other: Array, share: Array) -> Array:
    """Linear between two numbers; where ``share`` is 0, the other may be infinite."""
    with np.errstate(invalid="ignore"):
        return np.where(share > 0, one * (1 - share) + other * share, one)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def _png(numbers: NDArray[np.uint8], colours: Sequence[tuple[int, ...]], opacity: list[int]) -> str:
    picture = Image.fromarray(np.ascontiguousarray(numbers[::-1]), mode="P")
    picture.putpalette([part for colour in colours for part in colour])
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True, transparency=bytes(opacity))
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")


def contour(values: Array, level: float) -> list[list[tuple[float, float]]]:
    """Lines where values (R, C) pass ``level``: points (column, row), linear between neighbours.

    Marching squares (Lorensen & Cline 1987, in two dimensions); lines end at the border or close.

    >>> contour(np.array([[0.0, 1.0], [0.0, 1.0]]), 0.5)
    [[(0.5, 0.0), (0.5, 1.0)]]
    """
    span = float(np.ptp(values)) or 1.0
    values = np.where(values == level, level + 1e-6 * span, values)  # no line through a corner
    links: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for row, column in _mixed(values > level):
        crossed = _crossings(values, level, row, column)
        for one, other in zip(crossed[::2], crossed[1::2], strict=False):
            links.setdefault(one, []).append(other)
            links.setdefault(other, []).append(one)
    lines = []
    for start in sorted(links, key=lambda point: len(links[point])):  # ends of open lines first
        while links[start]:
            lines.append(_followed(links, start))
    return lines


def _mixed(above: NDArray[np.bool_]) -> list[list[int]]:
    """The squares of four neighbours, by their first corner, that are neither all in nor out."""
    corners = above[:-1, :-1], above[:-1, 1:], above[1:, :-1], above[1:, 1:]
    among = sum(corner.astype(int) for corner in corners)
    found: list[list[int]] = np.argwhere((among > 0) & (among < 4)).tolist()
    return found


def _crossings(values: Array, level: float, row: int, column: int) -> list[tuple[float, float]]:
    """Where the level crosses the sides of one square of four neighbours."""
    corners = ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
    found = []
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0]), strict=True):
        if (x0, y0) > (x1, y1):  # a side has the same crossing in both its squares
            (x0, y0), (x1, y1) = (x1, y1), (x0, y0)
        a, b = float(values[y0, x0]) - level, float(values[y1, x1]) - level
        if (a < 0) != (b < 0):
            share = a / (a - b)
            found.append((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
    return found


def _followed(
    links: dict[tuple[float, float], list[tuple[float, float]]], start: tuple[float, float]
) -> list[tuple[float, float]]:
    line = [start]
    while links[line[-1]]:
        following = links[line[-1]].pop()
        links[following].remove(line[-1])
        line.append(following)
    return line


def as_path(lines: list[list[tuple[float, float]]], rows: int, columns: int) -> str:
    """Lines over the cells of a picture as an SVG path in the square [-1, 1]², y downward.

    >>> as_path([[(0.5, 0.0), (0.5, 1.0)]], 2, 2)
    'M0,.5L0,-.5'
    """

    def short(value: float) -> str:
        text = f"{value:.3f}".rstrip("0").rstrip(".").replace("0.", ".", 1)
        return "0" if text in ("", "-", "-0") else text

    drawn = [
        [f"{short((x + 0.5) / columns * 2 - 1)},{short(1 - (y + 0.5) / rows * 2)}" for x, y in line]
        for line in lines
    ]
    return "".join("M" + "L".join(points) for points in drawn)
