"""Bars: named numbers, shares for and against, and moves from before to after."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, FIXED, GOLD, NEGATIVE, POSITIVE, REFERENCE

ROW = 38  # height of a bar's row in pixels
MARGIN = 60  # pixels beside the longest bar, for its value


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
) -> Figure:
    """One bar a name, in the given order; ``references`` are thin named vertical lines."""
    rows = [
        bar_row(i, name, value, 0.0, value)
        | {"colour": (colours or CATEGORIES[:1] * len(names))[i]}
        for i, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    x: dict[str, Any] = {"field": "low", "type": "quantitative", "title": x_title}
    x["scale"] = {"domain": list(domain)} if domain else {"padding": MARGIN, "nice": False}
    y = names_axis()
    colour = {"field": "colour", "scale": None}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": colour},
        },
        *value_labels(x, y, value_format),
    ]
    for name, at in (references or {}).items():
        layers += [rule(at, x), _rule_name(name, at, x)]
    chart = {"height": {"step": ROW}, "data": {"values": rows}, "layer": layers}
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
    rows = [
        bar_row(i, name, value, 0.0, value)
        for i, (name, value) in enumerate(zip(names, values, strict=True))
    ]
    chart = signed_bars(rows, x_title, value_format)
    return Figure(chart, {name_title: list(names), x_title: [float(v) for v in values]})


def moves(
    names: Sequence[str],
    before: Sequence[float],
    after: Sequence[float],
    *,
    x_title: str,
    name_title: str,
    before_title: str,
    after_title: str,
) -> Figure:
    """Where each named number stood (circle) and where it went (diamond), on both sides of zero."""
    titles = [before_title, after_title]
    rows = [
        {"row": f"{i:03d}{name}", "before": float(a), "after": float(b)}
        for i, (name, a, b) in enumerate(zip(names, before, after, strict=True))
    ]
    x: dict[str, Any] = {"type": "quantitative", "title": x_title}
    x["scale"] = {"padding": MARGIN / 2, "nice": False}
    path = {"x": x | {"field": "before"}, "x2": {"field": "after"}, "y": names_axis()}
    line = {"mark": {"type": "rule", "strokeWidth": 4, "color": REFERENCE}, "encoding": path}
    layers = [rule(0.0, x), line, _ends(rows, titles, x)]
    table: dict[str, list[Any]] = {name_title: list(names)}
    table |= {before_title: [float(v) for v in before], after_title: [float(v) for v in after]}
    return Figure({"height": {"step": ROW}, "data": {"values": rows}, "layer": layers}, table)


def _ends(rows: list[dict[str, Any]], titles: list[str], x: dict[str, Any]) -> dict[str, Any]:
    """A circle where each row stood before and a diamond where it stands after."""
    marks = [
        {"row": row["row"], "value": row[key], "which": title}
        for row in rows
        for key, title in zip(("before", "after"), titles, strict=True)
    ]
    shape = {
        "field": "which",
        "type": "nominal",
        "scale": {"domain": titles, "range": ["circle", "diamond"]},
        "legend": {"title": None, "orient": "top", "labelLimit": 400},
    }
    encoding = {
        "x": x | {"field": "value"},
        "y": names_axis(),
        "shape": shape,
        "color": {
            "condition": {"test": "datum.value < 0", "value": NEGATIVE},
            "value": POSITIVE,
        },
        "tooltip": [{"field": "which"}, {"field": "value", "format": "+.2f"}],
    }
    mark = {"type": "point", "size": 240, "filled": True, "opacity": 1}
    return {"data": {"values": marks}, "mark": mark, "encoding": encoding}


def bar_row(
    i: int, name: str, value: float, old: float, new: float, marked: bool = False
) -> dict[str, Any]:
    """Row ``i``: a bar from ``old`` to ``new`` that stands for ``value``."""
    return {
        "row": f"{i:03d}{name}",
        "value": float(value),
        "low": float(min(old, new)),
        "high": float(max(old, new)),
        "side": "plus" if value >= 0 else "minus",
        "marked": marked,
    }


def signed_bars(rows: list[dict[str, Any]], x_title: str, value_format: str) -> dict[str, Any]:
    """Bars from ``low`` to ``high`` with their value beside the end, over a line at zero."""
    x: dict[str, Any] = {"field": "low", "type": "quantitative", "title": x_title}
    x["scale"] = {"padding": MARGIN, "nice": False}
    y = names_axis()
    side = {
        "field": "side",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ["plus", "minus", "total"], "range": [POSITIVE, NEGATIVE, FIXED]},
    }
    outline = {"condition": {"test": "datum.marked", "value": 4}, "value": 0}
    bars = {
        "mark": {"type": "bar", "stroke": GOLD, "height": {"band": 0.72}},
        "encoding": {
            "x": x,
            "x2": {"field": "high"},
            "y": y,
            "color": side,
            "strokeWidth": outline,
        },
    }
    layers = [rule(0.0, x), bars, *value_labels(x, y, value_format)]
    return {"height": {"step": ROW}, "data": {"values": rows}, "layer": layers}


def value_labels(x: dict[str, Any], y: dict[str, Any], value_format: str) -> list[dict[str, Any]]:
    """Each bar's value as text: to the right of what adds, to the left of what takes away."""
    text = {"field": "value", "type": "quantitative", "format": value_format}
    return [
        {
            "transform": [{"filter": test}],
            "mark": {"type": "text", "align": align, "dx": dx},
            "encoding": {"x": x | {"field": end}, "y": y, "text": text},
        }
        for test, align, dx, end in (
            ("datum.value >= 0", "left", 7, "high"),
            ("datum.value < 0", "right", -7, "low"),
        )
    ]


def names_axis() -> dict[str, Any]:
    """Names down the side in the order of the rows; a hidden number keeps equal names apart."""
    axis = {"labelExpr": "slice(datum.label, 3)", "title": None, "domain": False, "ticks": False}
    scale = {"type": "band"}  # for points too, so that they stand level with their names
    return {"field": "row", "type": "nominal", "sort": None, "axis": axis, "scale": scale}


def rule(at: float, x: dict[str, Any]) -> dict[str, Any]:
    """A thin vertical line."""
    place = {key: value for key, value in x.items() if key != "field"} | {"datum": at}
    return {"mark": {"type": "rule", "color": REFERENCE, "size": 1.5}, "encoding": {"x": place}}


def _rule_name(name: str, at: float, x: dict[str, Any]) -> dict[str, Any]:
    place = {key: value for key, value in x.items() if key != "field"} | {"datum": at}
    mark = {"type": "text", "align": "left", "dx": 5, "dy": -8, "color": REFERENCE}
    return {"mark": mark, "encoding": {"x": place, "y": {"value": 0}, "text": {"value": name}}}
