"""A replay: blocks that merge while a slider under the picture is moved, with no server asked."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GOLD, TINT_FIXED, TINT_LEARNED
from nlp_core.figures.player import captioned, vega_clock
from nlp_core.figures.type import text_width

ROW = 64  # height of a line in pixels
GAP = 0.06  # between two blocks, in units of a line
NOW = [
    {"filter": "datum.born <= frame && frame < datum.died"},
    {"calculate": f"datum.start + {GAP}", "as": "from"},
    {"calculate": f"datum.end - {GAP}", "as": "to"},
    {"calculate": "(datum.start + datum.end) / 2", "as": "middle"},
    {"calculate": "block_texts[datum.i]", "as": "text"},
]


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
    table: Mapping[str, Sequence[Any]],
    play: str = "▶",
    start: int = 0,
) -> Figure:
    """Blocks at step 0 ... len(captions) - 1, a caption each; ``width`` is that of a line.

    What is there from step 0 has the colour of what is given, what came later that of what was
    learned; the block of the present step has a thick rim. ``slider`` names the scrubber, which
    opens at ``start`` (-1: the last step).
    """
    lines = 1 + max((span.line for span in spans), default=0)
    blocks = [
        {"i": i, "line": span.line, "start": span.start, "end": span.end}
        | {"born": span.born, "died": span.died}
        for i, span in enumerate(spans)
    ]
    x = {"type": "quantitative", "scale": {"domain": [0, width], "nice": False}, "axis": None}
    y = {"type": "ordinal", "scale": {"domain": [*range(lines)], "padding": 0.12}, "axis": None}
    chart = {
        "height": {"step": ROW},
        "params": [
            *vega_clock(len(captions), play=play, scrub=slider, start=start, ms=700),
            names("block_texts", [span.text for span in spans]),
            {"name": "block_widths", "value": [_ems(span.text) for span in spans]},
        ],
        "layer": [
            {
                "data": {"values": blocks},
                "transform": NOW,
                "layer": [_boxes(x, y), _texts(width, lines)],
            }
        ],
    }
    return Figure(responsive(captioned(chart, captions)), table)


def _ems(text: str) -> float:
    return round(max(text_width(text, bold=True), 0.5), 2)


def _boxes(x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    new = "datum.born == frame && frame > 0"
    learned = {"condition": {"test": "datum.born > 0", "value": TINT_LEARNED}, "value": TINT_FIXED}
    return {
        "mark": {"type": "rect", "cornerRadius": 6},
        "encoding": {
            "x": x | {"field": "from"},
            "x2": {"field": "to"},
            "y": y | {"field": "line"},
            "color": learned,
            "stroke": {"value": GOLD},
            "strokeWidth": {"condition": {"test": new, "value": 5}, "value": 0},
        },
    }


def _texts(width: int, lines: int) -> dict[str, Any]:
    """The blocks' texts, as large as their blocks have room for."""
    room = f"0.86 * (datum.to - datum.from) * width / {width} / block_widths[datum.i]"
    size = expr(f"clamp(min({room}, 0.5 * height / {lines}), 5, 1.6 * em)")
    return {
        "mark": {"type": "text", "fontSize": size, "fontWeight": 600, "color": "#FFFFFF"},
        "encoding": {
            "x": {"field": "middle", "type": "quantitative"},
            "y": {"field": "line", "type": "ordinal"},
            "text": {"field": "text"},
        },
    }
