"""What figures with one named row under another share: the names, and room for values at the ends.

Names stand left of their rows; on a narrow figure with rows high enough, above their bars.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.figures.axes import NARROW, expr, few_ticks, names
from nlp_core.figures.palette import PAPER, REFERENCE
from nlp_core.figures.type import text_width, widest

ROW = 38  # height of a row in pixels
LINE = 30  # height of a line of text above the plot in pixels
FLUSH = 16  # pixels from an end within which a tick's number stands on its inner side
ROOM = 14  # pixels beside a value that stands at the end of a bar
ROW_PLACE = {"field": "row", "type": "ordinal"}  # one layer of a figure says more of its axis


def row_params(texts: Sequence[str]) -> list[dict[str, Any]]:
    """The names, the height of a row, and whether names stand above their bars."""
    count = max(len(texts), 1)
    return [
        names("row_names", list(texts)),
        {"name": "pitch", "expr": f"height / {count}"},
        {"name": "above", "expr": f"{NARROW} && pitch >= 34"},
        {
            "name": "thick",
            "expr": "above ? min(0.9 * (pitch - 1.4 * em), 2 * em) : min(0.72 * pitch, 3.2 * em)",
        },
        {"name": "lower", "expr": "above ? 0.7 * em : 0"},  # how far bars give way to names
    ]


def row_axis(count: int) -> dict[str, Any]:
    """Rows downward in the order of their numbers, which also keep equal names apart."""
    axis = {
        "title": None,
        "labelExpr": "above ? '' : row_names[datum.value]",
        "labelLimit": expr("0.38 * outer"),
        "labelFontSize": expr("min(em, 0.82 * pitch)"),
        "labelPadding": 7,
        "domain": False,
        "ticks": False,
        "grid": False,
    }
    scale = {"type": "band", "domain": list(range(count)), "padding": 0}
    return {"field": "row", "type": "ordinal", "sort": "ascending", "axis": axis, "scale": scale}


def names_above(count: int) -> list[dict[str, Any]]:
    """The names over their bars, where they do not stand beside them."""
    mark = {"type": "text", "align": "left", "baseline": "middle", "limit": expr("width")}
    mark |= {"yOffset": expr("-0.05 * em - 0.5 * thick")}
    text: dict[str, Any] = {"data": {"sequence": {"start": 0, "stop": count, "as": "row"}}}
    text["transform"] = [{"calculate": "above ? row_names[datum.row] : ''", "as": "name"}]
    encoding = {"x": {"value": 2}, "y": ROW_PLACE, "text": {"field": "name"}}
    return [text | layer for layer in haloed(mark, encoding)]


def haloed(mark: dict[str, Any], encoding: dict[str, Any]) -> list[dict[str, Any]]:
    """Text with a rim in the page's colour, so that no line strikes it through."""
    plain = {name: value for name, value in encoding.items() if name not in ("color", "fill")}
    rim = {"fill": PAPER, "stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
    return [
        {"mark": {**mark, **rim, "aria": False, "tooltip": None}, "encoding": plain},
        {"mark": mark, "encoding": encoding},
    ]


def value_params(
    low: float, high: float, texts: Sequence[str], longer: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The ends of a scale over [low, high] and 0, with room beside the longest bars for values.

    ``room`` is what a value takes, in the unit of the values; ``longer`` are texts that a narrow
    figure leaves out.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    short, long = widest(list(texts)), widest([*texts, *longer])
    need = f"(({NARROW} ? {short:.2f} : {long:.2f}) * em + {ROOM})"
    left, right = (need if low < 0 else "0"), (need if high > 0 else "0")
    unit = f"{high - low!r} / max(width - {left} - {right}, 80)"
    return [
        {"name": "room", "expr": f"{need} * {unit}"},
        {"name": "low_end", "expr": f"{low!r} - {int(low < 0)} * room"},
        {"name": "high_end", "expr": f"{high!r} + {int(high > 0)} * room"},
    ]


def value_axis(title: str, *, whole: bool = False) -> dict[str, Any]:
    """A horizontal axis of values with few ticks, 0 among them."""
    ends = {"domain": [expr("low_end"), expr("high_end")], "nice": False, "zero": False}
    axis: dict[str, Any] = {"title": title, "tickCount": few_ticks(), "labelOverlap": "greedy"}
    axis |= {"labelFlush": FLUSH, "labelFlushOffset": 0}
    if whole:
        axis |= {"tickMinStep": 1, "format": "d"}
    return {"type": "quantitative", "title": title, "axis": axis, "scale": ends}


def rule(at: float) -> dict[str, Any]:
    """A thin vertical line."""
    place = {"x": {"datum": at, "type": "quantitative"}}
    mark = {"type": "rule", "color": REFERENCE, "size": 1.5}
    return {"data": {"values": [{}]}, "mark": mark, "encoding": place}


def references(
    named: Mapping[str, float], domain: tuple[float, float]
) -> tuple[list[dict[str, Any]], int]:
    """Named vertical lines, the names above the plot; and how many lines of text that takes."""
    layers: list[dict[str, Any]] = []
    taken: list[float] = []  # where each line of text is free from, in ems
    low, high = domain
    span = 32.0  # ems of the narrowest wide figure
    for i, (name, at) in sorted(enumerate(named.items()), key=lambda item: item[1][1]):
        share = min(max((at - low) / ((high - low) or 1.0), 0.0), 1.0)
        width = text_width(name)
        left = share * span - width * (0.0 if share < 0.25 else 1.0 if share > 0.75 else 0.5)
        line = next((k for k, free in enumerate(taken) if free <= left), len(taken))
        taken[line : line + 1] = [left + width + 0.6]
        align = "left" if share < 0.25 else "right" if share > 0.75 else "center"
        place = {"datum": at, "type": "quantitative"}
        mark = {"type": "text", "align": align, "baseline": "bottom", "dy": -5 - LINE * line}
        mark |= {"limit": expr("0.9 * outer")}
        text = {"x": place, "y": {"value": 0}, "text": {"value": expr(f"reference_names[{i}]")}}
        layers += [rule(at), *({"data": {"values": [{}]}} | one for one in haloed(mark, text))]
    return layers, len(taken)
