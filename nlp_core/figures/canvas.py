"""A plane to click on: a fine net of places, and the points that are there already."""

from typing import Any

import numpy as np

from nlp_core.figures.axes import LEGEND_RIGHT, legend_above, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import NEGATIVE, POSITIVE, REFERENCE
from nlp_core.figures.plane import plane


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
    place = plane(reach, x_title, y_title)
    chart = {
        "height": height,
        "config": LEGEND_RIGHT,
        "params": [names("classes", list(class_names))],
        "layer": [
            _net(reach, places, place),
            _dots(points, classes, class_title),
        ],
    }
    table = {
        x_title: points[:, 0].tolist(),
        y_title: points[:, 1].tolist(),
        class_title: [class_names[label] for label in classes],
    }
    return Figure(responsive(chart), table)


def _net(reach: float, places: int, place: dict[str, Any]) -> dict[str, Any]:
    """The places that can be clicked."""
    select = {"type": "point", "fields": ["x", "y"], "nearest": True}

    def at(number: str) -> str:
        return f"round(1000 * ({number} / {max(places - 1, 1)} * 2 - 1) * {reach}) / 1000"

    return {
        "data": {"sequence": {"start": 0, "stop": places * places, "as": "i"}},
        "transform": [
            {"calculate": at(f"floor(datum.i / {places})"), "as": "x"},
            {"calculate": at(f"(datum.i % {places})"), "as": "y"},
        ],
        "params": [{"name": "place", "select": select}],
        "mark": {"type": "circle", "size": 30, "color": REFERENCE, "opacity": 0.25},
        "encoding": place,
    }


def _dots(points: np.ndarray, classes: np.ndarray, class_title: str) -> dict[str, Any]:
    rows = [
        {"x": float(x), "y": float(y), "class": int(label)}
        for (x, y), label in zip(points, classes, strict=True)
    ]
    legend = legend_above("classes[datum.value]", title=class_title, titleOrient="left")
    look: dict[str, Any] = {"field": "class", "type": "nominal", "legend": legend}
    place = {one: {"field": one, "type": "quantitative"} for one in "xy"}
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "size": 150, "filled": True, "opacity": 1},
        "encoding": {
            **place,
            "color": {**look, "scale": {"domain": [0, 1], "range": [NEGATIVE, POSITIVE]}},
            "shape": {**look, "scale": {"domain": [0, 1], "range": ["circle", "diamond"]}},
        },
    }
