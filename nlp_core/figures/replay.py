"""A replay: blocks that merge while a slider under the picture is moved, with no server asked."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FIXED, LEARNED

ROW = 64  # height of a line in pixels
GAP = 0.06  # between two blocks, in units of a line


class Span(NamedTuple):
    """A block of text on a line, from ``start`` to ``end``; shown from step ``born`` until
    ``died`` (not included).
    """

    text: str
    line: int
    start: float
    end: float
    born: int
    died: int


def replay(
    spans: Sequence[Span],
    captions: Sequence[str],
    *,
    width: int,
    slider: str,
    at: int,
    table: Mapping[str, Sequence[Any]],
) -> Figure:
    """Blocks at step 0 ... len(captions) - 1, a caption each; ``width`` is that of a line.

    What is there from step 0 has the colour of what is given, what came later that of what was
    learned; the block of the present step is larger and deeper. ``slider`` names
    the slider.
    """
    last = len(captions) - 1
    lines = 1 + max((span.line for span in spans), default=0)
    blocks = [span._asdict() | {"from": span.start + GAP, "to": span.end - GAP} for span in spans]
    step: dict[str, Any] = {"name": "step", "value": min(at, last)}
    if last > 0:
        step["bind"] = {"input": "range", "min": 0, "max": last, "step": 1, "name": f"{slider} "}
    x = {"type": "quantitative", "scale": {"domain": [0, width], "nice": False}, "axis": None}
    y = {"type": "ordinal", "scale": {"domain": [*range(lines)], "padding": 0.12}, "axis": None}
    chart = {
        "height": {"step": ROW},
        "title": {"text": {"expr": f"{json.dumps(list(captions))}[step]"}, "offset": 12},
        "params": [step],
        "data": {"values": blocks},
        "transform": [{"filter": "datum.born <= step && step < datum.died"}],
        "layer": [_boxes(x, y), _texts(x, y, width)],
    }
    return Figure(chart, table)


def _boxes(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    new = "datum.born == step && step > 0"
    return {
        "mark": {"type": "rect", "cornerRadius": 6},
        "encoding": {
            "x": x | {"field": "from"},
            "x2": {"field": "to"},
            "y": y | {"field": "line"},
            "color": {"condition": {"test": "datum.born > 0", "value": LEARNED}, "value": FIXED},
            "fillOpacity": {"condition": {"test": new, "value": 1}, "value": 0.82},
            "stroke": {"value": LEARNED},
            "strokeWidth": {"condition": {"test": new, "value": 7}, "value": 0},
        },
    }


def _texts(x: dict[str, Any], y: dict[str, Any], width: int) -> dict[str, Any]:
    """The blocks' texts: as large as a block of one symbol has room for, or as their own has."""
    middle = [{"calculate": "(datum.start + datum.end) / 2", "as": "middle"}]
    room = "min(0.55, 1.5 * (datum.end - datum.start) / length(datum.text))"
    size = {"expr": f"clamp({room} * width / {width}, 6, 26)"}
    return {
        "transform": middle,
        "mark": {"type": "text", "fontSize": size, "fontWeight": 600, "color": "white"},
        "encoding": {
            "x": x | {"field": "middle"},
            "y": y | {"field": "line"},
            "text": {"field": "text"},
        },
    }
