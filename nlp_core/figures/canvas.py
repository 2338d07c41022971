"""A plane to click on: a fine net of places, and the points that are there already."""

from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import NEGATIVE, POSITIVE, REFERENCE


def canvas(
    points: np.ndarray,
    classes: np.ndarray,
    *,
    reach: float,
    class_names: tuple[str, str],
    x_title: str,
    y_title: str,
    class_title: str,
    places: int = 33,
    height: int = 480,
) -> Figure:
    """Points (N, 2) in two classes; a click anywhere selects ``place`` with its x and y."""
    place: dict[str, Any] = {
        axis: {
            "field": axis,
            "type": "quantitative",
            "title": title,
            "scale": {"domain": [-reach, reach], "nice": False},
        }
        for axis, title in (("x", x_title), ("y", y_title))
    }
    chart = {
        "height": height,
        "layer": [
            _net(np.linspace(-reach, reach, places), place),
            _dots(points, classes, place, class_names, class_title),
        ],
    }
    table = {
        x_title: points[:, 0].tolist(),
        y_title: points[:, 1].tolist(),
        class_title: [class_names[label] for label in classes],
    }
    return Figure(chart, table, select=("place",))


def _net(line: np.ndarray, place: dict[str, Any]) -> dict[str, Any]:
    """The places that can be clicked."""
    net = [{"x": round(float(x), 3), "y": round(float(y), 3)} for x in line for y in line]
    select = {"type": "point", "fields": ["x", "y"], "nearest": True}
    return {
        "data": {"values": net},
        "params": [{"name": "place", "select": select}],
        "mark": {"type": "circle", "size": 30, "color": REFERENCE, "opacity": 0.25},
        "encoding": place,
    }


def _dots(
    points: np.ndarray,
    classes: np.ndarray,
    place: dict[str, Any],
    class_names: tuple[str, str],
    class_title: str,
) -> dict[str, Any]:
    names = list(class_names)
    rows = [
        {"x": float(x), "y": float(y), "class": names[label]}
        for (x, y), label in zip(points, classes, strict=True)
    ]
    look: dict[str, Any] = {"field": "class", "type": "nominal", "title": class_title}
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "size": 150, "filled": True, "opacity": 1},
        "encoding": {
            **place,
            "color": {**look, "scale": {"domain": names, "range": [NEGATIVE, POSITIVE]}},
            "shape": {**look, "scale": {"domain": names, "range": ["circle", "diamond"]}},
        },
    }
