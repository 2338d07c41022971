"""Small plots: shares left and right of zero, words on a plane, arrows, curves, a boundary."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.palette import FIXED, LEARNED, NEGATIVE, POSITIVE
from nlp_core.figures.small.sketch import FONT, WIDTH, Box, Point, Sketch, shortened, text_width

Numbers = NDArray[np.float64] | NDArray[np.float32]
MARGIN = 12


def shares(names: Sequence[str], values: Sequence[float], ends: tuple[str, str]) -> str:
    """A bar a name, right of the line where it is above 0; ``ends`` say what left and right are."""
    row, top = 23, 24
    left = min(118, max(map(text_width, names), default=0)) + 10
    reach = max([abs(value) for value in values] + [1e-9])
    half = (WIDTH - left) / 2
    zero = left + half
    sheet = Sketch(top + row * len(names) + 4)
    sheet.text(zero - 8, 15, f"← {ends[0]}", anchor="end", faint=True)
    sheet.text(zero + 8, 15, f"{ends[1]} →", faint=True)
    for i, (name, value) in enumerate(zip(names, values, strict=True)):
        y = top + i * row
        length = max(abs(value) / reach * (half - 4), 1)
        sheet.text(left - 8, y + 16, shortened(name, 118), anchor="end")
        sheet.rect(
            zero if value >= 0 else zero - length,
            y + 3,
            length,
            row - 6,
            fill=POSITIVE if value >= 0 else NEGATIVE,
            opacity=0.85,
        )
    sheet.line([(zero, top), (zero, top + row * len(names))], width=1.5)
    return sheet.svg()


def spreads(
    names: Sequence[str],
    values: Sequence[float],
    ranges: Sequence[tuple[float, float]],
    colours: Sequence[str],
) -> str:
    """A bar a name from 0 to at most 1, with a line over its range."""
    row, top = 25, 6
    left = min(126, max(map(text_width, names), default=0)) + 10
    room = WIDTH - left - 8
    sheet = Sketch(top + row * len(names) + 4)
    rows = zip(names, values, ranges, colours, strict=True)
    for i, (name, value, (low, high), colour) in enumerate(rows):
        y = top + i * row
        sheet.text(left - 8, y + 17, shortened(name, 126), anchor="end")
        sheet.rect(left, y + 3, max(value * room, 1), row - 7, fill=colour, opacity=0.85)
        middle = y + (row - 1) / 2
        sheet.line([(left + low * room, middle), (left + high * room, middle)], width=3)
    return sheet.svg()


def ranking(
    names: Sequence[str], parts: Sequence[Sequence[float]], colours: Sequence[str], note: str
) -> str:
    """A bar a name, made of parts that have their colours; ``note`` stands under them."""
    row, left = 25, min(112, max(map(text_width, names), default=0)) + 8
    sheet = Sketch(row * len(names) + 26)
    longest = max([sum(one) for one in parts] + [1e-9])
    for i, (name, lengths) in enumerate(zip(names, parts, strict=True)):
        y, x = i * row, left
        sheet.text(left - 6, y + 18, shortened(name, 112), anchor="end")
        for k, length in enumerate(lengths):
            wide = length / longest * (WIDTH - left)
            if wide > 0:
                sheet.rect(x, y + 4, wide, row - 8, fill=colours[k % len(colours)], opacity=0.9)
            x += wide
    sheet.text(left, row * len(names) + 19, note, faint=True)
    return sheet.svg()


def words_on_a_plane(
    points: Numbers,
    words: Sequence[str],
    chosen: Sequence[bool],
    links: Sequence[tuple[int, int]],
    height: float = 220,
) -> str:
    """Words at points (N, 2): the chosen ones bold with a full dot, linked to their neighbours.

    A neighbour's name that would cover another name is left out; its dot stays.
    """
    sheet = Sketch(height)
    places = _fitted(points, height)
    for one, other in links:
        sheet.line([places[one], places[other]], stroke=FIXED, opacity=0.6)
    dots = [(x - 6, y - 6, x + 6, y + 6) for x, y in places]
    taken: list[Box] = []
    for i, place in enumerate(places):
        sheet.circle(*place, 5, fill=LEARNED if chosen[i] else FIXED, hollow=not chosen[i])
    for i in sorted(range(len(words)), key=lambda i: not chosen[i]):
        others = [dot for j, dot in enumerate(dots) if j != i]
        spot = _spot(places[i], words[i], [*taken, *others], height, must=chosen[i])
        if spot is not None:
            taken.append(spot)
            sheet.text(
                spot[0], spot[3] - 4, words[i], bold=chosen[i], faint=not chosen[i], halo=True
            )
    return sheet.svg()


def offsets(starts: Numbers, ends: Numbers, names: Sequence[tuple[str, str]], most: int = 3) -> str:
    """Arrows between points (N, 2) of a plane; ``most`` of them, with room for it, have names"""
    height = 190.0
    sheet = Sketch(height)
    places = _fitted(np.concatenate([starts, ends]), height, left=58, right=62)
    pairs = list(zip(places[: len(starts)], places[len(starts) :], strict=True))
    for start, end in pairs:
        sheet.arrow(start, end, stroke=LEARNED)
    taken = [(x - 3, y - 3, x + 3, y + 3) for x, y in places]
    named = 0
    for (start, end), (first, last) in zip(pairs, names, strict=True):
        (x, y), wide = start, text_width(first) + 6
        left = (x - wide, y - FONT / 2 - 2, x - 6, y + FONT / 2 + 3)
        right = (end[0] + 6, end[1] - FONT / 2 - 2, end[0] + text_width(last) + 6, end[1] + 10)
        clear = not any(_meet(box, other) for box in (left, right) for other in taken)
        if clear and named < most and _inside(left, height) and _inside(right, height):
            taken += [left, right]
            sheet.text(left[0], y + 5, first, halo=True)
            sheet.text(right[0], end[1] + 5, last, halo=True)
            named += 1
    return sheet.svg()


def curves(
    series: Sequence[tuple[str, Sequence[float]]],
    colours: Sequence[str],
    ticks: Sequence[int] = (0, 1),
    ends: tuple[str, str] | None = None,
) -> str:
    """Lines of values from 0 to 1 over 0, 1, 2 ...; each has its name at its end.

    ``ticks`` are written under the axis, and the last place; or ``ends``, at its two ends. Colours
    follow the lines' ends, the highest first.
    """
    height, right = 170.0, max(text_width(name) for name, _ in series) + 10
    sheet = Sketch(height)
    sheet.line([(8, 8), (8, height - 22), (WIDTH - right, height - 22)], opacity=0.5)
    lowest = -np.inf
    for number, (name, values) in enumerate(sorted(series, key=lambda one: -one[1][-1])):
        step = (WIDTH - right - 8) / (len(values) - 1)
        way = [(8 + i * step, 12 + (1 - v) * (height - 38)) for i, v in enumerate(values)]
        sheet.line(way, stroke=colours[number], width=2.5)
        lowest = max(way[-1][1] + 5, lowest + FONT + 1)
        sheet.text(WIDTH - right + 6, lowest, name)
    last = len(series[0][1]) - 1
    written = {i: str(i) for i in (*ticks, last)}
    if ends is not None:
        written = {0: ends[0], last: ends[1]}
    for i, tick in written.items():
        x = 8 + i * (WIDTH - right - 8) / last
        sheet.text(x, height - 4, tick, anchor="middle" if i else "start", faint=True)
    return sheet.svg()


def moved(rows: Sequence[tuple[str, float, float]], colours: Sequence[str]) -> str:
    """A row a name: a ring where its value from 0 to 1 was, a dot where it went."""
    pitch, left = 30, max(text_width(name) for name, _, _ in rows) + 20
    sheet = Sketch(pitch * len(rows) + 26)
    room = WIDTH - left - 14
    for number, (name, before, after) in enumerate(rows):
        y = 8 + (number + 0.5) * pitch
        start, end = left + before * room, left + after * room
        sheet.text(left - 18, y + 5, name, anchor="end")
        sheet.line([(left, y), (left + room, y)], opacity=0.25)
        sheet.line([(start, y), (end, y)], stroke=colours[number], width=3)
        sheet.circle(start, y, 8, fill=colours[number], hollow=True)
        sheet.circle(end, y, 5, fill=colours[number])
    for share in (0, 1):
        sheet.text(left + share * room, pitch * len(rows) + 23, str(share), anchor="middle")
    return sheet.svg()


def field(picture: Numbers, points: Numbers, classes: NDArray[np.int64], reach: float) -> str:
    """P(class 1) over a plane (R, R), rows from the bottom, in seven tints; two classes' points."""
    height, size = 192.0, len(picture)
    sheet = Sketch(height)
    cell, line = WIDTH / size, height / size
    tints = np.round(picture * 6).astype(int) - 3  # -3 ... 3
    runs: dict[int, list[Box]] = defaultdict(list)
    for i, row in enumerate(tints):
        at = 0
        for tint, run in groupby(row.tolist()):
            length = len(list(run))
            runs[tint].append((at * cell, height - (i + 1) * line, length * cell, line))
            at += length
    for tint, boxes in sorted(runs.items()):
        colour = POSITIVE if tint > 0 else NEGATIVE
        sheet.blocks(boxes, fill=colour, opacity=0.06 + abs(tint) * 0.13)
    for (x, y), label in zip(points, classes, strict=True):
        place = ((x / reach + 1) / 2 * WIDTH, (1 - y / reach) / 2 * height)
        sheet.circle(*place, 4, fill=POSITIVE if label else NEGATIVE, hollow=not label)
    return sheet.svg()


