"""Scatter: named points with arrows between them, still or replayed in the browser.

The replay needs no server: coordinates of all frames lie in the parameters ``xs`` and ``ys``, a
list a point, and the clock picks one of each.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

from nlp_core.figures.arrows import arrow_layer
from nlp_core.figures.axes import (
    LEGEND_RIGHT,
    expr,
    few_ticks,
    flat,
    legend_above,
    names,
    responsive,
)
from nlp_core.figures.figure import Figure
from nlp_core.figures.label_places import (
    FARTHER,
    GAP,
    NOWHERE,
    ROOMS,
    SIDES,
    Array,
    label_size,
    placed,
)
from nlp_core.figures.palette import CATEGORIES, REFERENCE
from nlp_core.figures.player import captioned, kept_frames, vega_clock
from nlp_core.figures.rows import haloed

MOST_FRAMES = 40
MARGIN = 0.08  # free share of the plane around the points
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross")
# Which of the ROOMS the plot has: by its width, then by its height.
NARROW, MIDDLE, TALL = ROOMS[0].width[1], ROOMS[1].width[1], ROOMS[2].height[1]
ROOM = f"width < {NARROW} * em ? 0 : width < {MIDDLE} * em ? 1 : height < {TALL} * em ? 2 : 3"


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
    headlines: Sequence[str] = (),
    slider: str = "",
    play: str = "",
    start: int = 0,
    height: int = 480,
) -> Figure:
    """Points (N, 2) in each frame; more than one frame is a replay that opens at ``start``.

    ``kinds`` names each point's group (its colour and shape, explained in a legend; "" for none);
    ``arrows`` go from point to point, and the first of them have names at their ends, as many as
    there is room for; points of no arrow and those in ``highlighted`` come first. Other names
    appear under the pointer. ``headlines`` (large) and ``captions`` stand above, one a frame.
    ``start`` counts frames; -1 is the last. (It is long because it takes all its words.)
    """
    kept, opens = kept_frames(len(frames), MOST_FRAMES, start)
    stacked = np.stack([np.asarray(frames[i], dtype=float) for i in kept])  # (F, N, 2)
    low, high = _domain(stacked)
    rank = _ranks(labels, arrows, highlighted)
    lines = tuple((int(i), int(j)) for i, j in arrows)
    sides = _sides((stacked - low) / (high - low), labels, rank, lines)
    clock = vega_clock(len(kept), play=play, scrub=slider, start=opens)
    axes = _axes(low, high, x_title, y_title)
    points = _points(labels, kinds, highlighted, axes)
    chart = {
        "height": height,
        "config": LEGEND_RIGHT,
        "params": [*clock, *_params(stacked, sides, labels, kinds)],
        "layer": [*([arrow_layer(lines, low, high)] if lines else []), points],
    }
    said = [[texts[i] for i in kept] if texts else [] for texts in (captions, headlines)]
    across, up = stacked[-1].round(4).T.tolist()
    table = {label_title: list(labels), x_title: across, y_title: up}
    return Figure(responsive(captioned(chart, *said)), table)


def _ranks(
    labels: Sequence[str], arrows: Sequence[tuple[int, int]], highlighted: Collection[str]
) -> list[int]:
    """The place of each point's arrow among the arrows; -1 for what is always named."""
    rank = [-1] * len(labels)
    for place in reversed(range(len(arrows))):
        for end in arrows[place]:
            if labels[end] not in highlighted:
                rank[end] = place
    return rank


def _sides(
    shares: Array, labels: Sequence[str], rank: Sequence[int], lines: tuple[tuple[int, int], ...]
) -> list[Any]:
    """Where each label stands, [room][point][frame]; ``shares`` (F, N, 2) of the plane, y upward.

    What is ranked first chooses first.
    """
    downward = shares * (1, -1) + (0, 1)
    order = np.argsort(rank, kind="stable")
    back = np.argsort(order)
    moved = np.ascontiguousarray(downward[:, order])
    arrows = tuple((int(back[i]), int(back[j])) for i, j in lines)
    found = []
    for room in ROOMS:
        shown = tuple(labels[i] if rank[i] < room.labelled else "" for i in order)
        places = placed(moved.tobytes(), moved.shape, shown, room, arrows)  # (F, N)
        found.append(places[:, back].T.tolist())
    return found


def _domain(stacked: Array) -> tuple[Array, Array]:
    low, high = stacked.min(axis=(0, 1)), stacked.max(axis=(0, 1))
    free = np.maximum(high - low, 1e-6) * MARGIN
    return (low - free).round(4), (high + free).round(4)


def _axes(low: Array, high: Array, x_title: str, y_title: str) -> dict[str, Any]:
    """The plane, with few ticks and the words of both axes flat."""
    scales = [
        {"domain": [float(low[i]), float(high[i])], "nice": False, "zero": False} for i in (0, 1)
    ]
    across = {"title": x_title, "tickCount": few_ticks(), "labelOverlap": "greedy"}
    up = flat(y_title) | {"tickCount": expr("clamp(floor(height / 80), 2, 6)")}
    x = {"field": "x", "type": "quantitative", "title": x_title, "axis": across, "scale": scales[0]}
    y = {"field": "y", "type": "quantitative", "title": y_title, "axis": up, "scale": scales[1]}
    return {"x": x, "y": y}


