"""Bars: named numbers, shares for and against."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.figures.axes import NARROW, expr, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, GOLD, NEGATIVE, POSITIVE, TINT_FIXED
from nlp_core.figures.rows import (
    LINE,
    ROW,
    ROW_PLACE,
    haloed,
    names_above,
    references,
    row_axis,
    row_params,
    rule,
    value_axis,
    value_params,
)


def named_bars(
    names: Sequence[str],
    values: Sequence[float],
    *,
    x_title: str,
    name_title: str,
    colours: Sequence[str] | None = None,
    domain: tuple[float, float] | None = None,
    value_format: str = ".2f",
    references: Mapping[str, float] | None = None,
    whole_numbers: bool = False,
) -> Figure:
    """One bar a name, in the given order, from 0; ``references`` are thin named vertical lines.

    ``whole_numbers`` is for counts: no tick between two of them.
    """
    form = "d" if whole_numbers else value_format
    rows = [
        bar_row(i, value, 0.0, value) | {"colour": (colours or CATEGORIES[:1] * len(names))[i]}
        for i, value in enumerate(map(float, values))
    ]
    chart = _bars(rows, names, x_title, form, domain, references or {}, whole_numbers)
    return Figure(chart, {name_title: list(names), x_title: [float(v) for v in values]})


def diverging(
    names: Sequence[str],
    values: Sequence[float],
    *,
    x_title: str,
    name_title: str,
    value_format: str = "+.2f",
) -> Figure:
    """Signed numbers on both sides of zero, in the given order."""
    rows = [bar_row(i, value, 0.0, value) for i, value in enumerate(map(float, values))]
    chart = signed_bars(rows, names, x_title, value_format)
    return Figure(chart, {name_title: list(names), x_title: [float(v) for v in values]})


def bar_row(
    i: int,
    value: float,
    old: float,
    new: float,
    marked: bool = False,
    side: str = "",
    amount: bool = False,
) -> dict[str, Any]:
    """Row ``i``: a bar from ``old`` to ``new`` that shows ``value``; no plus with an ``amount``."""
    sides = {"plus": POSITIVE, "minus": NEGATIVE, "total": TINT_FIXED}
    return {
        "row": i,
        "value": float(value),
        "low": float(min(old, new)),
        "high": float(max(old, new)),
        "colour": sides[side or ("plus" if value >= 0 else "minus")],
        "marked": marked,
        "amount": amount,
    }


def signed_bars(
    rows: list[dict[str, Any]],
    names: Sequence[str],
    x_title: str,
    value_format: str,
    note: str = "",
) -> dict[str, Any]:
    """Bars from ``low`` to ``high`` with their value beside the end, over a line at zero.

    ``note`` follows the value of a marked bar, where the figure is wide enough.
    """
    return _bars(rows, names, x_title, value_format, None, {}, False, note)


def _bars(
    rows: list[dict[str, Any]],
    names: Sequence[str],
    x_title: str,
    value_format: str,
    domain: tuple[float, float] | None,
    named: Mapping[str, float],
    whole: bool,
    note: str = "",
) -> dict[str, Any]:
    low = min([row["low"] for row in rows] + list(named.values()) + [0.0])
    high = max([row["high"] for row in rows] + list(named.values()) + [0.0])
    low, high = domain or (low, high)
    spec = value_format.lstrip("~").replace("~", "")
    texts = [format(int(row["value"]) if spec == "d" else row["value"], spec) for row in rows]
    noted = [f"{text} {note}" for text, row in zip(texts, rows, strict=True) if row["marked"]]
    lines, above = references(named, (low, high))
    bars = {
        "mark": {"type": "bar", "stroke": GOLD, "height": expr("thick"), "yOffset": expr("lower")},
        "encoding": {
            "x": {"field": "low", **value_axis(x_title, whole=whole)},
            "x2": {"field": "high"},
            "y": row_axis(len(rows)),
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "strokeWidth": {"condition": {"test": "datum.marked", "value": 4}, "value": 0},
        },
    }
    inner = [rule(0.0), bars, *lines, *_values(value_format), *names_above(len(rows))]
    words = [{"name": "reference_names", "value": list(named)}]
    words += [{"name": "notes", "value": [f" {note}"]}]
    chart = {
        "height": {"step": ROW},
        "params": [*row_params(names), *value_params(low, high, texts, noted), *words],
        "layer": [{"data": {"values": rows}, "layer": inner}],
    }
    if above:
        chart["padding"] = {"top": LINE * above + 4, "left": 5, "right": 5, "bottom": 5}
    return responsive(chart)


def _values(value_format: str) -> list[dict[str, Any]]:
    """Each bar's value: right of what adds, left of what takes away, if the zero line is free."""
    plain = value_format.replace("+", "")
    written = f"format(datum.value, datum.amount ? '{plain}' : '{value_format}')"
    noted = f"{written} + (datum.marked && !({NARROW}) ? notes[0] : '')"
    right = (
        "datum.value >= 0 ? !(datum.high < 0 && datum.high + room > 0)"
        " : datum.low > 0 && datum.low - room < 0"
    )
    return [
        {"transform": [{"filter": test}, {"calculate": noted, "as": "said"}]} | layer
        for test, align, dx, end in (
            (right, "left", 7, "high"),
            (f"!({right})", "right", -7, "low"),
        )
        for layer in haloed(
            {"type": "text", "align": align, "dx": dx, "yOffset": expr("lower")},
            {
                "x": {"field": end, "type": "quantitative"},
                "y": ROW_PLACE,
                "text": {"field": "said"},
            },
        )
    ]
