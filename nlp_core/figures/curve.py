"""Curves: one number against another, several runs or models at once, bands, named references.

Up to six lines have their names at their ends; more, or a narrow figure, a legend above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.axes import NARROW, expr, few_ticks, flat, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import domain, end_labels, reference_lines
from nlp_core.figures.palette import CATEGORIES
from nlp_core.figures.type import widest

NAMED_AT_ENDS = 6
MANY = 1e8  # from the highest to the lowest number of a log axis
DASHES = ([1, 0], [8, 4], [2, 3], [10, 3, 2, 3])  # a second cue beside colour


@dataclass(frozen=True)
class Series:
    """One named line: x (N,), y (N,), perhaps a band low (N,) to high (N,); colour by role."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    colour: str | None = None
    points: bool = False


def curves(
    series: Sequence[Series],
    *,
    x_title: str,
    y_title: str,
    name_title: str = "",
    x_log: bool = False,
    y_log: bool = False,
    y_domain: tuple[float, float] | None = None,
    x_values: Sequence[float] | None = None,
    references: Mapping[str, float] | None = None,
    height: int = 360,
) -> Figure:
    """Lines over one x axis; ``references`` are thin horizontal lines with their names written on.

    NaN and infinite values (those <= 0 on a log axis, those outside ``y_domain``) are left out of
    the lines and kept in the table. A linear y axis begins at 0 where that leaves the lines at
    least a third of its height.
    """
    lines, table = _lines(series, name_title or "·", x_title, y_title, x_log, y_log, y_domain)
    marked = {k: v for k, v in (references or {}).items() if _drawable(v, y_log)}
    ends = y_domain or domain(lines, marked.values(), log=y_log)
    chart = _chart(series, lines, ends, name_title, y_log)
    chart["params"].append(names("reference_names", list(marked)))
    chart["layer"] += reference_lines(marked, lines, ends, x_log=x_log, y_log=y_log)
    first = chart["layer"][0]["encoding"]
    scale: dict[str, Any] = {"type": "log"} if x_log else {"zero": False}
    scale |= {"nice": False, "range": [0, expr("width - gutter")]}  # ends where the lines do
    first["x"]["scale"] = scale
    first["x"] |= {"axis": {"title": x_title, "tickCount": few_ticks(), "labelOverlap": "greedy"}}
    if x_values is not None:
        exact = [float(value) for value in x_values]
        first["x"]["axis"]["values"], first["x"]["axis"]["format"] = exact, _exact(exact)
    y_scale: dict[str, Any] = {"domain": list(ends), "nice": False, "zero": False}
    ticks = {"tickCount": expr("clamp(floor(height / 60), 3, 8)"), "labelOverlap": "greedy"}
    first["y"] |= {"scale": y_scale | ({"type": "log"} if y_log else {}), "title": y_title}
    first["y"] |= {"axis": flat(y_title) | ticks | _powers(ends, y_log)}
    return Figure(responsive({"height": height, **chart}), table)


