"""Bars with their spread: a mean from 0, a line from the lowest to the highest, perhaps a diamond.

The diamond is a second number about the same row; a legend names both marks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GOLD, INK, PAPER
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

BESIDE = 9  # pixels from the mark before it to a row's value
IN_THE_WAY = "datum.other > datum.end && datum.other < datum.end + 1.25 * room"


@dataclass(frozen=True)
class Spread:
    """One row: the bar's value with its lowest and highest, the diamond's (None: no diamond), the
    bar's colour, and whether the row stands out."""

    name: str
    value: float
    low: float
    high: float
    colour: str
    other: float | None = None
    marked: bool = False


def spread_bars(
    rows: Sequence[Spread],
    *,
    x_title: str,
    name_title: str,
    low_title: str,
    high_title: str,
    bar_title: str,
    other_title: str,
    domain: tuple[float, float] = (0.0, 1.0),
    reference: Mapping[str, float] | None = None,
    value_format: str = ".2f",
) -> Figure:
    """One bar a row, in the given order; ``reference`` are thin named vertical lines."""
    values = [_row(i, one, value_format) for i, one in enumerate(rows)]
    texts = [str(row["text"]) for row in values]
    lines, above = references(reference or {}, domain)
    chart = {
        "height": {"step": ROW},
        "padding": {"top": LINE * above + 4, "left": 5, "right": 5, "bottom": 5},
        "config": {"legend": {"layout": {"bottom": {"direction": expr(_STACKED)}}}},
        "params": [
            *row_params([one.name for one in rows]),
            *value_params(*domain, texts),
            names("reference_names", list(reference or {})),
            names("mark_names", [bar_title, other_title]),
        ],
        "layer": [
            {"data": {"values": values}, "layer": [rule(0.0), *_marks(len(rows), x_title), *lines]},
            {"data": {"values": values}, "layer": [*_said(), *names_above(len(rows))]},
            *_legend(len(rows), any(one.other is not None for one in rows)),
        ],
    }
    titles = (name_title, bar_title, low_title, high_title, other_title)
    return Figure(responsive(chart), _table(rows, titles))


def _row(place: int, one: Spread, value_format: str) -> dict[str, Any]:
    return {
        "row": place,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "other": one.other,
        "end": max(one.value, one.high),
        "colour": one.colour,
        "marked": one.marked,
        "text": format(one.value, value_format),
    }


def _table(rows: Sequence[Spread], titles: tuple[str, ...]) -> dict[str, list[Any]]:
    columns = [(one.name, one.value, one.low, one.high, one.other) for one in rows]
    table = {title: [row[i] for row in columns] for i, title in enumerate(titles)}
    if all(one.other is None for one in rows):
        del table[titles[-1]]
    return table


_STACKED = f"{NARROW} ? 'vertical' : 'horizontal'"


def _marks(count: int, x_title: str) -> list[dict[str, Any]]:
    """The bar, its spread, and the diamond."""
    lower = {"yOffset": expr("lower")}
    y = row_axis(count)
    y["axis"] |= {"labelPadding": 15}  # a diamond at 0 reaches over the line
    bar = {"type": "bar", "height": expr("0.8 * thick"), "stroke": GOLD} | lower
    colour = {"field": "colour", "type": "nominal", "scale": None}
    bars = {
        "x": {"field": "value", **value_axis(x_title)},
        "x2": {"datum": 0.0},
        "y": y,
        "color": colour,
        "strokeWidth": {"condition": {"test": "datum.marked", "value": 4}, "value": 0},
    }
    span = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}, "y": ROW_PLACE}
    rim = {"type": "rule", "color": PAPER, "strokeWidth": 7, "strokeCap": "round"} | lower
    line = {"type": "rule", "color": INK, "strokeWidth": 3, "strokeCap": "round"} | lower
    return [
        {"mark": bar, "encoding": bars},
        {"mark": rim, "encoding": span},
        {"mark": line, "encoding": span},
        _diamonds({"field": "other", "type": "quantitative"}),
    ]


def _diamonds(x: dict[str, Any]) -> dict[str, Any]:
    shape = {"type": "point", "shape": "diamond", "filled": True, "opacity": 1, "fill": PAPER}
    shape |= {"size": expr("11 * em"), "stroke": INK, "strokeWidth": 2.5, "yOffset": expr("lower")}
    return {
        "transform": [{"filter": "isValid(datum.other)"}],
        "mark": shape,
        "encoding": {"x": x, "y": ROW_PLACE},
    }


def _said() -> list[dict[str, Any]]:
    """Each bar's value, right of its spread, and of a diamond that would stand on it."""
    mark = {"type": "text", "align": "left", "dx": BESIDE, "yOffset": expr("lower")}
    encoding = {
        "x": {"field": "after", "type": "quantitative"},
        "y": ROW_PLACE,
        "text": {"field": "text"},
    }
    after = {"calculate": f"{IN_THE_WAY} ? datum.other : datum.end", "as": "after"}
    return [{"transform": [after], **layer} for layer in haloed(mark, encoding)]


def _legend(count: int, other: bool) -> list[dict[str, Any]]:
    """What a bar and a diamond say: marks that are not drawn, for the legend alone."""
    if not other:
        return []
    legend = {
        "title": None,
        "orient": "bottom",
        "labelExpr": "mark_names[datum.index]",
        "labelLimit": expr("0.9 * outer"),
        "symbolOpacity": 1,
        "symbolSize": expr("10 * em"),
        "symbolStrokeWidth": 2,
        "symbolStrokeColor": INK,
        "offset": 6,
    }
    shape = {
        "field": "which",
        "type": "ordinal",
        "scale": {"domain": [0, 1], "range": ["square", "diamond"]},
        "legend": legend,
    }
    hidden = {"type": "point", "opacity": 0, "tooltip": None, "aria": False}
    return [
        {
            "data": {"values": [{"which": 0, "row": 0}, {"which": 1, "row": 0}]},
            "mark": hidden,
            "encoding": {
                "x": {"datum": 0.0, "type": "quantitative"},
                "y": ROW_PLACE,
                "shape": shape,
            },
        }
    ]
