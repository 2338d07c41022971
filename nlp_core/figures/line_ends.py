"""What is written on a curve: each line's name at its end, and the names of reference lines."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.axes import NARROW, expr
from nlp_core.figures.palette import REFERENCE
from nlp_core.figures.rows import haloed
from nlp_core.figures.type import text_width

PIXEL = {"type": "quantitative", "scale": None, "axis": None}  # already a place on the screen
APART = 0.085  # of the plot's height, between two names
CLOSE = 0.01  # of it, between a reference and a line that runs along it
GRID = 40  # stretches of the plot's width in which is looked whether a line passes
SIDES = ((False, False), (False, True), (True, False), (True, True))  # left?, below?, best first
EM_ON_PHONE = 0.05  # of the plot's width, where its letters are widest


def domain(
    lines: Sequence[Mapping[str, Any]], marked: Iterable[float], *, log: bool
) -> tuple[float, float]:
    """The ends of the y axis: all values with a little air, and 0 where the lines keep a third.

    >>> domain([{"y": [2.0, 10.0]}], [], log=False), domain([{"y": [9.0, 10.0]}], [], log=False)
    ((0.0, 10.4), (8.95, 10.05))
    """
    values = [float(v) for line in lines for n in ("y", "low", "high") for v in line.get(n, ())]
    values += [float(value) for value in marked]
    if not values:
        return (1.0, 10.0) if log else (0.0, 1.0)
    low, high = min(values), max(values)
    if log:
        return low / 1.15, high * 1.15
    air = 0.05 * (high - low) or 0.05 * abs(high) or 1.0
    if low >= 0 and high - low >= high / 3:
        return 0.0, round(high + air, 12)
    return round(low - air, 12), round(high + air, 12)


def nudged(wishes: Sequence[float], apart: float) -> list[float]:
    """Places near ``wishes``, all in [0, 1] where they fit, none nearer than ``apart`` to another.

    >>> [round(place, 2) for place in nudged([0.5, 0.5, 0.9], 0.1)]
    [0.45, 0.55, 0.9]
    """
    order = sorted(range(len(wishes)), key=lambda i: wishes[i])
    groups: list[list[float]] = []  # [sum of wishes, size, first place]
    for i in order:
        groups.append([wishes[i], 1.0, wishes[i]])
        while len(groups) > 1 and groups[-2][2] + groups[-2][1] * apart > groups[-1][2]:
            total, size, _ = groups.pop()
            total, size = total + groups[-1][0], size + groups[-1][1]
            first = total / size - (size - 1) / 2 * apart
            groups[-1] = [total, size, first]
    places = [first + j * apart for _, size, first in groups for j in range(int(size))]
    over, under = max(places[-1] - 1, 0.0), max(-places[0], 0.0)
    result = [0.0] * len(wishes)
    for i, place in zip(order, places, strict=True):
        result[i] = place - over + (0.0 if over else under)
    return result


def end_labels(
    lines: Sequence[Mapping[str, Any]],
    ends: tuple[float, float],
    colours: Sequence[str],
    *,
    log: bool,
) -> list[dict[str, Any]]:
    """The names right of the plot, each tied to its line's last point by a stroke of its colour."""

    drawn = [line for line in lines if line["x"]]
    if not drawn:
        return []
    last = [max(range(len(line["x"])), key=line["x"].__getitem__) for line in drawn]
    wishes = [
        min(max(share(line["y"][i], ends, log), 0), 1) for line, i in zip(drawn, last, strict=True)
    ]
    rows = [
        {"k": line["k"], "x": line["x"][i], "y": line["y"][i], "place": round(place, 4)}
        | {"colour": colours[line["k"]]}
        for line, i, place in zip(drawn, last, nudged(wishes, APART), strict=True)
    ]
    steps = [
        {"calculate": "(1 - datum.place) * height", "as": "down"},
        {"calculate": f"{NARROW} ? '' : series_names[datum.k]", "as": "name"},
    ]
    place = {"x": {"value": expr("width - gutter + 24")}, "y": {"field": "down", **PIXEL}}
    text = {"type": "text", "align": "left", "baseline": "middle"}
    inner = [_ties(), *haloed(text, place | {"text": {"field": "name"}})]
    return [{"data": {"values": rows}, "transform": steps, "layer": inner}]


