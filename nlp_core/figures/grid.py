"""A grid of numbers that are all written out: zeros faint, the larger the deeper; mostly counts."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nlp_core.figures.axes import responsive
from nlp_core.figures.cells import (
    cell_axes,
    cell_params,
    cells,
    frame_around,
    numbers,
    tint_ink,
    tint_scale,
)
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GOLD, INK
from nlp_core.figures.type import text_width


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

    ``highest`` is the value of the deepest cell; None takes the largest.
    """
    matrix = np.asarray(values, dtype=float)
    if matrix.shape != (len(rows), len(columns)):
        raise ValueError(f"{matrix.shape} values for {len(rows)} rows, {len(columns)} columns")
    top = (float(matrix.max(initial=0.0)) if highest is None else highest) or 1.0
    written = [_written(value, value_format) for value in matrix.ravel()] or ["0"]
    axes = cell_axes(len(rows), len(columns), row_title, column_title, padding=0.06)
    inner = _cells(axes, top, value_title, value_format)
    layers = [cells(len(rows), len(columns), inner, moving=False)]
    layers += [frame_around({"column": j}, GOLD) for j in sorted(set(marked))]
    if last_row_apart:
        layers.append(frame_around({"row": len(rows) - 1}, GOLD))
    params = cell_params([matrix], rows, columns, max(written, key=text_width))
    chart = responsive({"height": {"step": row_height}, "params": params, "layer": layers})
    table: dict[str, list[Any]] = {
        row_title: [name for name in rows for _ in columns],
        column_title: list(columns) * len(rows),
        value_title: [round(float(value), 6) for value in matrix.ravel()],
    }
    return Figure(chart, table)


def _cells(axes: dict[str, Any], top: float, title: str, value_format: str) -> list[dict[str, Any]]:
    """Shaded cells and all their numbers."""
    shade = {"field": "value", "type": "quantitative", "legend": None, "scale": tint_scale(0, top)}
    tooltip = [
        {"field": "row_name", "title": axes["y"]["title"]},
        {"field": "column_name", "title": axes["x"]["title"]},
        {"field": "value", "title": title, "format": value_format},
    ]
    text = {"field": "value", "type": "quantitative", "format": value_format}
    return [
        {"mark": "rect", "encoding": axes | {"color": shade, "tooltip": tooltip}},
        numbers(text, tint_ink(0, top), "datum.value != 0"),
        _faint(numbers(text, {"value": INK}, "datum.value == 0")),
    ]


def _written(value: float, value_format: str) -> str:
    form = value_format.replace("~", "")
    return format(round(value) if form.endswith("d") else value, form)


def _faint(layer: dict[str, Any]) -> dict[str, Any]:
    return layer | {"mark": layer["mark"] | {"opacity": 0.72}}
