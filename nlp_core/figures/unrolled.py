"""Recurrent networks unrolled in time: inputs below, states between them, outputs above.

One large network, or several small ones side by side; on a phone the small ones stand in lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import PIXEL
from nlp_core.figures.palette import FIXED, FORWARD, GOLD, LEARNED
from nlp_core.figures.type import text_width, widest

SLIM = 2  # small networks on a line of a phone
LAYERS = ("output", "state", "input")  # from the top
COLOURS = {"output": LEARNED, "state": FORWARD, "input": FIXED}
BOX_WIDE, BOX_HIGH = 0.78, 0.56  # of a slot


@dataclass(frozen=True)
class Unrolled:
    """One network: its name, and what stands in each box, a column a time step.

    ``None`` is no box. A state of one step is tied to the state of the next where both are there,
    unless ``recurrent`` is false. ``marked`` is the column to outline.
    """

    name: str
    inputs: Sequence[str | None]
    states: Sequence[str | None]
    outputs: Sequence[str | None]
    recurrent: bool = True
    marked: int | None = None

    @property
    def columns(self) -> int:
        """Time steps."""
        return len(self.states)

    def layer(self, name: str) -> Sequence[str | None]:
        """The texts of a layer."""
        return {"output": self.outputs, "state": self.states, "input": self.inputs}[name]


def unrolled(
    networks: Sequence[Unrolled],
    *,
    layer_titles: Mapping[str, str],
    network_title: str,
    step_title: str,
    height: int = 300,
) -> Figure:
    """The networks with their boxes and arrows; ``layer_titles`` are the table's words for each of
    LAYERS. ValueError where a network's layers differ in length."""
    for one in networks:
        if len({len(one.layer(name)) for name in LAYERS}) != 1:
            raise ValueError("a network has one box or none a layer and step")
    boxes, arrows = _marks(networks)
    chart = {
        "height": height,
        "params": [
            names("box_texts", [box.pop("text") for box in boxes]),
            names("network_names", [one.name for one in networks]),
            {"name": "headed", "value": any(one.name for one in networks)},
            *_sizes(len(networks), max(one.columns for one in networks)),
        ],
        "layer": [
            _arrows(arrows),
            *_heads(arrows),
            _boxes(boxes),
            _texts(boxes),
            *_titles(networks),
        ],
    }
    return Figure(responsive(chart), _table(networks, layer_titles, network_title, step_title))


