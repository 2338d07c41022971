"""Intervals: a point with what it may as well be, one a row, over a line at zero."""

from collections.abc import Sequence
from typing import Any

from nlp_core.figures.axes import expr, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import NEGATIVE, POSITIVE, REFERENCE
from nlp_core.figures.rows import (
    ROW,
    ROW_PLACE,
    haloed,
    names_above,
    row_axis,
    row_params,
    rule,
    value_axis,
    value_params,
)


def intervals(
    names: Sequence[str],
    middles: Sequence[float],
    lows: Sequence[float],
    highs: Sequence[float],
    *,
    x_title: str,
    name_title: str,
    low_title: str,
    high_title: str,
    value_format: str = "+.3f",
) -> Figure:
    """One point a name, with a bar from its low to its high end.

    What leaves zero out is blue above it and orange below it; what does not is grey.
    """
    rows: list[dict[str, Any]] = []
    for i, (middle, low, high) in enumerate(zip(middles, lows, highs, strict=True)):
        colour = POSITIVE if low > 0 else NEGATIVE if high < 0 else REFERENCE
        text = format(middle, value_format)
        row = {"row": i, "middle": middle, "low": low, "high": high}
        rows.append(row | {"colour": colour, "text": text})
    texts = [row["text"] for row in rows]
    ends = (min([*lows, 0.0]), max([*highs, 0.0]))
    chart = {
        "height": {"step": ROW},
        "params": [*row_params(names), *value_params(*ends, texts)],
        "layer": [
            {
                "data": {"values": rows},
                "layer": [rule(0.0), *_marks(len(names), x_title), *names_above(len(names))],
            }
        ],
    }
    columns = (names, middles, lows, highs)
    titles = (name_title, x_title, low_title, high_title)
    table = {title: list(column) for title, column in zip(titles, columns, strict=True)}
    return Figure(responsive(chart), table)


def _marks(count: int, x_title: str) -> list[dict[str, Any]]:
    """The bar, its point, and the point's value beside the bar's end."""
    colour = {"field": "colour", "type": "nominal", "scale": None}
    x = {"field": "low", **value_axis(x_title)}
    lower = {"yOffset": expr("lower")}
    bar = {"type": "bar", "height": expr("0.22 * thick"), "opacity": 0.55} | lower
    span = {"x": x, "x2": {"field": "high"}, "y": row_axis(count), "color": colour}
    point = {"type": "point", "filled": True, "size": 170, "opacity": 1} | lower
    middle = {"x": {"field": "middle", "type": "quantitative"}, "y": ROW_PLACE, "color": colour}
    text = {"type": "text", "align": "left", "dx": 9} | lower
    end = {"x": {"field": "high", "type": "quantitative"}, "y": ROW_PLACE}
    said = haloed(text, end | {"text": {"field": "text"}})
    return [{"mark": bar, "encoding": span}, {"mark": point, "encoding": middle}, *said]
