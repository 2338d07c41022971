"""Curves: one number against another, several runs or models at once, bands, named references."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, REFERENCE

LEGEND = {
    "orient": "top",
    "columns": 4,
    "labelLimit": 320,
    "symbolType": "stroke",
    "symbolOpacity": 1,
    "symbolStrokeWidth": 3,
    "symbolSize": 600,
}
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])  # a second cue beside colour


@dataclass(frozen=True)
class Series:
    """One named line: x (N,), y (N,), perhaps a band low (N,) to high (N,); colour by role."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    colour: str | None = None
    points: bool = False


def curves(
    series: Sequence[Series],
    *,
    x_title: str,
    y_title: str,
    name_title: str = "",
    x_log: bool = False,
    y_log: bool = False,
    y_domain: tuple[float, float] | None = None,
    x_values: Sequence[float] | None = None,
    references: Mapping[str, float] | None = None,
    height: int = 360,
) -> Figure:
    """Lines over one x axis; ``references`` are thin horizontal lines with their names written on.

    NaN and infinite values (and those <= 0 on a log axis) are left out of the lines and kept in the
    table.
    """
    names = name_title or "·"
    rows, table = _rows(series, names, x_title, y_title, x_log, y_log)
    layers = _line_layers(series, name_title)
    axis: dict[str, Any] = {"title": x_title}
    if x_values is not None:
        axis["values"] = [float(value) for value in x_values]
    x = {"field": "x", "type": "quantitative", "axis": axis, "scale": _scale(x_log, None)}
    scale = _scale(y_log, y_domain)
    for layer in layers:
        layer["encoding"]["x"] = x
        layer["encoding"]["y"] |= {"type": "quantitative", "title": y_title, "scale": scale}
    for name, value in (references or {}).items():
        if _drawable(value, y_log):
            layers.extend(_reference(name, float(value), scale, y_title))
    return Figure({"height": height, "data": {"values": rows}, "layer": layers}, table)


def _rows(
    series: Sequence[Series], names: str, x_title: str, y_title: str, x_log: bool, y_log: bool
) -> tuple[list[dict[str, Any]], dict[str, list[Any]]]:
    """What is drawn, and the whole table behind it."""
    rows: list[dict[str, Any]] = []
    table: dict[str, list[Any]] = {names: [], x_title: [], y_title: []}
    for one in series:
        low = one.y if one.low is None else one.low
        high = one.y if one.high is None else one.high
        for x, y, lower, upper in zip(one.x, one.y, low, high, strict=True):
            for title, value in ((names, one.name), (x_title, float(x)), (y_title, float(y))):
                table[title].append(value)
            if _drawable(x, x_log) and _drawable(y, y_log):
                row: dict[str, Any] = {"x": float(x), "y": float(y), "series": one.name}
                if one.low is not None and _drawable(lower, y_log) and _drawable(upper, y_log):
                    row |= {"low": float(lower), "high": float(upper)}
                rows.append(row)
    return rows, table


def _drawable(value: float, log: bool) -> bool:
    return bool(np.isfinite(value)) and (not log or value > 0)


def _scale(log: bool, domain: tuple[float, float] | None) -> dict[str, Any]:
    scale: dict[str, Any] = {"type": "log"} if log else {"zero": False}
    if domain is not None:
        scale["domain"] = list(domain)
    return scale


def _line_layers(series: Sequence[Series], name_title: str) -> list[dict[str, Any]]:
    """A band where a series has one, and the lines: told apart by colour and by dash."""
    names = [one.name for one in series]
    colours = [one.colour or CATEGORIES[i % len(CATEGORIES)] for i, one in enumerate(series)]
    dashes = [DASHES[i % len(DASHES)] for i in range(len(names))]
    legend = {"title": name_title or None, **LEGEND} if len(names) > 1 else None
    by_name = {"field": "series", "type": "nominal", "legend": legend, "sort": names}
    colour = by_name | {"scale": {"domain": names, "range": colours}}
    dash = by_name | {"scale": {"domain": names, "range": dashes}}
    tooltip = [{"field": "series"}, {"field": "x"}, {"field": "y", "format": ".4~g"}]
    point = {"size": 60} if any(one.points for one in series) else False
    lines = {
        "mark": {"type": "line", "strokeWidth": 3, "point": point},
        "encoding": {
            "y": {"field": "y"},
            "color": colour,
            "strokeDash": dash,
            "tooltip": tooltip,
        },
    }
    band = {
        "mark": {"type": "area", "opacity": 0.18},
        "encoding": {"y": {"field": "low"}, "y2": {"field": "high"}, "color": colour},
    }
    return [band, lines] if any(one.low is not None for one in series) else [lines]


def _reference(name: str, value: float, scale: dict[str, Any], title: str) -> list[dict[str, Any]]:
    data = {"values": [{"y": value, "name": name}]}
    y = {"field": "y", "type": "quantitative", "scale": scale, "title": title}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": REFERENCE, "strokeDash": [4, 4]},
            "encoding": {"y": y},
        },
        {
            "data": data,
            "mark": {
                "type": "text",
                "align": "right",
                "baseline": "bottom",
                "dy": -3,
                "fontSize": 15,
                "color": REFERENCE,
            },
            "encoding": {"y": y, "x": {"value": "width"}, "text": {"field": "name"}},
        },
    ]
