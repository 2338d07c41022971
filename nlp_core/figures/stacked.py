"""Bars made of named parts, one bar a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES

ROW = 36  # height of a bar's row in pixels


def stacked_bars(
    names: Sequence[str],
    parts: Mapping[str, Sequence[float]],
    *,
    x_title: str,
    name_title: str,
    part_title: str,
    table: Mapping[str, Sequence[Any]] | None = None,
) -> Figure:
    """``parts`` maps a part's name to its length in each bar; ``table`` adds columns of facts."""
    rows = []
    for i, name in enumerate(names):
        start = 0.0
        for part, lengths in parts.items():
            if lengths[i]:
                end = start + float(lengths[i])
                place = {"name": name, "part": part, "start": start, "end": end}
                rows.append({**place, "middle": (start + end) / 2, "text": f"{lengths[i]:g}"})
                start = end
    y = {"field": "name", "type": "nominal", "sort": list(names), "title": None}
    x = {"field": "start", "type": "quantitative", "title": x_title}
    colour = {
        "field": "part",
        "type": "nominal",
        "scale": {"domain": list(parts), "range": list(CATEGORIES[: len(parts)])},
        "legend": {"title": part_title, "orient": "top", "labelLimit": 320},
    }
    bars = {
        "mark": {"type": "bar", "height": {"band": 0.78}, "stroke": "#FFFFFF", "strokeWidth": 1},
        "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "color": colour},
    }
    numbers = {
        "mark": {"type": "text", "fontSize": 16, "color": "#FFFFFF", "fontWeight": 600},
        "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "text"}},
    }
    columns: dict[str, Sequence[Any]] = {name_title: list(names)}
    columns |= {part: list(ends) for part, ends in parts.items()}
    chart = {"height": {"step": ROW}, "data": {"values": rows}, "layer": [bars, numbers]}
    return Figure(chart, {**columns, **(table or {})})
