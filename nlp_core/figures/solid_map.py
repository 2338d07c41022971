"""A map in three dimensions: a box of points, seen through a camera that turns in the browser."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

from nlp_core.figures.axes import expr
from nlp_core.figures.camera import camera, extent, place_of, seen, seen_as
from nlp_core.figures.map_points import (
    HIGH,
    OPACITY,
    SIZE,
    WIDE,
    MapPoints,
    MapWords,
    drawn,
    named_points,
)
from nlp_core.figures.palette import REFERENCE
from nlp_core.figures.rows import haloed
from nlp_core.figures.type import text_width

NAMED = 14  # points with a name: as the camera turns, these may cover each other
NEAR = "(datum.near || 1.2)"  # a sign in the legend has no place
END = 1.1  # where an axis bears its name


def solid(points: MapPoints, words: MapWords) -> dict[str, Any]:
    """The chart of points (3, N), with one scale for all axes, so that distances are true."""
    low, high = points.columns.min(1, keepdims=True), points.columns.max(1, keepdims=True)
    reach = max(float((high - low).max()) / 2, 1e-9)
    inside = replace(points, columns=((points.columns - (low + high) / 2) / reach).round(3))
    sides = ((high - low) / 2 / reach).ravel().round(3).tolist()
    dots = drawn(
        place_of(),
        points.ranks,
        (words.name, words.kind),
        size=f"{SIZE} * {NEAR} * {NEAR}",
        opacity=f"({OPACITY}) * clamp({NEAR} - 0.2, 0.4, 1)",
    )
    return {
        "params": camera(sides, turn=words.turn, tilt=words.tilt, spin=words.spin),
        "view": {"cursor": "grab"},
        "layer": [
            _edges(sides),
            *_axis_names(sides, words.axes),
            {
                "data": {"values": inside.rows(_named(inside, sides))},
                "transform": seen_as(),
                "layer": dots,
            },
        ],
    }


def _named(inside: MapPoints, sides: list[float]) -> list[int]:
    """The marked points and those of a kind that find room as the camera first sees them."""
    wide, high = extent(sides)
    across, up, _ = seen(inside.columns)
    unit = min(WIDE / wide, HIGH / high)
    found = named_points(unit * across, unit * up, inside.labels, inside.marked)
    return [i for i in found if i in inside.marked or not inside.grey(i)][:NAMED]


def _edges(sides: list[float]) -> dict[str, Any]:
    """The twelve edges of the box; the three that meet in its lowest corner are the axes."""
    edges: list[dict[str, float]] = []
    for along, signs in product(range(3), product((-1, 1), repeat=2)):
        begins = [side * sign for side, sign in zip(_others(sides, along), signs, strict=True)]
        ends = begins.copy()
        begins.insert(along, -sides[along])
        ends.insert(along, sides[along])
        row = dict(zip(("x", "y", "z", "x2", "y2", "z2"), begins + ends, strict=True))
        edges.append(row | {"axis": int(signs == (-1, -1))})
    look = {"strokeWidth": expr("datum.axis ? 2 : 1"), "opacity": expr("datum.axis ? 1 : 0.45")}
    return {
        "data": {"values": edges},
        "transform": [*seen_as(), *seen_as("2")],
        "mark": {"type": "rule", "color": REFERENCE, **look},
        "encoding": place_of() | place_of("2"),
    }


def _others(sides: list[float], along: int) -> list[float]:
    return [side for axis, side in enumerate(sides) if axis != along]


def _axis_names(sides: list[float], titles: Sequence[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for along, title in enumerate(titles):
        corner = [-side for side in sides]
        corner[along] = END * sides[along]
        half = round(text_width(title) / 2, 2)
        rows.append(dict(zip("xyz", corner, strict=True)) | {"title": title, "half": half})
    whole = "clamp(datum.left, datum.half * em, width - datum.half * em)"
    inside = [*seen_as(), {"calculate": whole, "as": "left"}]
    named = {"data": {"values": rows}, "transform": inside}
    encoding = place_of() | {"text": {"field": "title"}}
    return [named | layer for layer in haloed({"type": "text", "fontStyle": "italic"}, encoding)]
