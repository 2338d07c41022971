"""Scatter: named points with arrows between them, still or replayed in the browser.

Labels are placed here, each on the side of its point where it covers least; a replay keeps a label
on its side as long as it can. The replay needs no server: a slider scrubs, a box plays.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, REFERENCE

Array = NDArray[Any]
DRAWN = (720.0, 520.0)  # pixels that the labels are placed for
TEXT, GAP = 16.0, 9.0  # pixels: height of a label, distance from its point
FRAME_MS = 180
HEAD = 13  # pixels from the middle of an arrow's head to the end of its line
MARGIN = 0.08  # free share of the plane around the points
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross")
SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
FARTHER = (0.0, 24.0, 48.0, 72.0)  # pixels that a crowded label may move away, on a thin line
LABEL = {
    "type": "text",
    "fontSize": TEXT,
    "dx": {"expr": "datum.dx"},
    "dy": {"expr": "datum.dy"},
    "fontWeight": {"expr": "datum.own ? 700 : 400"},
}
LEADER = {
    "type": "rule",
    "color": REFERENCE,
    "strokeWidth": 0.8,
    "x2Offset": {"expr": "datum.dx"},
    "y2Offset": {"expr": "datum.dy + (datum.dy > 0 ? -8 : 8)"},
    "opacity": {"expr": "datum.far ? 0.8 : 0"},
}


def scatter(
    frames: Sequence[Array],
    labels: Sequence[str],
    *,
    kinds: Sequence[str],
    x_title: str,
    y_title: str,
    label_title: str,
    arrows: Sequence[tuple[int, int]] = (),
    highlighted: Collection[str] = (),
    captions: Sequence[str] = (),
    slider: str = "",
    play: str = "",
    height: int = int(DRAWN[1]),
) -> Figure:
    """Points (N, 2) in each frame; with more than one frame, a replay that opens on the last.

    ``kinds`` names each point's group (its colour and shape, explained in a legend; "" for none);
    ``arrows`` go from point to point; ``captions`` stand above, one a frame, in lines.
    """
    stacked = np.stack([np.asarray(frame, dtype=float) for frame in frames])  # (F, N, 2)
    low, high = _domain(stacked)
    pixels = (stacked - low) / (high - low) * DRAWN
    sides = _placed(pixels.tobytes(), pixels.shape, tuple(labels))  # (F, N, 2)
    last = len(stacked) - 1
    axes = [
        {"type": "quantitative", "title": title, "scale": _scale(low[i], high[i])}
        for i, title in enumerate((x_title, y_title))
    ]
    layers = [_arrows(stacked, arrows, axes, (low, high))] if arrows else []
    layers.append(_points(_rows(stacked, sides, labels, kinds, highlighted), kinds, axes))
    clock = _clock(last, slider, play) if last else [{"name": "frame", "value": 0}]
    places = stacked[-1].round(4).T.tolist()
    table: dict[str, Sequence[Any]] = {label_title: list(labels)}
    table |= {x_title: places[0], y_title: places[1]}
    chart: dict[str, Any] = {"height": height, "params": clock, "layer": layers}
    if captions:
        clock.append({"name": "captions", "value": [one.split("\n") for one in captions]})
        chart["title"] = {"text": {"expr": "captions[frame]"}, "anchor": "start"}
    return Figure(chart, table)


@lru_cache(maxsize=64)
def _placed(pixels: bytes, shape: tuple[int, ...], labels: tuple[str, ...]) -> Array:
    return place_labels(np.frombuffer(pixels).reshape(shape), labels)


def place_labels(pixels: Array, labels: Sequence[str]) -> Array:
    """Where each label's middle stands from its point, in pixels (F, N, 2), y downward.

    ``pixels`` (F, N, 2) are the points, y upward. Greedy: in turn, each label takes the side where
    it covers least of the points and of the labels before it.
    """
    sizes = np.array([[label_width(label), TEXT] for label in labels])  # (N, 2)
    sides = np.tile(np.array(SIDES), (len(FARTHER), 1))  # (P, 2), P places to stand
    away = np.repeat(FARTHER, len(SIDES))  # (P,)
    offsets = sides * (sizes[:, None] / 2 + GAP + away[:, None])  # (N, P, 2)
    dislike = 2.0 * np.arange(len(sides)) + away  # (P,)
    places = np.zeros_like(pixels)
    kept = np.zeros(len(labels), dtype=int)
    for f, frame in enumerate(pixels * (1, -1)):
        boxes = np.concatenate([frame, frame])  # points, then labels as they are placed
        halves = np.concatenate([np.full_like(frame, 8.0), np.zeros_like(frame)])
        for i, size in enumerate(sizes):
            middles = frame[i] + offsets[i]  # (P, 2)
            apart = np.abs(middles[:, None] - boxes)  # (P, 2N, 2)
            covered = np.clip(size / 2 + halves - apart, 0, None).prod(axis=2)  # (P, 2N)
            covered[:, i] = 0
            covered[:, len(labels) + i :] = 0
            cost = covered.sum(axis=1) + dislike + _outside(middles, size)
            cost[kept[i]] -= 25 * (f > 0)  # stay where you are unless it is much better elsewhere
            kept[i] = side = int(cost.argmin())
            places[f, i] = offsets[i, side]
            boxes[len(labels) + i], halves[len(labels) + i] = middles[side], size / 2
    return places


def label_width(label: str) -> float:
    """About how wide a label is drawn, in pixels: Hangul is as wide as it is high."""
    return sum(TEXT * (0.95 if ord(letter) > 0x2E80 else 0.56) for letter in label) + 4


def _outside(middles: Array, size: Array) -> Array:
    """How much of a label would hang over the edge of the picture (P,)."""
    from_left, from_right = middles[:, 0], DRAWN[0] - middles[:, 0]
    return 30 * np.clip(size[0] / 2 - np.minimum(from_left, from_right), 0, None)


def _domain(stacked: Array) -> tuple[Array, Array]:
    low, high = stacked.min(axis=(0, 1)), stacked.max(axis=(0, 1))
    free = np.maximum(high - low, 1e-6) * MARGIN
    return low - free, high + free


def _scale(low: float, high: float) -> dict[str, Any]:
    return {"domain": [round(float(low), 4), round(float(high), 4)], "nice": False, "zero": False}


def _clock(last: int, slider: str, play: str) -> list[dict[str, Any]]:
    """The frame shown, scrubbed by a slider; while ``playing``, a timer moves it to the end."""
    return [
        {
            "name": "frame",
            "value": last,
            "bind": {"input": "range", "min": 0, "max": last, "step": 1, "name": f"{slider} "},
            "on": [
                {
                    "events": {"type": "timer", "throttle": FRAME_MS},
                    "update": f"playing ? (frame >= {last} ? 0 : frame + 1) : frame",
                }
            ],
        },
        {
            "name": "playing",
            "value": False,
            "bind": {"input": "checkbox", "name": f"{play} "},
            "on": [{"events": {"signal": "frame"}, "update": f"playing && frame < {last}"}],
        },
    ]


def _now(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"data": {"values": rows}, "transform": [{"filter": "datum.f == frame"}]}


def _rows(
    stacked: Array,
    sides: Array,
    labels: Sequence[str],
    kinds: Sequence[str],
    highlighted: Collection[str],
) -> list[dict[str, Any]]:
    return [
        {"f": f, "x": x, "y": y, "dx": dx, "dy": dy}
        | {"label": label, "kind": kind, "own": label in highlighted}
        | {"far": abs(dy) > TEXT + GAP + 1 or abs(dx) > label_width(label) / 2 + GAP + 1}
        for f, (frame, side) in enumerate(zip(stacked.round(4), sides.round(1), strict=True))
        for (x, y), (dx, dy), label, kind in zip(
            frame.tolist(), side.tolist(), labels, kinds, strict=True
        )
    ]


def _points(
    rows: list[dict[str, Any]], kinds: Sequence[str], axes: list[dict[str, Any]]
) -> dict[str, Any]:
    """The points, and their labels beside them."""
    names = list(dict.fromkeys(kinds))
    legend = {"title": None, "orient": "top", "labelLimit": 320} if any(names) else None
    colours = {"domain": names, "range": list(CATEGORIES[: len(names)])}
    shapes = {"domain": names, "range": list(SHAPES[: len(names)])}
    kind = {"field": "kind", "type": "nominal", "legend": legend}
    looks = {
        "color": kind | {"scale": colours},
        "shape": kind | {"scale": shapes},
        "size": {"condition": {"test": "datum.own", "value": 260}, "value": 90},
        "tooltip": [{"field": "label"}, {"field": "kind"}],
    }
    place = _place(axes, "x", "y")
    ends = {"x2": {"field": "x"}, "y2": {"field": "y"}}
    mark = {"type": "point", "filled": True, "opacity": 1}
    return _now(rows) | {
        "layer": [
            {"mark": LEADER, "encoding": place | ends},
            {"mark": mark, "encoding": place | looks},
            {"mark": LABEL, "encoding": place | {"text": {"field": "label"}}},
        ]
    }


def _arrows(
    stacked: Array,
    arrows: Sequence[tuple[int, int]],
    axes: list[dict[str, Any]],
    domain: tuple[Array, Array],
) -> dict[str, Any]:
    """Lines from point to point with a head turned the way it points on the screen."""
    rows = [
        {"f": f, "x": frame[i][0], "y": frame[i][1], "x2": frame[j][0], "y2": frame[j][1]}
        for f, frame in enumerate(stacked.round(4).tolist())
        for i, j in arrows
    ]
    across, up = (float(one) for one in domain[1] - domain[0])
    right = f"(datum.x2 - datum.x) / {across} * width"
    above = f"(datum.y2 - datum.y) / {up} * height"
    steps = [
        {"calculate": f"atan2({right}, {above})", "as": "way"},
        {"calculate": "datum.way * 180 / PI", "as": "turn"},
        {"calculate": f"datum.x2 - {HEAD} * sin(datum.way) * {across} / width", "as": "headX"},
        {"calculate": f"datum.y2 - {HEAD} * cos(datum.way) * {up} / height", "as": "headY"},
    ]
    line = {"type": "rule", "color": REFERENCE, "strokeWidth": 2, "opacity": 0.75}
    head = {"type": "point", "shape": "triangle", "filled": True, "color": REFERENCE, "size": 110}
    from_to = _place(axes, "x", "y") | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    turned = {"angle": {"field": "turn", "type": "quantitative", "scale": None}}
    heads = {"mark": head | {"opacity": 1}, "encoding": _place(axes, "headX", "headY") | turned}
    lines = {"mark": line, "encoding": from_to}
    return _now(rows) | {"layer": [lines, {"transform": steps} | heads]}


def _place(axes: list[dict[str, Any]], x: str, y: str) -> dict[str, Any]:
    return {"x": axes[0] | {"field": x}, "y": axes[1] | {"field": y}}
