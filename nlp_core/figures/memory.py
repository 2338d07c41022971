"""A row of memory cells, and below it a tensor that is a window onto some of them."""

from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import REFERENCE

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
    used = set(places.ravel().tolist())
    row = [{"x": i, "y": 0, "place": i, "text": str(i), "used": i in used} for i in range(total)]
    window = [
        {"x": column, "y": 2 + line, "place": int(place), "text": f"{values[line, column]:g}"}
        | {"used": True}
        for (line, column), place in np.ndenumerate(places)
    ]
    heads = [{"x": 0, "y": -0.35, "text": memory_name}, {"x": 0, "y": 1.65, "text": window_name}]
    lines = 2 + len(places)
    x: dict[str, Any] = {"field": "x", "type": "quantitative", "axis": None}
    x |= {"scale": {"domain": [0, max(total, places.shape[1])], "nice": False}}
    y: dict[str, Any] = {"field": "y", "type": "quantitative", "axis": None}
    y |= {"scale": {"domain": [lines, -0.7], "nice": False}}
    shift = [
        {"calculate": f"datum.{b} + {d}", "as": f"{b}{n}"}
        for b in "xy"
        for n, d in ((2, 0.94), (3, 0.47))
    ]
    chart: dict[str, Any] = {
        "height": int((lines + 0.7) * CELL),
        "data": {"values": [*row, *window]},
        "transform": shift,
        "layer": [
            {
                "mark": {"type": "rect", "cornerRadius": 3, "stroke": REFERENCE},
                "encoding": {
                    "x": x,
                    "x2": {"field": "x2"},
                    "y": y,
                    "y2": {"field": "y2"},
                    "color": {
                        "field": "place",
                        "type": "quantitative",
                        "scale": {"scheme": "viridis", "domain": [0, max(total - 1, 1)]},
                        "legend": None,
                    },
                    "fillOpacity": {"condition": {"test": "datum.used", "value": 1}, "value": 0.12},
                },
            },
            {
                "mark": {"type": "text", "fontSize": 17},
                "encoding": {
                    "x": {**x, "field": "x3"},
                    "y": {**y, "field": "y3"},
                    "text": {"field": "text"},
                    "color": {
                        "condition": [
                            {"test": "!datum.used", "value": REFERENCE},
                            {"test": f"datum.place > {0.55 * (total - 1)}", "value": "#111111"},
                        ],
                        "value": "#FFFFFF",
                    },
                },
            },
            {
                "data": {"values": heads},
                "mark": {"type": "text", "align": "left", "fontSize": 17, "fontWeight": 600},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            },
        ],
    }
    table: dict[str, list[Any]] = {
        place_title: [int(place) for place in places.ravel()],
        value_title: [float(value) for value in values.ravel()],
    }
    return Figure(chart, table)
