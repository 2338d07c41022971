"""Heatmaps: a matrix whose rows are computed (queries) from its columns (keys), both labelled."""

import json
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import DIVERGING, GOLD, SEQUENTIAL

CELL = {"name": "cell", "select": {"type": "point", "fields": ["row", "column"]}}
READABLE = 16  # at most this many rows and columns carry their values and show on a projector


def attention_map(
    weights: np.ndarray,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    row_title: str,
    column_title: str,
    value_title: str,
    gold: Collection[tuple[int, int]] = (),
    gold_title: str = "",
    marked_row: int | None = None,
    signed: bool = False,
    limits: tuple[float, float] | None = (0.0, 1.0),
    decimals: int = 2,
    row_height: int = 38,
    select: bool = False,
) -> Figure:
    """Weights (T, S) as cells: row t is what is computed, column s what is looked at.

    ``gold`` holds the (row, column) cells to outline. ``signed`` takes the diverging scale, centred
    on zero; ``limits`` None takes the range from the numbers. ``select`` offers the Vega selection
    ``cell`` with fields ``row`` and ``column``.
    """
    weights = np.asarray(weights, dtype=np.float32)
    titles = row_title, column_title, value_title, gold_title
    _check(weights, rows, columns, titles)
    marked = {(int(row), int(column)) for row, column in gold}
    low, high = _limits(weights, signed, limits)
    axes = _axes(row_title, rows, column_title, columns)
    inner = [_cells(axes, _colours(signed, low, high), value_title, rows, columns, decimals)]
    if select:
        inner[0]["params"] = [CELL]
    if max(len(rows), len(columns)) <= READABLE:
        inner.append(_values(axes, (low, high), signed, decimals))
    # Data below the top level is sent as it is, which is quicker to draw.
    cells = {"data": {"values": _points(weights)}, "layer": inner}
    layers = [cells, *_overlays(axes, marked, marked_row)]
    chart = {"height": {"step": row_height}, "layer": layers}
    table = _table(weights, rows, columns, titles, marked)
    return Figure(chart, table, select=("cell",) if select else ())


def _check(
    weights: np.ndarray, rows: Sequence[str], columns: Sequence[str], titles: Sequence[str]
) -> None:
    if weights.shape != (len(rows), len(columns)):
        raise ValueError(f"{weights.shape} weights for {len(rows)} rows, {len(columns)} columns")
    if len(set(titles)) != len(titles):
        raise ValueError("each title names its own column of the table")


def _points(weights: np.ndarray) -> list[dict[str, Any]]:
    rounded = weights.astype(np.float64).round(4).tolist()
    return [
        {"row": t, "column": s, "value": value}
        for t, row in enumerate(rounded)
        for s, value in enumerate(row)
    ]


def _limits(
    weights: np.ndarray, signed: bool, limits: tuple[float, float] | None
) -> tuple[float, float]:
    if limits is not None and not signed:
        return limits
    finite = weights[np.isfinite(weights)]
    if signed:
        reach = float(np.abs(finite).max(initial=0.0)) or 1.0
        return -reach, reach
    return float(finite.min(initial=0.0)), float(finite.max(initial=1e-6))


def _axes(
    row_title: str, rows: Sequence[str], column_title: str, columns: Sequence[str]
) -> dict[str, Any]:
    """Rows downward, columns along the top."""
    return {
        "y": _axis("row", row_title, rows, "left"),
        "x": _axis("column", column_title, columns, "top"),
    }


def _axis(field: str, title: str, labels: Sequence[str], orient: str) -> dict[str, Any]:
    """An ordinal axis over positions, so that a word that occurs twice keeps two places."""
    axis = {
        "title": title,
        "orient": orient,
        "labelExpr": f"{json.dumps(list(labels))}[datum.value]",
        "labelAngle": 0 if field == "row" or len(labels) <= 10 else -40,
        "labelOverlap": False,
        "labelLimit": 140,
        "ticks": False,
        "domain": False,
    }
    scale = {"domain": list(range(len(labels))), "padding": 0.04}
    return {"field": field, "type": "ordinal", "axis": axis, "scale": scale}


