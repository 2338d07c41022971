"""What is written on a curve: each line's name at its end, and the names of reference lines."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nlp_core.figures.axes import NARROW, expr
from nlp_core.figures.palette import REFERENCE
from nlp_core.figures.rows import haloed

PIXEL = {"type": "quantitative", "scale": None, "axis": None}  # already a place on the screen
APART = 0.085  # of the plot's height, between two names


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

    def share(value: float) -> float:
        low, high = (math.log(end) for end in ends) if log else ends
        return ((math.log(value) if log else value) - low) / ((high - low) or 1.0)

    drawn = [line for line in lines if line["x"]]
    if not drawn:
        return []
    last = [max(range(len(line["x"])), key=line["x"].__getitem__) for line in drawn]
    wishes = [min(max(share(line["y"][i]), 0), 1) for line, i in zip(drawn, last, strict=True)]
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


def references(named: Mapping[str, float], span: float = 0.0) -> list[dict[str, Any]]:
    """Thin horizontal lines, each with its name at the right: above the line, or below it where
    another follows closely above. The axis is ``span`` long (0: not linear).
    """
    layers: list[dict[str, Any]] = []
    for i, value in enumerate(named.values()):
        y = {"datum": float(value), "type": "quantitative"}
        crowded = any(
            (value, i) < (other, j) and other - value < APART * span
            for j, other in enumerate(named.values())
        )
        at = {"baseline": "top", "dy": 4} if crowded else {"baseline": "bottom", "dy": -3}
        mark = {"type": "text", "align": "right", **at}
        x = {"value": expr("width - gutter")}
        text = {"y": y, "x": x, "text": {"value": expr(f"reference_names[{i}]")}}
        line = {"type": "rule", "color": REFERENCE, "strokeDash": [4, 4], "strokeWidth": 1.5}
        reach = {"y": y, "x": {"value": 0}, "x2": x}
        once: dict[str, Any] = {"data": {"values": [{}]}}
        layers += [once | {"mark": line, "encoding": reach}]
        layers += [once | one for one in haloed(mark, text)]
    return layers
