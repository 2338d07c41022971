"""The right half of a ranking: what each word adds to a score against how often it occurs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import expr
from nlp_core.figures.palette import PAPER

WIDE_CURVES = 0.7  # of the width: where the curves begin
HIGH_CURVES = 0.77  # of the height, on a narrow figure
DASHES = ((1, 0), (7, 7), (1, 0), (10, 3, 2, 3))  # one curve is seen through another over it


@dataclass(frozen=True)
class Curve:
    """A word, and what it adds (P,) over the counts that all curves share; ``None``: no curve.

    ``short`` is its name where there is little room.
    """

    name: str
    values: Sequence[float] | None
    short: str = ""


def saturations(
    curves: Sequence[Curve],
    dots: list[dict[str, Any]],
    counts: Sequence[float],
    colours: list[str],
    count_title: str,
    added_title: str,
) -> list[dict[str, Any]]:
    """What a word adds against its count, and a dot for each document."""
    seen = [value for one in curves for value in one.values or ()]
    top = 1.06 * max([*seen, *(dot["y"] for dot in dots)], default=0.0) or 1.0
    x_range = [expr(f"slim ? 0 : {WIDE_CURVES} * width"), expr("width")]
    y_range = [expr("height"), expr(f"slim ? {HIGH_CURVES} * height : 1.6 * em")]
    x: dict[str, Any] = {"field": "x", "type": "quantitative", "title": count_title}
    x["scale"] = {"domain": [0, max(counts)], "nice": False, "range": x_range}
    x["axis"] = {"orient": "bottom", "tickMinStep": 1, "format": "d", "grid": False}
    x["axis"] |= {"tickCount": 5, "title": count_title, "titleAnchor": "end"}
    y: dict[str, Any] = {"field": "y", "type": "quantitative", "title": None}
    y["scale"] = {"domain": [0, top], "nice": False, "range": y_range}
    y["axis"] = {"orient": "right", "tickCount": 4, "grid": False, "title": None}
    scale = {"domain": list(range(len(colours))), "range": colours}
    colour = {"field": "part", "type": "nominal", "legend": None, "scale": scale}
    dash = {"field": "dash", "type": "nominal", "scale": None, "legend": None}
    encoding = {"x": x, "y": y, "color": colour, "strokeDash": dash}
    line = _lines(curves, counts) | {"encoding": encoding}
    return [line, _points(dots, max(counts), colour, count_title, added_title), _heading()]


def _lines(curves: Sequence[Curve], counts: Sequence[float]) -> dict[str, Any]:
    drawn = [
        {
            "part": k,
            "dash": list(DASHES[k % len(DASHES)]),
            "x": list(counts),
            "y": [float(f"{v:.4g}") for v in one.values],
        }
        for k, one in enumerate(curves)
        if one.values is not None
    ]
    return {
        "data": {"values": drawn},
        "transform": [{"flatten": ["x", "y"]}],
        "mark": {"type": "line", "strokeWidth": 3},
    }


def _points(
    dots: list[dict[str, Any]],
    most: float,
    colour: dict[str, Any],
    count_title: str,
    added_title: str,
) -> dict[str, Any]:
    """What a word adds to each document that is drawn."""
    place = {one: {"field": one, "type": "quantitative"} for one in "xy"}
    tooltip = [{"field": "name"}, {"field": "x", "title": count_title}]
    tooltip += [{"field": "y", "title": added_title, "format": ".2f"}]
    return {
        "data": {"values": dots},
        "transform": [
            {"calculate": "row_names[datum.row]", "as": "name"},
            {"filter": f"datum.x <= {most}"},
        ],
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "stroke": PAPER},
        "encoding": place | {"color": colour, "tooltip": tooltip},
    }


def _heading() -> dict[str, Any]:
    """What the curves show, above them."""
    mark = {"type": "text", "align": "right", "baseline": "bottom", "dy": -6}
    text = {
        "x": {"value": expr("width")},
        "y": {"value": expr(f"slim ? {HIGH_CURVES} * height : 1.6 * em")},
        "text": {"value": expr("curve_titles[0]")},
    }
    return {"data": {"values": [{}]}, "mark": mark | {"fontWeight": 600}, "encoding": text}
