"""A figure as it is drawn: through Vega, at the width of a phone or of a stage."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

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


def placed(drawn: str) -> dict[str, tuple[float, float]]:
    """Where each text stands in pixels of the whole figure; the last of its name."""
    return dict(_texts_of(ElementTree.fromstring(drawn), 0.0, 0.0))


def _texts_of(
    node: ElementTree.Element, left: float, top: float
) -> Iterator[tuple[str, tuple[float, float]]]:
    if moved := re.match(r"translate\(([-\d.]+),([-\d.]+)\)", node.get("transform", "")):
        left, top = left + float(moved[1]), top + float(moved[2])
    if node.tag.endswith("text"):
        yield "".join(node.itertext()), (left, top)
    for child in node:
        yield from _texts_of(child, left, top)
