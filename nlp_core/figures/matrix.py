"""A small table of counts drawn as cells with their numbers, such as a confusion matrix."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FORWARD


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
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    cells = [
        {"row": names[i], "column": names[j], "count": int(table[i, j]), "share": share[i, j]}
        for i in range(len(names))
        for j in range(len(names))
    ]
    axis = {"labelAngle": 0, "domain": False, "ticks": False}
    place: dict[str, Any] = {
        "x": {
            "field": "column",
            "type": "nominal",
            "sort": list(names),
            "title": column_title,
            "axis": axis | {"orient": "top"},
        },
        "y": {
            "field": "row",
            "type": "nominal",
            "sort": list(names),
            "title": row_title,
            "axis": axis,
        },
    }
    shade = {
        "field": "share",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, 1], "range": [f"{FORWARD}11", FORWARD]},
    }
    label = "datum.count + '  (' + format(datum.share, '.0%') + ')'"
    paper = {"condition": {"test": "datum.share > 0.6", "value": "white"}, "value": FORWARD}
    chart = {
        "height": {"step": 72},
        "data": {"values": cells},
        "layer": [
            {"mark": "rect", "encoding": place | {"color": shade}},
            {
                "transform": [{"calculate": label, "as": "label"}],
                "mark": {"type": "text", "fontWeight": 600},
                "encoding": place | {"text": {"field": "label"}, "color": paper},
            },
        ],
    }
    columns = {
        row_title: [cell["row"] for cell in cells],
        column_title: [cell["column"] for cell in cells],
        count_title: [cell["count"] for cell in cells],
    }
    return Figure(chart, columns)
