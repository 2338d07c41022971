"""A computation graph, step by step: inputs left, the result right; on a phone from top to bottom.

Places are in columns and lines; Vega turns them into pixels, so that the graph fits any screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.graph_layout import Edge, Place, layout
from nlp_core.figures.line_ends import PIXEL
from nlp_core.figures.palette import FIXED, FORWARD, GRADIENT
from nlp_core.figures.player import captioned, vega_clock
from nlp_core.figures.rows import haloed
from nlp_core.figures.type import widest

ROW = 104  # height of a line of nodes in pixels
UPRIGHT = 62  # height of a column that lies flat on a phone
HALF_ALONG, HALF_ACROSS = 0.33, 0.38  # half a node's size, in columns and in lines
HEAD = 0.03  # of the way that an arrow's head is from its node
SHOWN = {"filter": "datum.from <= frame && frame < datum.until"}


@dataclass(frozen=True)
class GraphNode:
    """A node: its name, its inputs (earlier nodes), and whether it is a constant."""

    name: str
    inputs: tuple[int, ...] = ()
    constant: bool = False


@dataclass(frozen=True)
class GraphStep:
    """What the graph shows at one step: values, gradients and edge derivatives known so far.

    Edges are (input, node, place among the node's inputs); ``node`` is the one at work, ``caption``
    says what it does.
    """

    values: Mapping[int, str]
    gradients: Mapping[int, str]
    slopes: Mapping[Edge, str]
    node: int
    caption: str


def computation_graph(
    nodes: Sequence[GraphNode],
    steps: Sequence[GraphStep],
    *,
    slider: str,
    table: Mapping[str, Sequence[Any]],
    play: str = "▶",
    start: int = 0,
) -> Figure:
    """The graph at step ``start`` (-1: the last); ``slider`` names the scrubber, ``play`` the box.

    A value stands beside a circle in the colour of what goes forward, a gradient beside a diamond
    in the colour of what comes back.
    """
    places, paths = layout([node.inputs for node in nodes])
    columns = 1 + max(x for x, _ in places)
    lines = [y for path in paths.values() for _, y in path] + [y for _, y in places]
    low, high = min(lines) - 0.5, max(lines) + 0.5
    chart = {
        "height": int(max((high - low) * ROW, min(columns * UPRIGHT, 360))),
        "params": [
            *vega_clock(len(steps), play=play, scrub=slider, start=start, ms=900),
            names("node_names", [node.name for node in nodes]),
            {"name": "at_work", "value": [step.node for step in steps]},
            *_sizes(columns, high - low, _longest(nodes, steps)),
        ],
        "layer": [
            *_edges(paths, low),
            _slopes(paths, steps, low),
            _boxes(nodes, places, low),
            *_texts(nodes, places, steps, low),
        ],
    }
    return Figure(responsive(captioned(chart, [step.caption for step in steps])), table)


def _sizes(columns: float, lines: float, letters: float) -> list[dict[str, Any]]:
    """Whether the graph runs from top to bottom, and the pixels of columns, lines, nodes, text."""
    ink = f"min(1.35 * em, 2 * half_h / 3.9, 2 * half_w / {letters + 1.6:.2f})"
    return [
        {"name": "upright", "expr": f"{NARROW} && {columns} > 3"},
        {"name": "along", "expr": f"(upright ? height : width) / {columns}"},
        {"name": "across", "expr": f"(upright ? width : height) / {lines}"},
        {"name": "half_w", "expr": f"upright ? {HALF_ACROSS} * across : {HALF_ALONG} * along"},
        {"name": "half_h", "expr": f"upright ? {HALF_ALONG} * along : {HALF_ACROSS} * across"},
        {"name": "ink_size", "expr": ink},
    ]


def _longest(nodes: Sequence[GraphNode], steps: Sequence[GraphStep]) -> float:
    """The width in ems of the widest text in a node."""
    told = [some for step in steps for some in (step.values, step.gradients)]
    return widest(
        [*(node.name for node in nodes), *(text for some in told for text in some.values())]
    )


def _pixels(low: float, suffix: str = "") -> list[dict[str, str]]:
    """From a column c and a line l to a place on the screen."""
    flow, side = f"(datum.c{suffix} + 0.5) * along", f"(datum.l{suffix} - {low}) * across"
    return [
        {"calculate": f"upright ? {side} : {flow}", "as": f"px{suffix}"},
        {"calculate": f"upright ? {flow} : {side}", "as": f"py{suffix}"},
    ]


CUES = (  # what is told in a node, how far below its middle, beside which mark
    ("values", 0.1, {"shape": "circle", "color": FORWARD}),
    ("gradients", 1.3, {"shape": "diamond", "color": GRADIENT}),
)
AT = {"x": {"field": "px", **PIXEL}, "y": {"field": "py", **PIXEL}}


def _known(steps: Sequence[GraphStep], of: str, key: Any) -> list[dict[str, Any]]:
    """When a text is shown: one row from each step at which it changes to the next."""
    rows: list[dict[str, Any]] = []
    for number, step in enumerate(steps):
        text = getattr(step, of).get(key)
        if rows and rows[-1]["text"] == text:
            rows[-1]["until"] = number + 1
        elif text is not None:
            rows.append({"text": text, "from": number, "until": number + 1})
    return rows


def _ends(edge: Edge, path: list[Place], paths: Mapping[Edge, list[Place]]) -> list[Place]:
    """An edge's path from border to border; two edges between the same nodes run side by side."""
    twins = sum(other[:2] == edge[:2] for other in paths) > 1
    shift = 0.14 * (edge[2] - 0.5) if twins else 0.0
    ends = [(c, line + shift) for c, line in path]
    ends[0] = (ends[0][0] + HALF_ALONG, ends[0][1])
    ends[-1] = (ends[-1][0] - HALF_ALONG - HEAD, ends[-1][1])
    return ends


def _edges(paths: Mapping[Edge, list[Place]], low: float) -> list[dict[str, Any]]:
    """Lines, and a head at the end of each."""
    points, heads = [], []
    for number, (edge, path) in enumerate(paths.items()):
        ends = _ends(edge, path, paths)
        points += [{"e": number, "o": i, "c": c, "l": line} for i, (c, line) in enumerate(ends)]
        (c0, l0), (c, line) = ends[-2:]
        heads.append({"c": c, "l": line, "c0": c0, "l0": l0})
    turn = {
        "calculate": "atan2(datum.px - datum.px0, datum.py0 - datum.py) * 180 / PI",
        "as": "turn",
    }
    head = {"type": "point", "shape": "triangle", "filled": True, "color": FIXED, "opacity": 1}
    order = {"detail": {"field": "e"}, "order": {"field": "o"}}
    angle = {"angle": {"field": "turn", "type": "quantitative", "scale": None}}
    return [
        {
            "data": {"values": points},
            "transform": _pixels(low),
            "mark": {"type": "line", "strokeWidth": 2, "color": FIXED},
            "encoding": AT | order,
        },
        {
            "data": {"values": heads},
            "transform": [*_pixels(low), *_pixels(low, "0"), turn],
            "mark": head | {"size": expr("clamp(6 * ink_size, 40, 110)")},
            "encoding": AT | angle,
        },
    ]


def _slopes(
    paths: Mapping[Edge, list[Place]], steps: Sequence[GraphStep], low: float
) -> dict[str, Any]:
    """Each edge's own derivative on its last stretch, with a rim that parts the line."""
    rows = []
    for edge, path in paths.items():
        (c0, l0), (c, line) = _ends(edge, path, paths)[-2:]
        share = 0.3 + 0.4 * (edge[2] % 2) if path[0][1] == path[-1][1] else 0.5
        middle = {"c": c0 + (c - c0) * share, "l": l0 + (line - l0) * share}
        rows += [middle | row for row in _known(steps, "slopes", edge)]
    mark = {"type": "text", "fontSize": expr("ink_size")}
    layers = haloed(mark, AT | {"text": {"field": "text"}})
    return {"data": {"values": rows}, "transform": [SHOWN, *_pixels(low)], "layer": layers}


def _boxes(nodes: Sequence[GraphNode], places: Sequence[Place], low: float) -> dict[str, Any]:
    rows = [
        {"n": i, "c": c, "l": line, "colour": FIXED if node.constant else FORWARD}
        for i, (node, (c, line)) in enumerate(zip(nodes, places, strict=True))
    ]
    corners = [
        {"calculate": f"datum.p{a} {sign} half_{size}", "as": f"p{a}{suffix}"}
        for a, size in (("x", "w"), ("y", "h"))
        for sign, suffix in (("-", "1"), ("+", "2"))
    ]
    working = {"test": "at_work[frame] == datum.n", "value": 5}
    return {
        "data": {"values": rows},
        "transform": [*_pixels(low), *corners],
        "mark": {"type": "rect", "cornerRadius": 8, "fillOpacity": 0.14},
        "encoding": {
            "x": {"field": "px1", **PIXEL},
            "x2": {"field": "px2"},
            "y": {"field": "py1", **PIXEL},
            "y2": {"field": "py2"},
            "fill": {"field": "colour", "type": "nominal", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
            "strokeWidth": {"condition": working, "value": 1.5},
        },
    }


def _texts(
    nodes: Sequence[GraphNode], places: Sequence[Place], steps: Sequence[GraphStep], low: float
) -> list[dict[str, Any]]:
    """Three lines in a node: its name, its value beside a circle, its gradient beside a diamond."""
    named = [{"n": i, "c": c, "l": line} for i, (c, line) in enumerate(places)]
    name = {"type": "text", "fontWeight": 600, "fontSize": expr("1.08 * ink_size")}
    steps_of = [*_pixels(low), {"calculate": "node_names[datum.n]", "as": "text"}]
    layers: list[dict[str, Any]] = [{"data": {"values": named}, "transform": steps_of}]
    layers[0] |= {"mark": name | {"dy": expr("-1.22 * ink_size")}}
    layers[0] |= {"encoding": AT | {"text": {"field": "text"}}}
    for of, down, cue in CUES:
        rows = [
            {"c": c, "l": line, **row}
            for i, (c, line) in enumerate(places)
            for row in _known(steps, of, i)
        ]
        told = {"data": {"values": rows}, "transform": [SHOWN, *_pixels(low)]}
        layers.append(told | {"layer": _cued(expr(f"{down} * ink_size"), cue)})
    return layers


def _cued(down: dict[str, str], cue: dict[str, str]) -> list[dict[str, Any]]:
    """A text in the page's ink with a coloured mark at the node's left border."""
    point = {"type": "point", "filled": True, "opacity": 1, "size": expr("4 * ink_size")}
    place = {"xOffset": expr("0.55 * ink_size - half_w + 3"), "yOffset": down}
    text = {"type": "text", "fontSize": expr("ink_size"), "dx": expr("0.35 * ink_size")}
    return [
        {"mark": point | place | cue, "encoding": AT},
        {"mark": text | {"dy": down}, "encoding": AT | {"text": {"field": "text"}}},
    ]
