"""A row of memory cells, and below it a tensor that is a window onto some of them."""

from typing import Any

import numpy as np

from nlp_core.figures.axes import responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import INK, REFERENCE, SEQUENTIAL, SEQUENTIAL_BLACK

CELL = 44  # height in pixels


def memory(
    places: np.ndarray,
    values: np.ndarray,
    total: int,
    *,
    memory_name: str,
    window_name: str,
    place_title: str,
    value_title: str,
) -> Figure:
    """A row of ``total`` cells, and a window below it: ``places`` (rows, columns) says where its
    cells lie; cells of one place share a colour, and what the window skips is pale.
    """
    places, values = np.atleast_2d(places), np.atleast_2d(values)
    heads = [{"x": 0, "y": -0.35, "text": memory_name}, {"x": 0, "y": 1.65, "text": window_name}]
    lines = 2 + len(places)
    x: dict[str, Any] = {"type": "quantitative", "axis": None}
    x |= {"scale": {"domain": [0, max(total, places.shape[1])], "nice": False}}
    y: dict[str, Any] = {"type": "quantitative", "axis": None}
    y |= {"scale": {"domain": [lines, -0.7], "nice": False}}
    at = {one: {"field": one, "type": "quantitative"} for one in "xy"}
    names = {
        "data": {"values": heads},
        "mark": {"type": "text", "align": "left", "fontWeight": 600},
        "encoding": at | {"text": {"field": "text"}},
    }
    across = max(total, places.shape[1])
    fit = f"clamp(min(0.42 * width / {across}, 0.42 * height / {lines + 0.7}), 6, 1.1 * em)"
    inner = [_boxes(x, y, total), _numbers(total)]
    chart = {
        "height": int((lines + 0.7) * CELL),
        "params": [{"name": "number", "expr": fit}],
        "layer": [{"data": {"values": _cells(places, values, total)}, "layer": inner}, names],
    }
    table: dict[str, list[Any]] = {
        place_title: [int(place) for place in places.ravel()],
        value_title: [float(value) for value in values.ravel()],
    }
    return Figure(responsive(chart), table)


def _cells(places: np.ndarray, values: np.ndarray, total: int) -> list[dict[str, Any]]:
    """The row, then the window two lines below, each cell with its edges and its middle."""
    used = set(places.ravel().tolist())
    cells = [(i, 0, i, str(i), i in used) for i in range(total)]
    for (line, column), place in np.ndenumerate(places):
        cells.append((column, 2 + line, int(place), f"{values[line, column]:g}", True))
    return [
        {
            "x": x,
            "x2": x + 0.94,
            "x3": x + 0.47,
            "y": y,
            "y2": y + 0.94,
            "y3": y + 0.47,
            "place": place,
            "text": text,
            "used": is_used,
        }
        for x, y, place, text, is_used in cells
    ]


def _boxes(x: dict[str, Any], y: dict[str, Any], total: int) -> dict[str, Any]:
    colours = {"scheme": SEQUENTIAL, "domain": [0, max(total - 1, 1)]}
    return {
        "mark": {"type": "rect", "cornerRadius": 3, "stroke": REFERENCE},
        "encoding": {
            "x": {**x, "field": "x"},
            "x2": {"field": "x2"},
            "y": {**y, "field": "y"},
            "y2": {"field": "y2"},
            "color": {"field": "place", "type": "quantitative", "scale": colours, "legend": None},
            "fillOpacity": {"condition": {"test": "datum.used", "value": 1}, "value": 0.12},
        },
    }


def _numbers(total: int) -> dict[str, Any]:
    """White on dark cells, black on light ones, the page's ink on the pale."""
    light = f"datum.place >= {SEQUENTIAL_BLACK * max(total - 1, 1)}"
    shades = [{"test": "!datum.used", "value": INK}, {"test": light, "value": "#000000"}]
    return {
        "mark": {"type": "text", "fontSize": {"expr": "number"}},
        "encoding": {
            "x": {"field": "x3", "type": "quantitative"},
            "y": {"field": "y3", "type": "quantitative"},
            "text": {"field": "text"},
            "color": {"condition": shades, "value": "#FFFFFF"},
            "opacity": {"condition": {"test": "datum.used", "value": 1}, "value": 0.75},
        },
    }