def _powers(ends: tuple[float, float], log: bool) -> dict[str, str]:
    """Ticks as powers of ten where a log axis spans many of them: 10⁻¹⁰ instead of 1e-10."""
    if not log or ends[1] / ends[0] < MANY:
        return {}
    raised = "format(round(log(datum.value) / LN10), 'd')"
    for digit, small in zip("-\u22120123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True):
        raised = f"replace({raised}, /{digit}/g, '{small}')"
    return {"labelExpr": f"datum.value == 1 ? '1' : '10' + {raised}"}


def _lines(
    series: Sequence[Series],
    names: str,
    x_title: str,
    y_title: str,
    x_log: bool,
    y_log: bool,
    within: tuple[float, float] | None,
) -> tuple[list[dict[str, Any]], dict[str, list[Any]]]:
    """Each line's numbers that can be drawn, column by column, and the whole table behind them."""
    lines: list[dict[str, Any]] = []
    table: dict[str, list[Any]] = {names: [], x_title: [], y_title: []}
    for place, one in enumerate(series):
        line: dict[str, Any] = {"k": place, "x": [], "y": []}
        low, high = one.low, one.high
        if low is not None and high is not None:
            line |= {"low": [], "high": []}
        for i, (x, y) in enumerate(zip(one.x, one.y, strict=True)):
            for title, value in ((names, one.name), (x_title, float(x)), (y_title, float(y))):
                table[title].append(value)
            if not (_drawable(x, x_log) and _drawable(y, y_log, within)):
                continue
            line["x"].append(float(x))
            line["y"].append(_short(y))
            if low is not None and high is not None:
                banded = _drawable(low[i], y_log, within) and _drawable(high[i], y_log, within)
                line["low"].append(_short(low[i] if banded else y))
                line["high"].append(_short(high[i] if banded else y))
        lines.append(line)
    return lines, table


def _drawable(value: float, log: bool, within: tuple[float, float] | None = None) -> bool:
    inside = within is None or within[0] <= value <= within[1]
    return bool(np.isfinite(value)) and (not log or value > 0) and inside


def _exact(values: Sequence[float]) -> str:
    """A format that writes each value as it is: by themselves ticks are rounded to tell steps.

    >>> _exact([1.0, 1000.0]), _exact([0.15, 0.4])
    (',.0~f', ',.2~f')
    """
    texts = (f"{value:.6f}".rstrip("0") for value in values)
    return f",.{max((len(text.partition('.')[2]) for text in texts), default=0)}~f"


def _short(value: float) -> float:
    """Five digits of a height: more than a screen shows.

    >>> _short(0.123456789), _short(123456.0)
    (0.12346, 123460.0)
    """
    return float(f"{float(value):.5g}")


def _chart(
    series: Sequence[Series],
    lines: list[dict[str, Any]],
    ends: tuple[float, float],
    name_title: str,
    y_log: bool,
) -> dict[str, Any]:
    """A band where a series has one, the lines, and what names them."""
    texts = [one.name for one in series]
    at_ends = 1 < len(series) <= NAMED_AT_ENDS
    need = f"{widest(texts):.2f} * em + 26" if at_ends else "0"
    gutter = {"name": "gutter", "expr": f"{NARROW} ? 0 : {need}"}
    params = [names("series_names", texts), gutter]
    layers = [*_bands(lines), _strokes(series, lines, name_title, at_ends)]
    layers[0]["encoding"] |= {"x": {"field": "x", "type": "quantitative"}}
    if at_ends:
        colours = [_colour(one, i) for i, one in enumerate(series)]
        layers += end_labels(lines, ends, colours, log=y_log)
    return {"params": params, "layer": layers}


def _bands(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    banded = [line for line in lines if "low" in line]
    encoding = {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "low", "type": "quantitative"},
        "y2": {"field": "high"},
        "color": {"field": "k", "type": "nominal"},
    }
    return [
        {
            "data": {"values": banded},
            "transform": [{"flatten": ["x", "low", "high"]}],
            "mark": {"type": "area", "fillOpacity": 0.18, "strokeOpacity": 0},
            "encoding": encoding,
        }
    ] * bool(banded)


def _strokes(
    series: Sequence[Series], lines: list[dict[str, Any]], name_title: str, at_ends: bool
) -> dict[str, Any]:
    """The lines, told apart by colour and by dash."""
    places = list(range(len(series)))
    by_name: dict[str, Any] = {"field": "k", "type": "nominal"}
    by_name["legend"] = _legend(name_title, series, at_ends) if len(series) > 1 else None
    colours = [_colour(one, i) for i, one in enumerate(series)]
    dashes = [DASHES[i % len(DASHES)] for i in places]
    tooltip = [{"field": "name"}, {"field": "x"}, {"field": "y", "format": ".4~g"}]
    point = {"size": 60} if any(one.points for one in series) else False
    return {
        "data": {"values": [{n: line[n] for n in ("k", "x", "y")} for line in lines]},
        "transform": [
            {"flatten": ["x", "y"]},
            {"calculate": "series_names[datum.k]", "as": "name"},
        ],
        "mark": {"type": "line", "strokeWidth": 3, "point": point},
        "encoding": {
            "x": {"field": "x", "type": "quantitative"},
            "y": {"field": "y", "type": "quantitative"},
            "color": by_name | {"scale": {"domain": places, "range": colours}},
            "strokeDash": by_name | {"scale": {"domain": places, "range": dashes}},
            "tooltip": tooltip,
        },
    }


def _colour(one: Series, place: int) -> str:
    return one.colour or CATEGORIES[place % len(CATEGORIES)]


def _legend(title: str, series: Sequence[Series], at_ends: bool) -> dict[str, Any]:
    """A legend above; where the lines are named at their ends, it takes no room."""

    need = widest([one.name for one in series])

    def size(value: str) -> Any:
        return expr(f"{NARROW} ? {value} : 0" if at_ends else value)

    return {
        "title": None if at_ends else title or None,
        "orient": "top",
        "columns": expr(f"clamp(floor(outer / ({need:.2f} * em + 50)), 1, 4)"),
        "labelExpr": "series_names[datum.value]",
        "labelLimit": expr("0.8 * outer"),
        "labelFontSize": size("em"),
        "labelOffset": size("10"),
        "symbolType": "stroke",
        "symbolOpacity": 1,
        "symbolStrokeWidth": size("3"),
        "symbolSize": size("600"),
        "rowPadding": size("2"),
        "padding": size("0"),
        "offset": size("1.7 * em"),  # above the words of the y axis
    }
