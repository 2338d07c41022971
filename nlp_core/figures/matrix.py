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
        {"row": truth, "column": verdict, "count": int(table[i, j]), "share": share[i, j]}
        for i, truth in enumerate(names)
        for j, verdict in enumerate(names)
    ]
    place = {
        "x": _axis("column", column_title, names, orient="top"),
        "y": _axis("row", row_title, names, orient="left"),
    }
    columns = {
        row_title: [cell["row"] for cell in cells],
        column_title: [cell["column"] for cell in cells],
        count_title: [cell["count"] for cell in cells],
    }
    chart = {"height": {"step": 72}, "data": {"values": cells}, "layer": _layers(place)}
    return Figure(chart, columns)


def _axis(field: str, title: str, names: Sequence[str], *, orient: str) -> dict[str, Any]:
    axis = {"labelAngle": 0, "domain": False, "ticks": False, "orient": orient}
    return {"field": field, "type": "nominal", "sort": list(names), "title": title, "axis": axis}


def _layers(place: dict[str, Any]) -> list[dict[str, Any]]:
    """Shaded cells, and on each its count and its share of the row."""
    shade = {
        "field": "share",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [0, 1], "range": [f"{FORWARD}11", FORWARD]},
    }
    label = "datum.count + '  (' + format(datum.share, '.0%') + ')'"
    readable = {"condition": {"test": "datum.share > 0.5", "value": "white"}, "value": FORWARD}
    return [
        {"mark": "rect", "encoding": place | {"color": shade}},
        {
            "transform": [{"calculate": label, "as": "label"}],
            "mark": {"type": "text", "fontWeight": 600},
            "encoding": place | {"text": {"field": "label"}, "color": readable},
        },
    ]
