"""Small pictures side by side, such as what each neuron of a layer answers over a plane."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import PIXEL
from nlp_core.figures.palette import TINT_MINUS, TINT_PLUS
from nlp_core.figures.pictures import tinted


def mosaic(
    pictures: np.ndarray,
    picture_names: Sequence[str],
    *,
    name_title: str,
    value_title: str,
    columns: int = 8,
) -> Figure:
    """Small fields side by side: pictures (N, R, R), rows from the bottom, one name each."""
    count = len(pictures)
    reach = float(np.nanmax(np.abs(pictures))) if pictures.size else 1.0
    most = max(min(columns, count), 1)
    across = f"clamp(ceil(sqrt({count} * width / height)), 1, {most})"
    tile = f"max(8, min(width / across, height / ceil({count} / across) - head))"
    chart = {
        "height": 150 * -(-count // most),
        "params": [
            names("tile_names", list(picture_names)),
            {"name": "pictures", "value": [tinted(one, reach) for one in pictures.astype(float)]},
            {"name": "across", "expr": across},
            {"name": "head", "expr": "1.5 * em"},
            {"name": "tile", "expr": tile},
        ],
        "layer": [_tiles(count), _shades(reach, value_title)],
    }
    means = {value_title: [float(np.mean(picture)) for picture in pictures]}
    return Figure(responsive(chart), {name_title: list(picture_names), **means})


def _tiles(count: int) -> dict[str, Any]:
    """The pictures, each under its name."""
    steps = [
        {"calculate": "tile * (datum.i % across)", "as": "px"},
        {"calculate": "(tile + head) * floor(datum.i / across) + head", "as": "py"},
        {"calculate": "datum.px + 0.46 * tile", "as": "middle"},
        {"calculate": "datum.py - 0.3 * head", "as": "base"},
        {"calculate": "tile_names[datum.i]", "as": "name"},
        {"calculate": "pictures[datum.i]", "as": "url"},
    ]
    image = {"type": "image", "aspect": False, "align": "left", "baseline": "top"}
    text = {"type": "text", "baseline": "alphabetic", "fontSize": expr("min(em, 0.3 * tile)")}
    at = {"x": {"field": "px", **PIXEL}, "y": {"field": "py", **PIXEL}}
    above = {"x": {"field": "middle", **PIXEL}, "y": {"field": "base", **PIXEL}}
    picture = image | {"width": expr("0.92 * tile"), "height": expr("0.92 * tile")}
    return {
        "data": {"sequence": {"start": 0, "stop": count, "as": "i"}},
        "transform": steps,
        "layer": [
            {"mark": picture, "encoding": at | {"url": {"field": "url", "type": "nominal"}}},
            {"mark": text, "encoding": above | {"text": {"field": "name"}}},
        ],
    }


def _shades(reach: float, title: str) -> dict[str, Any]:
    """The colour scale of the pictures, which bring their own colours."""
    scale = {
        "domain": [-reach, 0, reach],
        "range": [TINT_MINUS, "rgba(128,128,128,0)", TINT_PLUS],
        "interpolate": "rgb",
    }
    legend = {
        "title": title,
        "orient": "right",
        "gradientLength": expr("clamp(height - 60, 60, 220)"),
        "gradientOpacity": 1,
        "tickCount": 3,
    }
    return {
        "data": {"values": [{"v": 0}]},
        "mark": {"type": "point", "opacity": 0, "size": 0},
        "encoding": {
            "color": {"field": "v", "type": "quantitative", "scale": scale, "legend": legend}
        },
    }
