"""Moves: where each named number was and where it went, on both sides of zero."""

from collections.abc import Sequence
from typing import Any

from nlp_core.figures.axes import expr, legend_columns, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import NEGATIVE, PAPER, POSITIVE, REFERENCE
from nlp_core.figures.rows import (
    ROW,
    ROW_PLACE,
    names_above,
    row_axis,
    row_params,
    rule,
    value_axis,
    value_params,
)


def moves(
    row_names: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    *,
    x_title: str,
    name_title: str,
    before_title: str,
    after_title: str,
    domain: tuple[float, float] | None = None,
) -> Figure:
    """Where each named number was (circle) and where it went (diamond); ``domain`` sets the ends
    of the axis, which the numbers set otherwise."""
    rows = [
        {"row": i, "before": float(a), "after": float(b)}
        for i, (a, b) in enumerate(zip(before, after, strict=True))
    ]
    ends = [float(value) for value in domain or (*before, *after)] or [0.0]
    y = row_axis(len(rows))
    path = {"x": {"field": "before", **value_axis(x_title)}, "x2": {"field": "after"}, "y": y}
    line = {"type": "rule", "strokeWidth": 4, "color": REFERENCE, "yOffset": expr("lower")}
    inner = [
        {"mark": line, "encoding": path},
        *_ends([before_title, after_title]),
        *names_above(len(rows)),
    ]
    own = [names("moments", [before_title, after_title])]
    chart = {
        "height": {"step": ROW},
        "params": [*row_params(row_names), *value_params(min(ends), max(ends), [""]), *own],
        "layer": [rule(0.0), {"data": {"values": rows}, "layer": inner}],
    }
    table: dict[str, list[Any]] = {name_title: list(row_names)}
    table |= {before_title: [float(v) for v in before], after_title: [float(v) for v in after]}
    return Figure(responsive(chart), table)


def _ends(moments: list[str]) -> list[dict[str, Any]]:
    """A circle where each row was before and a diamond where it is after."""
    shape = {
        "field": "which",
        "type": "nominal",
        "scale": {"domain": [0, 1], "range": ["circle", "diamond"]},
        "legend": {
            "title": None,
            "orient": "top",
            "labelLimit": expr("0.8 * outer"),
            "columns": legend_columns(moments),
            "labelExpr": "moments[datum.value]",
        },
    }
    rim = {"stroke": PAPER, "strokeWidth": 1}  # tells the two apart where nothing moved
    mark = {"type": "point", "filled": True, "opacity": 1, "yOffset": expr("lower")} | rim
    colour = {"condition": {"test": "datum.value < 0", "value": NEGATIVE}, "value": POSITIVE}
    return [
        {
            "transform": [
                {"calculate": f"datum.{field}", "as": "value"},
                {"calculate": str(which), "as": "which"},
                {"calculate": "row_names[datum.row]", "as": "name"},
            ],
            "mark": mark | {"size": expr("12 * em")},
            "encoding": {
                "x": {"field": "value", "type": "quantitative"},
                "y": ROW_PLACE,
                "shape": shape,
                "color": colour,
                "tooltip": [{"field": "name"}, {"field": "value", "format": "+.2f"}],
            },
        }
        for which, field in enumerate(("before", "after"))
    ]