def _colours(signed: bool, low: float, high: float) -> dict[str, Any]:
    scale: dict[str, Any] = {"domain": [low, high], "clamp": True}
    return scale | ({"range": list(DIVERGING)} if signed else {"scheme": SEQUENTIAL})


def _cells(
    axes: dict[str, Any],
    scale: dict[str, Any],
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    decimals: int,
) -> dict[str, Any]:
    names = {"target": rows, "source": columns}
    named = [
        {"calculate": f"{json.dumps(list(names['target']))}[datum.row]", "as": "query"},
        {"calculate": f"{json.dumps(list(names['source']))}[datum.column]", "as": "key"},
    ]
    legend = {"title": title, "orient": "bottom", "gradientLength": 220, "format": "~g"}
    return {
        "transform": named,
        "mark": {"type": "rect"},
        "encoding": axes
        | {
            "color": {"field": "value", "type": "quantitative", "scale": scale, "legend": legend},
            "tooltip": [
                {"field": "query", "title": axes["y"]["axis"]["title"]},
                {"field": "key", "title": axes["x"]["axis"]["title"]},
                {"field": "value", "title": title, "format": f".{decimals + 1}f"},
            ],
        },
    }


def _values(
    axes: dict[str, Any], limits: tuple[float, float], signed: bool, decimals: int
) -> dict[str, Any]:
    """The numbers themselves; dark ink on light cells, light ink on dark ones."""
    low, high = limits
    light = f"datum.value > {low + 0.55 * (high - low)}"
    if signed:
        light = f"abs(datum.value) < {0.45 * high}"
    small = 0.5 * 10**-decimals
    return {
        "transform": [{"filter": f"abs(datum.value) >= {small}"}],
        "mark": {"type": "text", "fontSize": 15},
        "encoding": axes
        | {
            "text": {"field": "value", "type": "quantitative", "format": f".{decimals}f"},
            "color": {"condition": {"test": light, "value": "#14171A"}, "value": "#FFFFFF"},
        },
    }


def _overlays(
    axes: dict[str, Any], marked: set[tuple[int, int]], marked_row: int | None
) -> list[dict[str, Any]]:
    gold = [_outlines(axes, sorted(marked), GOLD, 3)] if marked else []
    return gold + ([] if marked_row is None else [_band(axes, marked_row)])


def _outlines(
    axes: dict[str, Any], cells: Sequence[tuple[int, int]], colour: str, width: int
) -> dict[str, Any]:
    return {
        "data": {"values": [{"row": row, "column": column} for row, column in cells]},
        "mark": {"type": "rect", "filled": False, "stroke": colour, "strokeWidth": width},
        "encoding": dict(axes),
    }


def _band(axes: dict[str, Any], row: int) -> dict[str, Any]:
    """A frame around one whole row: the word that the page is talking about."""
    return {
        "data": {"values": [{"row": row}]},
        "mark": {"type": "rect", "filled": False, "stroke": DIVERGING[1], "strokeDash": [6, 4]},
        "encoding": {"y": axes["y"]},
    }


def _table(
    weights: np.ndarray,
    rows: Sequence[str],
    columns: Sequence[str],
    titles: tuple[str, str, str, str],
    marked: set[tuple[int, int]],
) -> dict[str, list[Any]]:
    """One line a cell; whether it is gold only where gold has a title."""
    row_title, column_title, value_title, gold_title = titles
    places = [(t, s) for t in range(len(rows)) for s in range(len(columns))]
    table: dict[str, list[Any]] = {
        row_title: [rows[t] for t, _ in places],
        column_title: [columns[s] for _, s in places],
        value_title: [float(value) for value in weights.ravel()],
    }
    return table | ({gold_title: [place in marked for place in places]} if gold_title else {})
