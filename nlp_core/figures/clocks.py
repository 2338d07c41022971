"""Clocks: one dial a pair of numbers, whose hand points at (sine, cosine) as a watch's does."""

from collections.abc import Sequence
from typing import Any

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, PAPER, POSITIVE, REFERENCE
from nlp_core.figures.type import widest

MOST = 16


def clocks(
    frames: Sequence[Sequence[tuple[float, float]]],  # (F, P) of (sine, cosine)
    titles: Sequence[str],
    frame_names: Sequence[str],
    *,
    name_title: str,
    frame_title: str,
    sine_title: str,
    cosine_title: str,
    row_height: int = 130,
) -> Figure:
    """``frames`` are rows of dials, one under another; ``titles`` name a row's dials.

    A hand at 12 o'clock has sine 0 and cosine 1, and turns as a watch's does. ValueError where the
    numbers do not fit the names, or for more than ``MOST`` dials a row.
    """
    if len(frames) != len(frame_names) or any(len(one) != len(titles) for one in frames):
        raise ValueError(f"{len(frames)} rows for {len(frame_names)} names, {len(titles)} dials")
    if not 1 <= len(titles) <= MOST:
        raise ValueError(f"a row has 1 to {MOST} dials, not {len(titles)}")
    places = [(row, dial) for row in range(len(frames)) for dial in range(len(titles))]
    hands: list[dict[str, Any]] = []
    for row, dial in places:
        sine, cosine = (float(f"{value:.5g}") for value in frames[row][dial])
        hands.append({"row": row, "dial": dial, "s": sine, "c": cosine})
    chart: dict[str, Any] = {
        "height": row_height * len(frames),
        "params": _params(len(frames), titles, frame_names),
        "layer": [
            {"data": {"values": hands}, "transform": _places(), "layer": _dials()},
            *_words(len(frames), len(titles)),
        ],
    }
    table: dict[str, list[Any]] = {
        frame_title: [frame_names[row] for row, _ in places],
        name_title: [titles[dial] for _, dial in places],
        sine_title: [one["s"] for one in hands],
        cosine_title: [one["c"] for one in hands],
    }
    return Figure(responsive(chart), table)


def _params(rows: int, titles: Sequence[str], frame_names: Sequence[str]) -> list[dict[str, Any]]:
    """How large the dials are, and what they are called."""
    return [
        names("dial_names", list(titles)),
        names("frame_names", list(frame_names)),
        {"name": "edge", "expr": f"{widest(list(frame_names)):.2f} * em + 10"},
        {"name": "head", "expr": "1.6 * em"},
        {"name": "pitch", "expr": f"(width - edge) / {len(titles)}"},
        {"name": "drop", "expr": f"(height - head) / {rows}"},
        {"name": "radius", "expr": "0.42 * min(pitch, drop)"},
    ]


def _places() -> list[dict[str, Any]]:
    """Pixels of each dial's middle and of its hand's end."""
    return [
        {"calculate": "edge + (datum.dial + 0.5) * pitch", "as": "mx"},
        {"calculate": "head + (datum.row + 0.5) * drop", "as": "my"},
        {"calculate": "datum.mx + 0.86 * radius * datum.s", "as": "hx"},
        {"calculate": "datum.my - 0.86 * radius * datum.c", "as": "hy"},
        {"calculate": "dial_names[datum.dial]", "as": "name"},
        {"calculate": "frame_names[datum.row]", "as": "frame"},
    ]


def _at(x: str, y: str) -> dict[str, Any]:
    place = {"type": "quantitative", "scale": None, "axis": None}
    return {"x": {"field": x, **place}, "y": {"field": y, **place}}


def _dials() -> list[dict[str, Any]]:
    """The rim, its mark at twelve, the hand and its end."""
    size = expr("4 * radius * radius")
    rim = {"type": "point", "shape": "circle", "filled": False, "stroke": FIXED, "size": size}
    tooltip = [
        {"field": "frame", "title": " "},
        {"field": "name", "title": "·"},
        {"field": "s", "title": "sin", "format": ".3f"},
        {"field": "c", "title": "cos", "format": ".3f"},
    ]
    hand = _at("mx", "my") | {"x2": {"field": "hx"}, "y2": {"field": "hy"}}
    end = {"type": "point", "filled": True, "opacity": 1, "color": POSITIVE, "size": expr("6 * em")}
    notch = {"type": "point", "shape": "stroke", "angle": 90, "size": 60, "stroke": REFERENCE}
    return [
        {"mark": rim | {"strokeWidth": 2, "fill": "transparent"}, "encoding": _at("mx", "my")},
        {
            "transform": [{"calculate": "datum.my - radius", "as": "twelve"}],
            "mark": notch,
            "encoding": _at("mx", "twelve"),
        },
        {"mark": {"type": "rule", "strokeWidth": 4, "color": POSITIVE}, "encoding": hand},
        {
            "mark": end | {"stroke": PAPER, "strokeWidth": 1},
            "encoding": _at("hx", "hy") | {"tooltip": tooltip},
        },
    ]


def _words(rows: int, dials: int) -> list[dict[str, Any]]:
    """The dials' names above the first row, the rows' names at their left."""
    said = {"text": {"field": "said"}}
    above: dict[str, Any] = {
        "data": {"sequence": {"start": 0, "stop": dials, "as": "dial"}},
        "transform": [
            {"calculate": "edge + (datum.dial + 0.5) * pitch", "as": "mx"},
            {"calculate": "0.7 * em", "as": "my"},
            {"calculate": "dial_names[datum.dial]", "as": "said"},
        ],
        "mark": {
            "type": "text",
            "align": "center",
            "limit": expr("pitch - 2"),
            "fontSize": expr("min(em, 0.3 * pitch)"),
        },
        "encoding": _at("mx", "my") | said,
    }
    beside: dict[str, Any] = {
        "data": {"sequence": {"start": 0, "stop": rows, "as": "row"}},
        "transform": [
            {"calculate": "0", "as": "mx"},
            {"calculate": "head + (datum.row + 0.5) * drop", "as": "my"},
            {"calculate": "frame_names[datum.row]", "as": "said"},
        ],
        "mark": {"type": "text", "align": "left", "baseline": "middle"},
        "encoding": _at("mx", "my") | said,
    }
    return [above, beside]
