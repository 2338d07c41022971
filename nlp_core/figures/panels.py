"""Tensors side by side as grids of cells; the copies that broadcasting makes are marked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FORWARD, REFERENCE

MOST = 6  # rows and columns drawn of a grid, and
MOST_PARTS = 3  # how many grids of a stack
CELL = 44  # height in pixels
GAP = 1.1  # between two panels, in cells
HEAD = 0.8  # above each panel, for its name, in cells


@dataclass(frozen=True)
class Panel:
    """A tensor to draw: up to three dimensions (of more, the first entries of the leading ones).

    ``stretched`` names the dimensions along which broadcasting copied the first entry; copies can
    be slid back onto the cells that they copy. ``sign`` stands before the panel.
    """

    name: str
    values: np.ndarray
    colour: str = FORWARD
    stretched: tuple[int, ...] = ()
    sign: str = ""


def panels(
    drawn: Sequence[Panel],
    *,
    own_name: str,
    copy_name: str,
    tensor_title: str,
    place_title: str,
    value_title: str,
    slider: str = "",
) -> Figure:
    """Tensors side by side; with ``slider`` (its label), copies slide out of what they copy."""
    cells: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    left, lowest = 0.0, 1.0
    for panel in drawn:
        left += GAP if heads else GAP / 4
        if panel.sign:
            heads.append({"x": left - GAP / 2, "y": 0.5, "text": panel.sign})
        heads.append({"x": left, "y": -HEAD / 2, "text": panel.name, "head": True})
        values, axes = _three_dimensional(panel)
        cells += _cells(values, axes, panel.colour, left)
        parts, rows, columns = values.shape
        lowest = max(lowest, parts * max(rows, 1) + 0.4 * (parts - 1))
        left += max(columns, 1)
    chart: dict[str, Any] = {
        "height": int((lowest + HEAD) * CELL),
        "params": _stretch(slider, any(cell["copy"] for cell in cells)),
        "data": {"values": cells},
        "layer": _layers(heads, left + GAP / 4, lowest, own_name, copy_name),
    }
    return Figure(chart, _table(drawn, tensor_title, place_title, value_title))


def _three_dimensional(panel: Panel) -> tuple[np.ndarray, set[int]]:
    """The values as (parts, rows, columns), cut to what can be read, and the stretched axes."""
    values, axes = panel.values, {axis - panel.values.ndim for axis in panel.stretched}
    while values.ndim > 3:
        values = values[0] if len(values) else values.reshape(0, *values.shape[2:])
    values = values.reshape((1,) * (3 - values.ndim) + values.shape)
    return values[:MOST_PARTS, :MOST, :MOST], {axis + 3 for axis in axes if axis >= -3}


def _cells(values: np.ndarray, axes: set[int], colour: str, left: float) -> list[dict[str, Any]]:
    """A row for each cell: where it is drawn, and where the cell is that it copies, if it does."""

    def corner(index: tuple[int, ...]) -> tuple[float, float]:
        part, row, column = index
        return left + column, part * (values.shape[1] + 0.4) + row

    cells = []
    for index, value in np.ndenumerate(values):
        source = tuple(0 if axis in axes else place for axis, place in enumerate(index))
        (x, y), (from_x, from_y) = corner(index), corner(source)
        place = {"x": x, "y": y, "fromX": from_x, "fromY": from_y}
        cells.append({**place, "text": f"{value:g}", "copy": index != source, "colour": colour})
    return cells


def _stretch(slider: str, copies: bool) -> list[dict[str, Any]]:
    stretch: dict[str, Any] = {"name": "stretch", "value": 1}
    if slider and copies:
        stretch["bind"] = {"input": "range", "min": 0, "max": 1, "step": 0.02, "name": f"{slider} "}
    return [stretch]


def _layers(
    heads: list[dict[str, Any]], width: float, lowest: float, own_name: str, copy_name: str
) -> list[dict[str, Any]]:
    x: dict[str, Any] = {"type": "quantitative", "axis": None}
    x |= {"scale": {"domain": [0, width], "nice": False}}
    y: dict[str, Any] = {"type": "quantitative", "axis": None}
    y |= {"scale": {"domain": [lowest, -HEAD], "nice": False}}
    middle = [{"calculate": f"datum.{b}1 + 0.46", "as": f"{b}3"} for b in "xy"]
    numbers = {
        "transform": [*SLIDE, *middle],
        "mark": {"type": "text", "fontSize": 17},
        "encoding": {
            "x": {"field": "x3", **x},
            "y": {"field": "y3", **y},
            "text": {"field": "text"},
            "opacity": {"condition": {"test": "datum.copy", "value": 0.75}, "value": 1},
        },
    }
    place = {"x": {"field": "x", **x}, "y": {"field": "y", **y}, "text": {"field": "text"}}
    names = [
        {
            "data": {"values": [head for head in heads if ("head" in head) is is_head]},
            "mark": {"type": "text", "align": align, "fontSize": size, "fontWeight": 600},
            "encoding": place,
        }
        for is_head, align, size in ((True, "left", 17), (False, "center", 26))
    ]
    return [_boxes(x, y, own_name, copy_name), numbers, *names]


# Where a cell's corner is while it slides out of the cell that it copies.
SLIDE = [
    {"calculate": f"datum.from{a} + stretch * (datum.{b} - datum.from{a}) + 0.04", "as": f"{b}1"}
    for a, b in (("X", "x"), ("Y", "y"))
]


def _boxes(x: dict[str, Any], y: dict[str, Any], own_name: str, copy_name: str) -> dict[str, Any]:
    ends = [{"calculate": f"datum.{b}1 + 0.92", "as": f"{b}2"} for b in "xy"]
    kinds = f"datum.copy ? {json.dumps(copy_name)} : {json.dumps(own_name)}"
    return {
        "transform": [*SLIDE, *ends, {"calculate": kinds, "as": "kind"}],
        "mark": {"type": "bar", "strokeWidth": 2, "cornerRadius": 3},  # a rect takes no dashes
        "encoding": {
            "x": {"field": "x1", **x},
            "x2": {"field": "x2"},
            "y": {"field": "y1", **y},
            "y2": {"field": "y2"},
            "fill": {"field": "colour", "scale": None},
            "stroke": {"field": "colour", "scale": None},
            "strokeDash": _dashes(own_name, copy_name),
            "fillOpacity": {"condition": {"test": "datum.copy", "value": 0.06}, "value": 0.3},
        },
    }


def _dashes(own_name: str, copy_name: str) -> dict[str, Any]:
    """Copies have a dashed frame, and the legend says so."""
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [own_name, copy_name], "range": [[1, 0], [5, 4]]},
        "legend": {
            "title": None,
            "orient": "bottom",
            "symbolType": "square",
            "symbolStrokeWidth": 2,
            "symbolFillColor": "transparent",
            "symbolStrokeColor": REFERENCE,
        },
    }


def _table(
    drawn: Sequence[Panel], tensor_title: str, place_title: str, value_title: str
) -> dict[str, list[Any]]:
    """Every number, also those beyond what is drawn, up to a thousand a tensor."""
    table: dict[str, list[Any]] = {tensor_title: [], place_title: [], value_title: []}
    for panel in drawn:
        for place, value in list(np.ndenumerate(panel.values))[:1000]:
            table[tensor_title].append(panel.name)
            table[place_title].append(str(list(place)))
            table[value_title].append(float(value))
    return table
