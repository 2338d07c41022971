"""A cloud: many unnamed points around a line where y equals x, larger where they weigh more.

What a point is appears under the pointer. The replay needs no server: the y of all frames lie in
the parameter ``ys``, a list a point.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nlp_core.figures.axes import expr, few_ticks, flat, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import LEARNED, REFERENCE
from nlp_core.figures.player import captioned, kept_frames, vega_clock

MOST_FRAMES = 25
SMALLEST, LARGEST = 14, 130  # areas of points of weight 0 and 1, in square pixels


def cloud(
    xs: ArrayLike,  # (N,)
    frames: ArrayLike,  # (F, N)
    weights: ArrayLike,  # (N,), from 0 to 1
    labels: Sequence[str],
    *,
    x_title: str,
    y_title: str,
    label_title: str,
    weight_title: str,
    line_title: str,
    captions: Sequence[str] = (),
    headlines: Sequence[str] = (),
    slider: str = "",
    play: str = "",
    start: int = -1,
    height: int = 460,
) -> Figure:
    """Points at ``xs`` with their y in each frame; ``line_title`` names the line y = x.

    ValueError where the shapes do not fit. (It is long because it takes all its words.)
    """
    x, said = np.asarray(xs, dtype=float), np.asarray(frames, dtype=float)
    weight = np.asarray(weights, dtype=float)
    if said.ndim != 2 or not said.shape[1] == len(x) == len(labels) == len(weight):
        raise ValueError(f"{said.shape} values for {len(x)} points and {len(labels)} labels")
    kept, opens = kept_frames(len(said), MOST_FRAMES, start)
    last = np.concatenate([x, said[-1]])  # a wild moment on the way does not set the scale
    low, high = float(last.min()), float(last.max())
    free = 0.06 * max(high - low, 1e-6)
    ends = [round(low - free, 3), round(high + free, 3)]
    rows = [
        {"i": i, "x": round(float(one), 3), "weight": round(float(weight[i]), 3)}
        for i, one in enumerate(x)
    ]
    chart = {
        "height": height,
        "params": [
            *vega_clock(len(kept), play=play, scrub=slider, start=opens),
            {"name": "ys", "value": said[kept].T.round(3).tolist()},
            names("labels", labels if isinstance(labels, list) else list(labels)),
            names("line_names", [line_title]),
        ],
        "layer": [_line(ends), _points(rows, ends, x_title, y_title, weight_title)],
    }
    texts = [[some[i] for i in kept] if some else [] for some in (captions, headlines)]
    table: dict[str, list[Any]] = {label_title: list(labels), x_title: x.round(4).tolist()}
    table |= {y_title: said[-1].round(4).tolist(), weight_title: weight.round(4).tolist()}
    return Figure(responsive(captioned(chart, *texts)), table)


def _points(
    rows: list[dict[str, Any]], ends: list[float], x_title: str, y_title: str, weight_title: str
) -> dict[str, Any]:
    scale = {"domain": ends, "nice": False, "zero": False}
    across = {"title": x_title, "tickCount": few_ticks(), "labelOverlap": "greedy"}
    up = flat(y_title) | {"tickCount": expr("clamp(floor(height / 60), 3, 8)")}
    size = {"domain": [0, 1], "range": [SMALLEST, LARGEST]}
    return {
        "data": {"values": rows},
        "transform": [
            {"calculate": "ys[datum.i][frame]", "as": "y"},
            {"calculate": "labels[datum.i]", "as": "label"},
        ],
        "mark": {"type": "circle", "color": LEARNED, "opacity": 0.55, "clip": True},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": across, "scale": scale},
            "y": {"field": "y", "type": "quantitative", "axis": up, "scale": scale},
            "size": {"field": "weight", "type": "quantitative", "scale": size, "legend": None},
            "tooltip": [
                {"field": "label"},
                {"field": "x", "title": x_title, "format": ".2f"},
                {"field": "y", "title": y_title, "format": ".2f"},
                {"field": "weight", "title": weight_title, "format": ".2f"},
            ],
        },
    }


def _line(ends: list[float]) -> dict[str, Any]:
    """The line y = x, named near its upper end."""
    line = {
        "data": {"values": [{"x": end, "y": end} for end in ends]},
        "mark": {"type": "line", "color": REFERENCE, "strokeWidth": 1.5},
        "encoding": {one: {"field": one, "type": "quantitative"} for one in "xy"},
    }
    mark = {"type": "text", "align": "right", "baseline": "bottom", "dx": -26, "dy": 22}
    at = ends[1]
    named = {
        "data": {"values": [{"x": at, "y": at}]},
        "mark": mark,
        "encoding": {one: {"field": one, "type": "quantitative"} for one in "xy"}
        | {"text": {"value": expr("line_names[0]")}},
    }
    return {"layer": [line, named]}
