"""Ratios on a log axis around 1: which of two sides each named row belongs to, and how far.

A row has a bar for the ratio that was counted, perhaps a second one for a published ratio, and a
diamond for what a model says, which moves through its training.
"""

import math
from collections.abc import Sequence
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, LEARNED, NEGATIVE, PAPER, POSITIVE
from nlp_core.figures.player import captioned, kept_frames, vega_clock
from nlp_core.figures.rows import (
    LINE,
    ROW_PLACE,
    haloed,
    names_above,
    row_axis,
    row_params,
    rule,
    value_params,
)

MOST_FRAMES = 30
LEAST_REACH = 2.0  # powers of ten to each side that are always shown
BESIDE_DIAMOND = 12  # pixels from the middle of a diamond to a ratio
BEYOND = 0.5  # how far 0 and infinity reach beyond all others
STACKED = f"{NARROW} ? 'vertical' : 'horizontal'"  # the legends
PAIRED_ROW, SINGLE_ROW = 84, 52  # height of a row with two bars, and with one


def ratio_rows(
    row_names: Sequence[str],
    counted: Sequence[float],
    *,
    published: Sequence[float] = (),
    said: Sequence[Sequence[float]] = (),
    sides: tuple[str, str],
    counted_title: str,
    said_title: str,
    x_title: str,
    name_title: str,
    never: str,
    published_title: str = "",
    captions: Sequence[str] = (),
    slider: str = "",
    play: str = "",
) -> Figure:
    """Ratios of ``counted`` (K,), beside ``published`` (K,) and what a model ``said`` (F, K).

    0 and infinity reach the ends of the axis; NaN has no bar, and ``never`` in its place. ``sides``
    name what lies left of 1 and right of it. The replay opens on its last frame.
    (It is long because it takes all its words.)
    """
    logs = [_log(value) for value in (*counted, *published, *(v for one in said for v in one))]
    finite = [abs(value) for value in logs if math.isfinite(value)]
    reach = max([LEAST_REACH, *finite]) + BEYOND * any(map(math.isinf, logs))
    bars = [_bar(i, 0, value, reach, never) for i, value in enumerate(counted)]
    bars += [_bar(i, 1, value, reach, never) for i, value in enumerate(published)]
    kept, opens = kept_frames(max(len(said), 1), MOST_FRAMES, -1)
    said = [said[i] for i in kept] if said else []
    moving = [[_clipped(_log(one), reach) for one in ways] for ways in zip(*said, strict=True)]
    clock = vega_clock(len(kept), play=play, scrub=slider, start=opens)
    chart = {
        "config": {"legend": {"layout": {"bottom": {"direction": {"signal": STACKED}}}}},
        "height": {"step": PAIRED_ROW if published else SINGLE_ROW},
        "padding": {"top": LINE + 4, "left": 5, "right": 5, "bottom": 5},
        "params": [
            *clock,
            *row_params(row_names),
            *value_params(-reach, reach, [bar["text"] for bar in bars]),
            names("sides", sides),
            names("bar_names", [counted_title, published_title]),
            names("said_names", [said_title]),
            {"name": "said", "value": moving if said else []},
            {"name": "paired", "value": bool(published)},
            {"name": "each", "expr": "(paired ? 0.44 : 0.8) * thick"},
        ],
        "layer": [
            rule(0.0),
            *_bars(bars, len(row_names), math.ceil(reach), x_title, bool(published)),
            *(_said(len(row_names)) if said else []),
            *names_above(len(row_names)),
            *_sides(),
        ],
        "resolve": {"scale": {"color": "independent", "shape": "independent"}},
    }
    table: dict[str, list[Any]] = {name_title: list(row_names), counted_title: list(counted)}
    if published:
        table[published_title] = list(published)
    if said:
        table[said_title] = [float(value) for value in said[-1]]
    said_above = [captions[i] for i in kept] if captions else []
    return Figure(responsive(captioned(chart, said_above)), table)


def _log(value: float) -> float:
    """Of base ten; -inf for 0, NaN for NaN."""
    if math.isnan(value):
        return math.nan
    return math.log10(value) if value > 0 else -math.inf


def _clipped(value: float, reach: float) -> float:
    return round(min(max(value, -reach), reach), 4)


def written(value: float) -> str:
    """A ratio in three digits.

    >>> [written(v) for v in (121.47, 8.9, 0.085, 1.36, 0.0, float("inf"))]
    ['121', '8.9', '0.085', '1.36', '0', '∞']
    """
    if math.isinf(value) or value == 0:
        return "∞" if value else "0"
    return f"{value:.3g}"


def _bar(row: int, which: int, value: float, reach: float, never: str) -> dict[str, Any]:
    log = _log(value)
    end = 0.0 if math.isnan(log) else _clipped(log, reach)
    text = never if math.isnan(log) else written(value)
    return {"row": row, "which": which, "end": end, "zero": 0.0, "text": text}


