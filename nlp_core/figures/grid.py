"""A grid of numbers that are all written out: zeros faint, the larger the deeper; mostly counts."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nlp_core.figures.axes import responsive
from nlp_core.figures.cells import cell_axes, cell_params, cells, frame_around, numbers
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GOLD, INK
from nlp_core.figures.player import captioned
from nlp_core.figures.shades import tint_ink, tint_scale
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
    cell: tuple[int, int] | None = None,
    headline: str = "",
    highest: float | None = None,
    row_height: int = 34,
) -> Figure:
    """Cells with their numbers; the columns in ``marked`` are framed, and so is a last row apart.

    ``cell`` is one (row, column) to frame, and ``headline`` stands large above the grid.
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
    if cell is not None:
        layers.append(frame_around({"row": cell[0], "column": cell[1]}, GOLD))
    params = cell_params([matrix], rows, columns, max(written, key=text_width))
    chart = responsive({"height": {"step": row_height}, "params": params, "layer": layers})
    if headline:
        chart = captioned(chart, [], [headline])
    titles = (row_title, column_title, value_title)
    return Figure(chart, _table(matrix, rows, columns, titles))


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


def _table(
    matrix: NDArray[np.float64],
    rows: Sequence[str],
    columns: Sequence[str],
    titles: tuple[str, str, str],
) -> dict[str, list[Any]]:
    names = [name for name in rows for _ in columns]
    values = [round(float(value), 6) for value in matrix.ravel()]
    return dict(zip(titles, (names, list(columns) * len(rows), values), strict=True))


def _written(value: float, value_format: str) -> str:
    form = value_format.replace("~", "")
    return format(round(value) if form.endswith("d") else value, form)


def _faint(layer: dict[str, Any]) -> dict[str, Any]:
    return layer | {"mark": layer["mark"] | {"opacity": 0.72}}
