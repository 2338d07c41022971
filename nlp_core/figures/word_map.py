"""A map of many points: each with its name under the pointer, few with a name beside them.

Three dimensions are seen through a camera that turns in the browser (``solid_map``).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.axes import LEGEND_RIGHT, few_ticks, flat, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.map_points import (
    COLOURS,
    HIGH,
    WIDE,
    MapPoints,
    MapWords,
    drawn,
    named_points,
)
from nlp_core.figures.solid_map import solid

MARGIN = 0.04


def word_map(
    points: NDArray[Any],
    labels: Sequence[str],
    kinds: Sequence[str],
    words: MapWords,
    *,
    groups: Sequence[str],
    marked: Sequence[int] = (),
    height: int = HIGH,
) -> Figure:
    """Points (N, 2 or 3), each of one of the ``groups``; at most nine, the last of which is
    grey and lies behind the others.

    The first of the ``marked`` points was looked for, the others are near it: they stand out and
    bear their names.
    """
    columns = np.round(np.asarray(points, dtype=float), 4).T
    table: dict[str, Sequence[Any]] = {words.name: list(labels), words.kind: list(kinds)}
    table |= {title: column.tolist() for title, column in zip(words.axes, columns, strict=True)}
    present = [group for group in groups if group in set(kinds)]
    places = np.array([present.index(kind) for kind in kinds])
    last = len(COLOURS) - 1  # a group looks the same on every map
    ranks = [last if group == groups[-1] else groups.index(group) for group in present]
    some = MapPoints(columns, labels, places, present, ranks, tuple(marked))
    chart = _flat(some, words) if len(columns) == 2 else solid(some, words)
    params = [*chart.get("params", []), {"name": "groups", "value": present}]
    chart |= {"height": height, "config": LEGEND_RIGHT, "params": params}
    return Figure(responsive(chart), table)


def _flat(points: MapPoints, words: MapWords) -> dict[str, Any]:
    across, up = points.columns
    place = _axes(across, up, words.axes)
    named = named_points(_spread(across, WIDE), _spread(up, HIGH), points.labels, points.marked)
    return {
        "data": {"values": points.rows(named)},
        "layer": drawn(place, points.ranks, (words.name, words.kind)),
    }


def _spread(values: NDArray[Any], size: float) -> NDArray[Any]:
    """Values as pixels of a plot of a ``size`` that they fill."""
    filled: NDArray[Any] = (values - values.min()) * size / max(float(np.ptp(values)), 1e-9)
    return filled


def _axes(across: NDArray[Any], up: NDArray[Any], titles: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, values, title in zip("xy", (across, up), titles, strict=True):
        free = max(float(values.max() - values.min()), 1e-6) * MARGIN
        domain = [float(values.min()) - free, float(values.max()) + 2 * free]
        axis = {"title": title, "tickCount": few_ticks(), "labelOverlap": "greedy"}
        found[field] = {
            "field": field,
            "type": "quantitative",
            "axis": axis if field == "x" else flat(title) | {"tickCount": 5},
            "scale": {"domain": domain, "nice": False, "zero": False},
        }
    return found
