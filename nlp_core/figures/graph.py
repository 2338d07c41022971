"""A computation graph: inputs left, the result right, a slider to step through it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.figure import Figure
from nlp_core.figures.layers import Edge, Place, layout
from nlp_core.figures.palette import FIXED, FORWARD, GRADIENT

ROW = 104  # height of a node's place in pixels
HALF_WIDTH, HALF_HEIGHT = 0.31, 0.38


@dataclass(frozen=True)
class GraphNode:
    """A node: its name, its inputs (earlier nodes), and whether it is a constant."""

    name: str
    inputs: tuple[int, ...] = ()
    constant: bool = False


@dataclass(frozen=True)
class GraphStep:
    """What stands in the graph at one step: values, gradients and edge derivatives known so far.

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
) -> Figure:
    """The graph at its last step; the slider (named ``slider``) goes back and forth through all."""
    places, paths = layout([node.inputs for node in nodes])
    columns = 1 + max(x for x, _ in places)
    lines = [y for path in paths.values() for _, y in path] + [y for _, y in places]
    low, high = min(lines) - 0.6, max(lines) + 0.6
    last = len(steps) - 1
    step: dict[str, Any] = {"name": "step", "value": last}
    if last:
        step["bind"] = {"input": "range", "min": 0, "max": last, "step": 1, "name": f"{slider} "}
    x: dict[str, Any] = {"type": "quantitative", "axis": None}
    x |= {"scale": {"domain": [-0.5, columns - 0.5], "nice": False}}
    y: dict[str, Any] = {"type": "quantitative", "axis": None}
    y |= {"scale": {"domain": [high, low - 0.55], "nice": False}}
    captions = json.dumps([one.caption for one in steps], ensure_ascii=False)
    chart = {
        "height": int((high - low + 0.55) * ROW),
        "params": [step],
        "layer": [
            *_edges(paths, steps, x, y),
            *_boxes(nodes, places, steps, x, y),
            *_texts(nodes, places, steps, x, y),
            {
                "data": {"values": [{"x": -0.45, "y": low - 0.3}]},
                "transform": [{"calculate": f"{captions}[step]", "as": "text"}],
                "mark": {"type": "text", "align": "left", "fontSize": 18, "fontWeight": 600},
                "encoding": _at(x, y) | {"text": {"field": "text"}},
            },
        ],
    }
    return Figure(chart, table)


def _at(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    return {"x": {"field": "x", **x}, "y": {"field": "y", **y}}


def _known(steps: Sequence[GraphStep], of: str, key: Any) -> list[dict[str, Any]]:
    """When a text stands there: one row from each step at which it changes to the next."""
    rows: list[dict[str, Any]] = []
    for number, step in enumerate(steps):
        text = getattr(step, of).get(key)
        if rows and rows[-1]["text"] == text:
            rows[-1]["until"] = number + 1
        elif text is not None:
            rows.append({"text": text, "from": number, "until": number + 1})
        else:
            continue
    return rows


SHOWN = {"filter": "datum.from <= step && step < datum.until"}


def _edges(
    paths: Mapping[Edge, list[Place]],
    steps: Sequence[GraphStep],
    x: dict[str, Any],
    y: dict[str, Any],
) -> list[dict[str, Any]]:
    points, slopes = [], []
    for number, (edge, path) in enumerate(paths.items()):
        shift = 0.12 * (edge[2] - 0.5) if sum(other[:2] == edge[:2] for other in paths) > 1 else 0.0
        ends = [(px, py + shift) for px, py in path]
        ends[0] = (ends[0][0] + HALF_WIDTH, ends[0][1])
        ends[-1] = (ends[-1][0] - HALF_WIDTH, ends[-1][1])
        points += [
            {"edge": number, "order": i, "x": px, "y": py} for i, (px, py) in enumerate(ends)
        ]
        (ax, ay), (bx, by) = ends[-2:]
        middle = {"x": (ax + bx) / 2, "y": (ay + by) / 2 + (3 * shift if shift else 0.0)}
        slopes += [middle | row for row in _known(steps, "slopes", edge)]
    return [
        {
            "data": {"values": points},
            "mark": {"type": "line", "strokeWidth": 2, "color": FIXED},
            "encoding": _at(x, y) | {"detail": {"field": "edge"}, "order": {"field": "order"}},
        },
        {
            "data": {"values": slopes},
            "transform": [SHOWN],
            "mark": {"type": "text", "fontSize": 16, "dy": -11, "color": GRADIENT},
            "encoding": _at(x, y) | {"text": {"field": "text"}},
        },
    ]


def _boxes(
    nodes: Sequence[GraphNode],
    places: Sequence[Place],
    steps: Sequence[GraphStep],
    x: dict[str, Any],
    y: dict[str, Any],
) -> list[dict[str, Any]]:
    rows = []
    working = json.dumps([step.node for step in steps])
    for number, (node, (px, py)) in enumerate(zip(nodes, places, strict=True)):
        corners = {"x": px - HALF_WIDTH, "x2": px + HALF_WIDTH, "y": py - HALF_HEIGHT}
        colour = FIXED if node.constant else FORWARD
        rows.append({**corners, "y2": py + HALF_HEIGHT, "node": number, "colour": colour})
    at_work = {"test": f"{working}[step] == datum.node", "value": 5}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "rect", "cornerRadius": 8, "fillOpacity": 0.14},
            "encoding": {
                **_at(x, y),
                "x2": {"field": "x2"},
                "y2": {"field": "y2"},
                "fill": {"field": "colour", "scale": None},
                "stroke": {"field": "colour", "scale": None},
                "strokeWidth": {"condition": at_work, "value": 1.5},
            },
        }
    ]


def _texts(
    nodes: Sequence[GraphNode],
    places: Sequence[Place],
    steps: Sequence[GraphStep],
    x: dict[str, Any],
    y: dict[str, Any],
) -> list[dict[str, Any]]:
    """Three lines in a node: its name, its value, its gradient."""
    layers: list[dict[str, Any]] = []
    styles: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("names", -22, {"fontSize": 19, "fontWeight": 600}),
        ("values", 2, {"fontSize": 17, "color": FORWARD}),
        ("gradients", 25, {"fontSize": 17, "color": GRADIENT}),
    )
    for of, dy, style in styles:
        rows = []
        for number, (node, (px, py)) in enumerate(zip(nodes, places, strict=True)):
            known: list[dict[str, Any]] = [{"text": node.name, "from": 0, "until": len(steps)}]
            if of != "names":
                known = _known(steps, of, number)
            rows += [{"x": px, "y": py, **row} for row in known]
        layers.append(
            {
                "data": {"values": rows},
                "transform": [SHOWN],
                "mark": {"type": "text", "dy": dy, **style},
                "encoding": _at(x, y) | {"text": {"field": "text"}},
            }
        )
    return layers
