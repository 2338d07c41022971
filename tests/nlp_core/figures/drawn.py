"""A figure as it is drawn: through Vega, at the width of a phone or of a stage."""

import json
import re
from typing import Any

import vl_convert

from nlp_core.figures.figure import Figure

PHONE, STAGE = 326, 1000


def vega(figure: Figure) -> dict[str, Any]:
    """The chart as Vega, once Vega-Lite has accepted it."""
    assert not {"$schema", "width", "background"} & set(figure.chart)
    return vl_convert.vegalite_to_vega(json.dumps(figure.chart))


def svg(figure: Figure, width: int = STAGE, height: int | None = None, **values: Any) -> str:
    """The figure as SVG; ``values`` set parameters, such as the frame."""
    chart = {**figure.chart, "width": width}
    fit = "fit" if height else "fit-x"
    chart["autosize"] = {"type": fit, "contains": "padding"}
    if height:
        chart["height"] = height
    chart["params"] = [
        one | ({"value": values[one["name"]]} if one["name"] in values else {})
        for one in chart["params"]
    ]
    return vl_convert.vegalite_to_svg(json.dumps(chart))


def texts(drawn: str) -> list[str]:
    """What is written in an SVG, in the order of drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


def positions(drawn: str) -> dict[str, tuple[float, float]]:
    """Where each text that is written stands, in pixels of its plot; the last of its name."""
    found = re.findall(r"<text[^>]*translate\(([-\d.]+),([-\d.]+)\)[^>]*>([^<]*)</text>", drawn)
    return {text: (float(x), float(y)) for x, y, text in found}
