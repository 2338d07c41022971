"""Curves: a number against another, several runs or models at once, with bands and named reference lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, REFERENCE

DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])  # a second cue beside colour


@dataclass(frozen=True)
class Series:
    """One named line: x (N,), y (N,), perhaps a band low (N,), high (N,); colour by role if given."""

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

    NaN and infinite values (and values <= 0 on a log axis) are left out of the lines and kept in the table.
    """
    rows, table = [], _empty_table(x_title, y_title, name_title)
    banded = any(one.low is not None for one in series)
    for one in series:
        low = one.y if one.low is None else one.low
        high = one.y if one.high is None else one.high
        for x, y, lower, upper in zip(one.x, one.y, low, high, strict=True):
            table[name_title or "·"].append(one.name)
            table[x_title].append(float(x))
            table[y_title].append(float(y))
            if _drawable(x, x_log) and _drawable(y, y_log):
                row = {"x": float(x), "y": float(y), "series": one.name}
                if banded and _drawable(lower, y_log) and _drawable(upper, y_log):
                    row |= {"low": float(lower), "high": float(upper)}
                rows.append(row)
    layers = _line_layers(series, banded, name_title)
    scale = {"x": _scale(x_log, None), "y": _scale(y_log, y_domain)}
    axis_x: dict[str, Any] = {"title": x_title}
    if x_values is not None:
        axis_x["values"] = [float(value) for value in x_values]
    for layer in layers:
        encoding = layer["encoding"]
        encoding["x"] = {"field": "x", "type": "quantitative", "axis": axis_x, "scale": scale["x"]}
        encoding["y"] |= {"type": "quantitative", "title": y_title, "scale": scale["y"]}
    for name, value in (references or {}).items():
        if _drawable(value, y_log):
            layers.extend(_reference(name, float(value), scale["y"], y_title))
    return Figure({"height": height, "data": {"values": rows}, "layer": layers}, table)


def _empty_table(x_title: str, y_title: str, name_title: str) -> dict[str, list[Any]]:
    return {name_title or "·": [], x_title: [], y_title: []}


def _drawable(value: float, log: bool) -> bool:
    return bool(np.isfinite(value)) and (not log or value > 0)


def _scale(log: bool, domain: tuple[float, float] | None) -> dict[str, Any]:
    scale: dict[str, Any] = {"type": "log"} if log else {"zero": False}
    if domain is not None:
        scale["domain"] = list(domain)
    return scale


def _line_layers(series: Sequence[Series], banded: bool, name_title: str) -> list[dict[str, Any]]:
    names = [one.name for one in series]
    colours = [one.colour or CATEGORIES[i % len(CATEGORIES)] for i, one in enumerate(series)]
    legend = (
        {"title": name_title or None, "orient": "top", "labelLimit": 320}
        if len(names) > 1
        else None
    )
    colour = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": names, "range": colours},
        "legend": legend,
        "sort": names,
    }
    dash = {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": names, "range": [DASHES[i % len(DASHES)] for i in range(len(names))]},
        "legend": legend,
        "sort": names,
    }
    tooltip = [{"field": "series"}, {"field": "x"}, {"field": "y", "format": ".4~g"}]
    points = any(one.points for one in series)
    layers: list[dict[str, Any]] = []
    if banded:
        layers.append(
            {
                "mark": {"type": "area", "opacity": 0.18},
                "encoding": {"y": {"field": "low"}, "y2": {"field": "high"}, "color": colour},
            }
        )
    layers.append(
        {
            "mark": {"type": "line", "strokeWidth": 3, "point": {"size": 60} if points else False},
            "encoding": {
                "y": {"field": "y"},
                "color": colour,
                "strokeDash": dash,
                "tooltip": tooltip,
            },
        }
    )
    return layers


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