def _marks(
    networks: Sequence[Unrolled],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Boxes at (network, column, line), and arrows between them."""
    boxes: list[dict[str, Any]] = []
    arrows: list[dict[str, Any]] = []
    for n, one in enumerate(networks):
        shift = (max(each.columns for each in networks) - one.columns) / 2  # in the middle
        for line, layer in enumerate(LAYERS):
            for column, text in enumerate(one.layer(layer)):
                if text is None:
                    continue
                width = round(max(text_width(text, bold=True), 0.6), 2)
                box = {"i": len(boxes), "n": n, "c": column + shift, "r": line, "w": width}
                looks = {"colour": COLOURS[layer], "marked": one.marked == column, "text": text}
                boxes.append({**box, **looks})
        for column in range(one.columns):
            at = {"n": n, "c": column + shift}
            if one.states[column] is None:
                continue
            for low, high, row in ((one.inputs, one.states, 2), (one.states, one.outputs, 1)):
                if low[column] is not None and high[column] is not None:
                    arrows.append(at | {"r": row, "c2": column + shift, "r2": row - 1})
            after = one.states[column + 1] if column + 1 < one.columns else None
            if one.recurrent and after is not None:
                arrows.append(at | {"r": 1, "c2": column + 1 + shift, "r2": 1})
    return boxes, arrows


def _sizes(count: int, slots: int) -> list[dict[str, Any]]:
    """How many networks stand on a line, and the pixels of a network, a slot and a layer."""
    return [
        {"name": "beside", "expr": f"{NARROW} ? {min(count, SLIM)} : {count}"},
        {"name": "lines", "expr": f"ceil({count} / beside)"},
        {"name": "wide", "expr": "width / beside"},
        {"name": "high", "expr": "height / lines"},
        {"name": "slot", "expr": f"wide / {slots + (0.5 if count > 1 else 0)}"},
        {"name": "margin", "expr": f"(wide - {slots} * slot) / 2"},
        {"name": "head", "expr": "headed ? 1.9 * em : 0"},
        {"name": "layer", "expr": "(high - head) / 3"},
    ]


def _pixels(suffix: str = "") -> list[dict[str, str]]:
    """The middle of a box on the screen."""
    x = f"(datum.n % beside) * wide + margin + (datum.c{suffix} + 0.5) * slot"
    y = f"floor(datum.n / beside) * high + head + (datum.r{suffix} + 0.5) * layer"
    return [{"calculate": x, "as": f"px{suffix}"}, {"calculate": y, "as": f"py{suffix}"}]


AT = {"x": {"field": "px", **PIXEL}, "y": {"field": "py", **PIXEL}}
HALF_W, HALF_H = f"{BOX_WIDE / 2} * slot", f"{BOX_HIGH / 2} * layer"
# From border to border: along where the states are tied, upward elsewhere.
ENDS = [
    {"calculate": f"datum.px + (datum.r == datum.r2 ? {HALF_W} : 0)", "as": "x0"},
    {"calculate": f"datum.px2 - (datum.r == datum.r2 ? {HALF_W} : 0)", "as": "x1"},
    {"calculate": f"datum.py - (datum.r == datum.r2 ? 0 : {HALF_H})", "as": "y0"},
    {"calculate": f"datum.py2 + (datum.r == datum.r2 ? 0 : {HALF_H})", "as": "y1"},
]


def _arrows(arrows: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": arrows},
        "transform": [*_pixels(), *_pixels("2"), *ENDS],
        "mark": {"type": "rule", "strokeWidth": 2, "color": FIXED},
        "encoding": {
            "x": {"field": "x0", **PIXEL},
            "x2": {"field": "x1"},
            "y": {"field": "y0", **PIXEL},
            "y2": {"field": "y1"},
        },
    }


def _heads(arrows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Triangles at the ends: upward, and along time."""
    shift = expr("0.22 * em")
    return [
        {
            "data": {"values": arrows},
            "transform": [*_pixels(), *_pixels("2"), *ENDS, {"filter": test}],
            "mark": {
                "type": "point",
                "shape": shape,
                "filled": True,
                "opacity": 1,
                "color": FIXED,
                "size": expr("3.2 * em"),
                offset: shift if offset == "yOffset" else expr("-0.22 * em"),
            },
            "encoding": {"x": {"field": "x1", **PIXEL}, "y": {"field": "y1", **PIXEL}},
        }
        for test, shape, offset in (
            ("datum.r != datum.r2", "triangle-up", "yOffset"),
            ("datum.r == datum.r2", "triangle-right", "xOffset"),
        )
    ]


def _boxes(boxes: list[dict[str, Any]]) -> dict[str, Any]:
    corners = [
        {"calculate": f"datum.p{a} {sign} {half}", "as": f"p{a}{suffix}"}
        for a, half in (("x", HALF_W), ("y", HALF_H))
        for sign, suffix in (("-", "1"), ("+", "3"))
    ]
    stroke = {"condition": {"test": "datum.marked", "value": GOLD}, "field": "colour"}
    return {
        "data": {"values": boxes},
        "transform": [*_pixels(), *corners],
        "mark": {"type": "rect", "cornerRadius": 6, "fillOpacity": 0.16},
        "encoding": {
            "x": {"field": "px1", **PIXEL},
            "x2": {"field": "px3"},
            "y": {"field": "py1", **PIXEL},
            "y2": {"field": "py3"},
            "fill": {"field": "colour", "type": "nominal", "scale": None},
            "stroke": stroke | {"type": "nominal", "scale": None},
            "strokeWidth": {"condition": {"test": "datum.marked", "value": 4}, "value": 1.5},
        },
    }


def _texts(boxes: list[dict[str, Any]]) -> dict[str, Any]:
    """The boxes' texts, as large as their boxes have room for."""
    size = f"clamp(min(0.92 * {BOX_WIDE} * slot / datum.w, {0.62 * BOX_HIGH} * layer), 5, 1.2 * em)"
    return {
        "data": {"values": boxes},
        "transform": [*_pixels(), {"calculate": "box_texts[datum.i]", "as": "text"}],
        "mark": {"type": "text", "fontWeight": 600, "fontSize": expr(size)},
        "encoding": AT | {"text": {"field": "text"}},
    }


def _titles(networks: Sequence[Unrolled]) -> list[dict[str, Any]]:
    """The networks' names above them, where they have some."""
    if not any(one.name for one in networks):
        return []
    need = widest([one.name for one in networks])
    return [
        {
            "data": {"values": [{"n": n} for n in range(len(networks))]},
            "transform": [
                {"calculate": "(datum.n % beside + 0.5) * wide", "as": "px"},
                {"calculate": "floor(datum.n / beside) * high + 0.9 * em", "as": "py"},
                {"calculate": "network_names[datum.n]", "as": "text"},
            ],
            "mark": {
                "type": "text",
                "fontWeight": 600,
                "fontSize": expr(f"min(em, 0.94 * wide / {need:.2f})"),
            },
            "encoding": AT | {"text": {"field": "text"}},
        }
    ]


def _table(
    networks: Sequence[Unrolled],
    layer_titles: Mapping[str, str],
    network_title: str,
    step_title: str,
) -> dict[str, list[Any]]:
    rows = [(one, column) for one in networks for column in range(one.columns)]
    table: dict[str, list[Any]] = {}
    if len(networks) > 1:
        table[network_title] = [one.name for one, _ in rows]
    table[step_title] = [column + 1 for _, column in rows]
    for layer in reversed(LAYERS):
        table[layer_titles[layer]] = [one.layer(layer)[column] or "" for one, column in rows]
    return table