def _ties() -> dict[str, Any]:
    """Strokes from the lines' last points to their names."""
    ends = {
        "x": {"field": "x1", **PIXEL},
        "y": {"field": "y1", **PIXEL},
        "x2": {"value": expr("width - gutter + 20")},
        "y2": {"field": "down"},
        "stroke": {"field": "colour", "type": "nominal", "scale": None},
        "opacity": {"field": "shown", "type": "quantitative", "scale": None},
    }
    steps = [
        {"calculate": f"{NARROW} ? 0 : 1", "as": "shown"},
        {"calculate": "scale('x', datum.x)", "as": "x1"},
        {"calculate": "scale('y', datum.y)", "as": "y1"},
    ]
    return {"transform": steps, "mark": {"type": "rule", "strokeWidth": 2}, "encoding": ends}


def reference_lines(
    named: Mapping[str, float],
    lines: Sequence[Mapping[str, Any]],
    ends: tuple[float, float],
    *,
    x_log: bool = False,
    y_log: bool = False,
) -> list[dict[str, Any]]:
    """Thin horizontal lines, each with its name where it covers least: at the right above its line
    if it can be, else below it or at the left.
    """
    places = [share(value, ends, y_log) for value in named.values()]
    sides = _sides(list(named), places, _paths(lines, ends, x_log, y_log))
    layers: list[dict[str, Any]] = []
    for i, (value, (left, below)) in enumerate(zip(named.values(), sides, strict=True)):
        at = {"baseline": "top", "dy": 4} if below else {"baseline": "bottom", "dy": -3}
        mark = {"type": "text", "align": "left" if left else "right", **at}
        y = {"datum": float(value), "type": "quantitative"}
        end = {"value": expr("width - gutter")}
        x = {"value": 4} if left else end
        text = {"y": y, "x": x, "text": {"value": expr(f"reference_names[{i}]")}}
        line = {"type": "rule", "color": REFERENCE, "strokeDash": [4, 4], "strokeWidth": 1.5}
        reach = {"y": y, "x": {"value": 0}, "x2": end}
        once: dict[str, Any] = {"data": {"values": [{}]}}
        layers += [once | {"mark": line, "encoding": reach}]
        layers += [once | one for one in haloed(mark, text)]
    return layers


def share(value: float, ends: tuple[float, float], log: bool) -> float:
    """Where on an axis a value stands: 0 at its lower end, 1 at its upper."""
    low, high = (math.log(end) for end in ends) if log else ends
    return ((math.log(value) if log else value) - low) / ((high - low) or 1.0)


def _paths(
    lines: Sequence[Mapping[str, Any]], ends: tuple[float, float], x_log: bool, y_log: bool
) -> NDArray[np.float64]:
    """Where each line passes, as shares of the y axis at ``GRID`` + 1 places of the x axis."""
    across = [float(x) for line in lines for x in line["x"]]
    grid = np.linspace(0, 1, GRID + 1)
    paths = [np.full(GRID + 1, math.nan)]
    for line in lines:
        points = sorted(zip(line["x"], line["y"], strict=True))
        x = [share(one, (min(across), max(across)), x_log) for one, _ in points]
        y = [share(one, ends, y_log) for _, one in points]
        if points:
            paths.append(np.interp(grid, x, y, left=math.nan, right=math.nan))
    return np.stack(paths)


def _sides(
    names: Sequence[str], places: Sequence[float], paths: NDArray[np.float64]
) -> list[tuple[bool, bool]]:
    """For each reference whether its name stands at the left, and whether below its line."""
    taken: list[tuple[bool, float, float]] = []  # by names: at the left?, from, to
    sides = []
    for name, here in zip(names, places, strict=True):
        reach = min(GRID // 2, math.ceil(GRID * EM_ON_PHONE * text_width(name)))

        def covered(
            side: tuple[bool, bool], here: float = here, reach: int = reach
        ) -> tuple[int, int]:
            """Lines of other references and names, and places of lines, that the name covers."""
            left, below = side
            low, high = _band(here, below)
            rules = sum(low < there < high for there in places)
            texts = sum(at == left and start < high and low < end for at, start, end in taken)
            part = paths[:, : reach + 1] if left else paths[:, GRID - reach :]
            return rules + texts, int(((part > low - CLOSE) & (part < high + CLOSE)).sum())

        best = min(SIDES, key=covered)
        taken.append((best[0], *_band(here, best[1])))
        sides.append(best)
    return sides


def _band(here: float, below: bool) -> tuple[float, float]:
    """What a name takes of the y axis beside its line."""
    return (here - APART, here) if below else (here, here + APART)
