"""Arrows from point to point of a replay, as a layer of a chart with the parameters xs and ys."""

from collections.abc import Sequence
from typing import Any

from nlp_core.figures.label_places import Array
from nlp_core.figures.palette import REFERENCE

HEAD = 13  # pixels from the middle of an arrow's head to the end of its line


def arrow_layer(lines: Sequence[tuple[int, int]], low: Array, high: Array) -> dict[str, Any]:
    """Lines from point to point with a head turned the way it points on the screen."""
    rows = [{"a": i, "b": j} for i, j in lines]
    across, up = (float(one) for one in high - low)
    ends = [
        {"calculate": f"{one}s[datum.{end}][frame]", "as": f"{one}{suffix}"}
        for one in "xy"
        for end, suffix in (("a", ""), ("b", "2"))
    ]
    right = f"(datum.x2 - datum.x) / {across} * width"
    above = f"(datum.y2 - datum.y) / {up} * height"
    heads = [
        {"calculate": f"atan2({right}, {above})", "as": "way"},
        {"calculate": "datum.way * 180 / PI", "as": "turn"},
        {"calculate": f"datum.x2 - {HEAD} * sin(datum.way) * {across} / width", "as": "headX"},
        {"calculate": f"datum.y2 - {HEAD} * cos(datum.way) * {up} / height", "as": "headY"},
    ]
    line = {"type": "rule", "color": REFERENCE, "strokeWidth": 2, "opacity": 0.75}
    head = {"type": "point", "shape": "triangle", "filled": True, "color": REFERENCE, "size": 110}
    from_to = {one: {"field": one, "type": "quantitative"} for one in "xy"}
    tip = {one: {"field": f"head{one.upper()}", "type": "quantitative"} for one in "xy"}
    turned = {"angle": {"field": "turn", "type": "quantitative", "scale": None}}
    layers = [
        {"mark": line, "encoding": from_to | {"x2": {"field": "x2"}, "y2": {"field": "y2"}}},
        {"transform": heads, "mark": head | {"opacity": 1}, "encoding": tip | turned},
    ]
    return {"data": {"values": rows}, "transform": ends, "layer": layers}