def _params(
    stacked: Array, sides: list[Any], labels: Sequence[str], kinds: Sequence[str]
) -> list[dict[str, Any]]:
    """Each point's coordinates and label sides over the frames, and the words."""
    span = stacked.max(axis=(0, 1)) - stacked.min(axis=(0, 1))
    digits = [int(np.clip(3 - np.floor(np.log10(max(one, 1e-6))), 0, 9)) for one in span]
    xs, ys = (
        [[round(v, digits[axis]) for v in point] for point in stacked[:, :, axis].T.tolist()]
        for axis in (0, 1)
    )
    return [
        {"name": "xs", "value": xs},
        {"name": "ys", "value": ys},
        {"name": "sides", "value": sides},
        {"name": "room", "expr": ROOM},
        names("labels", list(labels)),
        names("kinds", list(dict.fromkeys(kinds))),
        {"name": "sideways", "value": [one[0] for one in SIDES]},
        {"name": "downward", "value": [one[1] for one in SIDES]},
        {"name": "farther", "value": list(FARTHER)},
    ]


def _points(
    labels: Sequence[str], kinds: Sequence[str], highlighted: Collection[str], axes: dict[str, Any]
) -> dict[str, Any]:
    """The points, and their labels beside them."""
    groups = list(dict.fromkeys(kinds))
    rows = [
        {"i": i, "k": groups.index(kinds[i]), "own": label in highlighted}
        | {"wide": round(label_size(label)[0], 2), "high": round(label_size(label)[1], 2)}
        for i, label in enumerate(labels)
    ]
    ring, side = f"floor(datum.side / {len(SIDES)})", f"datum.side % {len(SIDES)}"
    steps = [
        {"calculate": "xs[datum.i][frame]", "as": "x"},
        {"calculate": "ys[datum.i][frame]", "as": "y"},
        {"calculate": "labels[datum.i]", "as": "label"},
        {"calculate": "kinds[datum.k]", "as": "kind"},
        {"calculate": "sides[room][datum.i][frame]", "as": "side"},
        {"calculate": f"datum.side > {NOWHERE}", "as": "named"},
        {"calculate": "datum.named ? labels[datum.i] : ''", "as": "shown"},
        {"calculate": f"datum.named ? {GAP} + farther[{ring}] : 0", "as": "away"},
        {"calculate": _offset("sideways", side, "wide"), "as": "dx"},
        {"calculate": _offset("downward", side, "high"), "as": "dy"},
        {"calculate": f"datum.away > {GAP}", "as": "far"},
    ]
    place = {one: {"field": one, "type": "quantitative"} for one in "xy"}
    layers = [_leader(place), _dots(axes, groups), *_names(place)]
    return {"data": {"values": rows}, "transform": steps, "layer": layers}


def _offset(way: str, side: str, size: str) -> str:
    """From a point to the middle of its label in one direction, in pixels; 0 without a label."""
    return f"datum.named ? {way}[{side}] * (datum.{size} / 2 + datum.away) * em : 0"


def _dots(axes: dict[str, Any], groups: list[str]) -> dict[str, Any]:
    places = list(range(len(groups)))
    legend = legend_above("kinds[datum.value]")
    kind = {"field": "k", "type": "nominal", "legend": legend if any(groups) else None}
    looks = {
        "color": kind | {"scale": {"domain": places, "range": list(CATEGORIES[: len(groups)])}},
        "shape": kind | {"scale": {"domain": places, "range": list(SHAPES[: len(groups)])}},
        "size": {"condition": {"test": "datum.own", "value": 260}, "value": 100},
        "tooltip": [{"field": "label"}, {"field": "kind"}],
    }
    return {"mark": {"type": "point", "filled": True, "opacity": 1}, "encoding": axes | looks}


def _leader(place: dict[str, Any]) -> dict[str, Any]:
    """A thin line to a label that had to move away."""
    mark = {
        "type": "rule",
        "color": REFERENCE,
        "strokeWidth": 1,
        "x2Offset": expr("datum.dx"),
        "y2Offset": expr("datum.dy + (datum.dy > 0 ? -8 : 8)"),
        "opacity": expr("datum.far ? 0.9 : 0"),
    }
    ends = {"x2": {"field": "x"}, "y2": {"field": "y"}}
    return {"mark": mark, "encoding": place | ends}


def _names(place: dict[str, Any]) -> list[dict[str, Any]]:
    mark = {
        "type": "text",
        "dx": expr("datum.dx"),
        "dy": expr("datum.dy"),
        "fontWeight": expr("datum.own ? 700 : 400"),
    }
    return haloed(mark, place | {"text": {"field": "shown"}})