def _fitted(points: Numbers, height: float, left: float = MARGIN, right: float = 72) -> list[Point]:
    """Points spread over the sheet, y upwards, room left for words at its edges."""
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    x = left + (points[:, 0] - low[0]) / span[0] * (WIDTH - left - right)
    y = height - MARGIN - (points[:, 1] - low[1]) / span[1] * (height - 2 * MARGIN - 12)
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _spot(
    place: Point, word: str, taken: Sequence[Box], height: float, *, must: bool
) -> Box | None:
    """Where a name stands free beside its dot; None if nowhere, unless it ``must`` stand."""
    (x, y), width = place, text_width(word) + 2
    tries = [
        (x + 8, y - FONT / 2 - 3),
        (x - 8 - width, y - FONT / 2 - 3),
        (x - width / 2, y - FONT - 11),
        (x - width / 2, y + 6),
        (x + 4, y - FONT - 10),
        (x + 4, y + 5),
    ]
    boxes = [(a, b, a + width, b + FONT + 5) for a, b in tries]
    inside = [box for box in boxes if _inside(box, height)]
    free = [box for box in inside if not any(_meet(box, other) for other in taken)]
    if free:
        return free[0]
    return (inside or boxes)[0] if must else None


def _inside(box: Box, height: float) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= height


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
