"""A small table of counts drawn as cells with their numbers, such as a confusion matrix."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nlp_core.figures.axes import responsive
from nlp_core.figures.cells import cell_axes, cell_params, cells, numbers
from nlp_core.figures.figure import Figure
from nlp_core.figures.shades import tint_ink, tint_scale


def confusion_matrix(
    counts: ArrayLike,  # (C, C), rows are the truth
    names: Sequence[str],
    *,
    row_title: str,
    column_title: str,
    count_title: str,
) -> Figure:
    """Counts by true class (rows) and verdict (columns), each row shaded by its shares."""
    table = np.asarray(counts)
    if table.shape != (len(names), len(names)):
        raise ValueError(f"{len(names)} names for a matrix of shape {table.shape}")
    shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    axes = cell_axes(len(names), len(names), row_title, column_title)
    shade = {"field": "value", "type": "quantitative", "legend": None, "scale": tint_scale(0, 1)}
    words = {"calculate": "counts[datum.i] + ' (' + format(datum.value, '.0%') + ')'", "as": "said"}
    written = numbers({"field": "said"}, tint_ink(0, 1))
    inner = [
        {"mark": "rect", "encoding": axes | {"color": shade}},
        written | {"transform": [*written["transform"], words]},
    ]
    longest = f"{int(table.max(initial=0))} (100%)"
    chart = {
        "height": {"step": 72},
        "params": [
            *cell_params([shares], names, names, longest),
            {"name": "counts", "value": [int(count) for count in table.ravel()]},
        ],
        "layer": [cells(len(names), len(names), inner, moving=False)],
    }
    columns: dict[str, list[Any]] = {
        row_title: [name for name in names for _ in names],
        column_title: list(names) * len(names),
        count_title: [int(count) for count in table.ravel()],
    }
    return Figure(responsive(chart), columns)