def _bars(
    rows: list[dict[str, Any]], count: int, powers: int, x_title: str, paired: bool
) -> list[dict[str, Any]]:
    """Bars from 1 to each ratio, which is written at its end; a tick for each of so many powers."""
    ends = {"domain": [expr("low_end"), expr("high_end")], "nice": False, "zero": False}
    one_in = "'1/' + format(pow(10, -datum.value), ',')"
    axis = {
        "title": x_title,
        "values": [*range(-powers, powers + 1)],
        "labelOverlap": "greedy",
        "labelExpr": f"datum.value < 0 ? {one_in} : format(pow(10, datum.value), ',')",
    }
    lower = "lower + (paired ? (datum.which ? 0.25 : -0.25) * thick : 0)"
    colour = {
        "condition": {"test": "datum.which == 0 && datum.end < 0", "value": NEGATIVE},
        "field": "which",
        "type": "nominal",
        "scale": {"domain": [0, 1], "range": [POSITIVE, FIXED]},
        "legend": _legend("bar_names[datum.value]", "square") if paired else None,
    }
    bar = {
        "mark": {"type": "bar", "height": expr("each"), "yOffset": expr(lower)},
        "encoding": {
            "x": {"field": "zero", "type": "quantitative", "axis": axis, "scale": ends},
            "x2": {"field": "end"},
            "y": row_axis(count),
            "color": colour,
            "tooltip": [{"field": "text"}],
        },
    }
    return [{"data": {"values": rows}, "layer": [bar, *_written(lower)]}]


def _written(lower: str) -> list[dict[str, Any]]:
    """Each ratio at the end of its bar, or of its diamond where that lies farther out."""
    layers: list[dict[str, Any]] = []
    for test, align, side, far in (
        ("datum.end >= 0", "left", 1, "max"),
        ("datum.end < 0", "right", -1, "min"),
    ):
        away = f"{side} * (datum.at == datum.end ? 7 : {BESIDE_DIAMOND})"
        mark = {"type": "text", "align": align, "dx": expr(away)}
        mark |= {"yOffset": expr(lower)}
        place = {"x": {"field": "at", "type": "quantitative"}, "y": ROW_PLACE}
        texts = haloed(mark, place | {"text": {"field": "text"}})
        beyond = f"datum.which == 0 && length(said) > 0 ? {far}(datum.end, said[datum.row][frame])"
        steps = [{"filter": test}, {"calculate": f"{beyond} : datum.end", "as": "at"}]
        layers += [{"transform": steps} | one for one in texts]
    return layers


def _said(count: int) -> list[dict[str, Any]]:
    """A diamond a row for what the model says in this frame."""
    mark = {"type": "point", "shape": "diamond", "filled": True, "opacity": 1, "stroke": PAPER}
    mark |= {"strokeWidth": 2, "size": expr("17 * em")}
    mark |= {"yOffset": expr("lower - (paired ? 0.25 * thick : 0)")}
    legend = _legend("said_names[datum.value]", "diamond")
    return [
        {
            "data": {"sequence": {"start": 0, "stop": count, "as": "row"}},
            "transform": [
                {"calculate": "said[datum.row][frame]", "as": "end"},
                {"calculate": "0", "as": "kind"},
            ],
            "mark": mark,
            "encoding": {
                "x": {"field": "end", "type": "quantitative"},
                "y": ROW_PLACE,
                "color": {
                    "field": "kind",
                    "type": "nominal",
                    "scale": {"domain": [0], "range": [LEARNED]},
                    "legend": legend,
                },
            },
        }
    ]


def _legend(labels: str, symbol: str) -> dict[str, Any]:
    return {
        "title": None,
        "orient": "bottom",
        "columns": expr(f"{NARROW} ? 1 : 3"),
        "labelExpr": labels,
        "labelLimit": expr("0.8 * outer"),
        "symbolType": symbol,
        "symbolOpacity": 1,
        "symbolSize": expr(f"{14 if symbol == 'diamond' else 9} * em"),
        "symbolStrokeWidth": 0,
        "offset": 6,
    }


def _sides() -> list[dict[str, Any]]:
    """What lies left of 1 and right of it, above the plot."""
    layers: list[dict[str, Any]] = []
    for place, align, dx in ((0, "right", -8), (1, "left", 8)):
        mark = {"type": "text", "align": align, "baseline": "bottom", "dx": dx, "dy": -6}
        mark |= {"fontWeight": 700, "limit": expr("0.45 * width")}
        said = f"'← ' + sides[{place}]" if place == 0 else f"sides[{place}] + ' →'"
        encoding = {
            "x": {"datum": 0.0, "type": "quantitative"},
            "y": {"value": 0},
            "text": {"value": expr(said)},
        }
        layers += [{"data": {"values": [{}]}} | one for one in haloed(mark, encoding)]
    return layers
