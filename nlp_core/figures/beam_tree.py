"""A beam's tree: a column for each step, the kept sentences in it, likeliest first.

Time runs left to right; on a phone from top to bottom. A line leads from each word to the words
that continue it, so that one sees which beginnings lived on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import PIXEL
from nlp_core.figures.palette import DECODER, FIXED
from nlp_core.figures.rows import haloed
from nlp_core.figures.type import BOLD, widest

ROW = 66  # height of a place in pixels
UPRIGHT, HIGHEST = 40, 440  # height of a step on a phone, and of all steps at most
HALF_ALONG, HALF_ACROSS = 0.4, 0.36  # half a node's size, in steps and in places
CHOSEN, ALIVE, DEAD = 0, 1, 2  # what became of a word's sentence
LOOKS = ((DECODER, 4.0, [1, 0]), (FIXED, 2.0, [1, 0]), (FIXED, 1.5, [3, 4]))


@dataclass(frozen=True)
class Twig:
    """A kept word, a number under it, its parent's place in the step before, and its fate."""

    text: str
    number: str
    parent: int
    fate: int


def beam_tree(
    steps: Sequence[Sequence[Twig]],
    *,
    fates: tuple[str, str, str],
    table: Mapping[str, Sequence[Any]],
) -> Figure:
    """The kept words of each step; ``fates`` names what ``CHOSEN``, ``ALIVE`` and ``DEAD`` mean."""
    places = max((len(step) for step in steps), default=1)
    count = max(len(steps), 1)
    letters = BOLD * widest([twig.text for step in steps for twig in step]) or 1.0
    numbers = widest([twig.number for step in steps for twig in step])
    chart = {
        "height": max(places * ROW, 2 * ROW, min(count * UPRIGHT, HIGHEST)),
        "params": [
            names("fate_names", list(fates)),
            {"name": "upright", "expr": f"{NARROW} && {count} > {places}"},
            {"name": "along", "expr": f"(upright ? height : width) / {count}"},
            {"name": "across", "expr": f"(upright ? width : height) / {places}"},
            {"name": "half_w", "expr": f"upright ? {HALF_ACROSS} * across : {HALF_ALONG} * along"},
            {
                "name": "half_h",
                "expr": f"upright ? {HALF_ALONG} * along : min({HALF_ACROSS} * across, 1.7 * em)",
            },
            {
                "name": "ink_size",
                "expr": f"min(1.1 * em, 0.8 * half_h, 1.8 * half_w / {max(letters, numbers):.2f})",
            },
        ],
        "layer": [_lines(steps), *_nodes(steps), *_texts(steps)],
    }
    return Figure(responsive(chart), table)


def _rows(steps: Sequence[Sequence[Twig]]) -> list[dict[str, Any]]:
    return [
        {"c": c, "l": line, "text": twig.text, "number": twig.number, "fate": twig.fate}
        for c, step in enumerate(steps)
        for line, twig in enumerate(step)
    ]


def _pixels(suffix: str = "") -> list[dict[str, str]]:
    """From a step c and a place l to a place on the screen."""
    flow, side = f"(datum.c{suffix} + 0.5) * along", f"(datum.l{suffix} + 0.5) * across"
    return [
        {"calculate": f"upright ? {side} : {flow}", "as": f"px{suffix}"},
        {"calculate": f"upright ? {flow} : {side}", "as": f"py{suffix}"},
    ]


def _fates() -> dict[str, Any]:
    """What became of a sentence, as the colour, width and dashes of a line, with one legend."""
    legend = {
        "title": None,
        "orient": "top",
        "labelExpr": "fate_names[datum.value]",
        "labelLimit": expr("0.9 * outer"),
        "symbolType": "square",
        "symbolFillColor": "transparent",
        "columns": expr(f"{NARROW} ? 1 : 3"),
    }
    ends = [CHOSEN, ALIVE, DEAD]
    looks = zip(("stroke", "strokeWidth", "strokeDash"), zip(*LOOKS, strict=True), strict=True)
    return {
        channel: {
            "field": "fate",
            "type": "ordinal",
            "scale": {"domain": ends, "range": list(look)},
            "legend": legend,
        }
        for channel, look in looks
    }


def _lines(steps: Sequence[Sequence[Twig]]) -> dict[str, Any]:
    """From the border of each word to the border of the word that it continues."""
    rows = [
        {"c": c, "l": line, "c0": c - 1, "l0": twig.parent, "fate": twig.fate}
        for c, step in enumerate(steps)
        for line, twig in enumerate(step)
        if c
    ]
    borders = [
        {"calculate": "upright ? datum.px0 : datum.px0 + half_w", "as": "x1"},
        {"calculate": "upright ? datum.py0 + half_h : datum.py0", "as": "y1"},
        {"calculate": "upright ? datum.px : datum.px - half_w", "as": "x2"},
        {"calculate": "upright ? datum.py - half_h : datum.py", "as": "y2"},
    ]
    return {
        "data": {"values": rows},
        "transform": [*_pixels(), *_pixels("0"), *borders],
        "mark": {"type": "rule", "strokeCap": "round"},
        "encoding": {
            "x": {"field": "x1", **PIXEL},
            "y": {"field": "y1", **PIXEL},
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            **_fates(),
        },
    }


def _nodes(steps: Sequence[Sequence[Twig]]) -> list[dict[str, Any]]:
    corners = [
        {"calculate": f"datum.p{a} {sign} half_{size}", "as": f"p{a}{suffix}"}
        for a, size in (("x", "w"), ("y", "h"))
        for sign, suffix in (("-", "1"), ("+", "2"))
    ]
    return [
        {
            "data": {"values": _rows(steps)},
            "transform": [*_pixels(), *corners],
            "mark": {"type": "bar", "cornerRadius": 8, "fill": FIXED, "fillOpacity": 0.1},
            "encoding": {
                "x": {"field": "px1", **PIXEL},
                "x2": {"field": "px2"},
                "y": {"field": "py1", **PIXEL},
                "y2": {"field": "py2"},
                **_fates(),
            },
        }
    ]


def _texts(steps: Sequence[Sequence[Twig]]) -> list[dict[str, Any]]:
    """The word, and under it its number."""
    place = {"x": {"field": "px", **PIXEL}, "y": {"field": "py", **PIXEL}}
    mark = {"type": "text", "baseline": "middle", "fontSize": expr("ink_size")}
    layers = []
    for field, weight, up in (
        ("text", 600, "-0.62 * ink_size"),
        ("number", 400, "0.66 * ink_size"),
    ):
        drawn = mark | {"fontWeight": weight, "yOffset": expr(up)}
        layers.append(
            {
                "data": {"values": _rows(steps)},
                "transform": _pixels(),
                "layer": haloed(drawn, place | {"text": {"field": field}})[1:],
            }
        )
    return layers
