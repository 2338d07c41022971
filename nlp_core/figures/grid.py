"""A grid of numbers that are all written out: zeros faint, the larger the darker; mostly counts."""

import json
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import DIVERGING, FORWARD, GOLD, REFERENCE

LIGHT, DARK = DIVERGING[4], DIVERGING[6]
NOTHING = f"{FORWARD}12"  # a hint of a cell, on paper and on ink


def number_grid(
    values: ArrayLike,  # (N, M)
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    row_title: str,
    column_title: str,
    value_title: str,
    value_format: str = "d",
    marked: Collection[int] = (),
    last_row_apart: bool = False,
    highest: float | None = None,
    row_height: int = 34,
) -> Figure:
    """Cells with their numbers; the columns in ``marked`` are framed, and so is a last row apart.

    ``highest`` is the value of the darkest cell; None takes the largest.
    """
    matrix = np.asarray(values, dtype=float)
    if matrix.shape != (len(rows), len(columns)):
        raise ValueError(f"{matrix.shape} values for {len(rows)} rows, {len(columns)} columns")
    top = float(matrix.max(initial=0.0)) if highest is None else highest
    cells = _cells(matrix)
    place = {
        "x": _axis("column", column_title, columns, "top"),
        "y": _axis("row", row_title, rows, "left"),
    }
    names = [row_title, column_title, value_title]
    top = top or 1.0
    layers = [_shades(place, top, names, value_format), _numbers(place, top, value_format)]
    layers += [_frame("x", "column", j, place) for j in sorted(set(marked))]
    if last_row_apart:
        layers.append(_frame("y", "row", len(rows) - 1, place))
    table = {
        row_title: [rows[cell["row"]] for cell in cells],
        column_title: [columns[cell["column"]] for cell in cells],
        value_title: [cell["value"] for cell in cells],
    }
    chart = {"height": {"step": row_height}, "data": {"values": cells}, "layer": layers}
    return Figure(chart, table)


def _cells(matrix: NDArray[np.float64]) -> list[dict[str, Any]]:
    return [
        {"row": i, "column": j, "value": round(float(value), 6)}
        for (i, j), value in np.ndenumerate(matrix)
    ]


def _axis(field: str, title: str, labels: Sequence[str], orient: str) -> dict[str, Any]:
    """An ordinal axis over positions, so that equal names keep their own places."""
    long = len(labels) > 8 or max((len(label) for label in labels), default=0) > 8
    axis = {
        "title": title,
        "orient": orient,
        "labelExpr": f"{json.dumps(list(labels))}[datum.value]",
        "labelAngle": -40 if field == "column" and long else 0,
        "labelOverlap": False,
        "labelLimit": 180,
        "ticks": False,
        "domain": False,
    }
    scale = {"domain": list(range(len(labels))), "padding": 0.06}
    return {"field": field, "type": "ordinal", "axis": axis, "scale": scale}


def _shades(
    place: dict[str, Any], top: float, names: list[str], value_format: str
) -> dict[str, Any]:
    scale = {"domain": [0, top], "range": [LIGHT, DARK], "clamp": True}
    some = {"field": "value", "type": "quantitative", "legend": None, "scale": scale}
    shade = {"condition": {"test": "datum.value != 0", **some}, "value": NOTHING}
    tooltip = [
        {"field": "row", "title": names[0]},
        {"field": "column", "title": names[1]},
        {"field": "value", "title": names[2], "format": value_format},
    ]
    for entry, axis in zip(tooltip[:2], (place["y"], place["x"]), strict=True):
        entry["field"] += "-name"
        entry["expr"] = axis["axis"]["labelExpr"].replace("datum.value", f"datum.{axis['field']}")
    named = [{"calculate": entry.pop("expr"), "as": entry["field"]} for entry in tooltip[:2]]
    encoding = place | {"color": shade, "tooltip": tooltip}
    return {"transform": named, "mark": "rect", "encoding": encoding}


def _numbers(place: dict[str, Any], top: float, value_format: str) -> dict[str, Any]:
    """White on dark cells, ink on light ones, grey where there is nothing."""
    colour = {
        "condition": [
            {"test": f"datum.value > {0.6 * top}", "value": "white"},
            {"test": "datum.value == 0", "value": REFERENCE},
        ],
        "value": "#14171A",
    }
    text = {"field": "value", "type": "quantitative", "format": value_format}
    mark = {"type": "text", "fontSize": 15, "fontWeight": 600}
    return {"mark": mark, "encoding": place | {"text": text, "color": colour}}


def _frame(channel: str, field: str, at: int, place: dict[str, Any]) -> dict[str, Any]:
    """A frame around one whole row or column."""
    mark = {"type": "rect", "filled": False, "stroke": GOLD, "strokeWidth": 3}
    return {"data": {"values": [{field: at}]}, "mark": mark, "encoding": {channel: place[channel]}}
