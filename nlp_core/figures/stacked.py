"""Bars made of named parts, one bar a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from nlp_core.figures.axes import expr, legend_columns, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, PAPER, ink_on
from nlp_core.figures.rows import (
    ROW,
    ROW_PLACE,
    names_above,
    row_axis,
    row_params,
    value_axis,
    value_params,
)


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
    rows: list[dict[str, Any]] = []
    for i in range(len(names)):
        start = 0.0
        for k, lengths in enumerate(parts.values()):
            if lengths[i]:
                end = start + float(lengths[i])
                place = {"row": i, "part": k, "start": start, "end": end}
                rows.append(place | {"middle": (start + end) / 2, "text": f"{lengths[i]:g}"})
                start = end
    longest = max((row["end"] for row in rows), default=1.0)
    colours = list(CATEGORIES[: len(parts)])
    shares = [{"name": "part_names", "value": list(parts)}]
    shares += [{"name": "inks", "value": [ink_on(colour) for colour in colours]}]
    chart = {
        "height": {"step": ROW},
        "params": [*row_params(names), *value_params(0.0, longest, [""]), *shares],
        "layer": [
            {
                "data": {"values": rows},
                "layer": [
                    _bars(len(names), x_title, part_title, list(parts), colours),
                    *_numbers(longest),
                    *names_above(len(names)),
                ],
            }
        ],
    }
    columns: dict[str, Sequence[Any]] = {name_title: list(names)}
    columns |= {part: list(ends) for part, ends in parts.items()}
    return Figure(responsive(chart), {**columns, **(table or {})})


def _bars(
    count: int, x_title: str, part_title: str, parts: list[str], colours: list[str]
) -> dict[str, Any]:
    colour = {
        "field": "part",
        "type": "nominal",
        "scale": {"domain": list(range(len(colours))), "range": colours},
        "legend": {
            "title": part_title,
            "orient": "top",
            "labelExpr": "part_names[datum.value]",
            "labelLimit": expr("0.8 * outer"),
            "columns": legend_columns(parts),
        },
    }
    mark = {"type": "bar", "height": expr("thick"), "yOffset": expr("lower")}
    return {
        "mark": mark | {"stroke": PAPER, "strokeWidth": 1},
        "encoding": {
            "x": {"field": "start", **value_axis(x_title)},
            "x2": {"field": "end"},
            "y": row_axis(count),
            "color": colour,
        },
    }


def _numbers(longest: float) -> list[dict[str, Any]]:
    """Each part's length in it, where it has room."""
    wide = f"width * (datum.end - datum.start) / {longest!r} > 0.62 * em * length(datum.text)"
    steps = [{"filter": wide}, {"calculate": "inks[datum.part]", "as": "ink"}]
    mark = {"type": "text", "fontSize": expr("min(em, 0.9 * thick)"), "fontWeight": 600}
    encoding = {
        "x": {"field": "middle", "type": "quantitative"},
        "y": ROW_PLACE,
        "text": {"field": "text"},
        "color": {"field": "ink", "type": "nominal", "scale": None},
    }
    return [{"transform": steps, "mark": mark | {"yOffset": expr("lower")}, "encoding": encoding}]
