"""A plane in the colours of a classifier's answer, as it changed while it learned; unit by unit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.figures.axes import LEGEND_RIGHT, expr, legend_above, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import INK, NEGATIVE, PAPER, POSITIVE
from nlp_core.figures.pictures import as_path, contour, tinted
from nlp_core.figures.plane import SIDE, over_square, plane
from nlp_core.figures.player import MOST_FRAMES, Words, captioned, kept_frames, vega_clock

PALE = 0.42  # the field's strongest opacity: points stand out on it
SIZE = f"clamp(0.00055 * pow({SIDE}, 2), 24, 110)"  # of a point, in square pixels
Picture = tuple[int, np.ndarray]  # step, 255ths of P(class 1)


def boundary(
    pictures: Sequence[Picture],
    points: np.ndarray,
    classes: np.ndarray,
    held_out: np.ndarray,
    *,
    reach: float,
    words: Words,
    class_names: tuple[str, str],
    held_out_name: str,
    start: int = 0,
    captions: Sequence[str] = (),
    headlines: Sequence[str] = (),
    height: int = 480,
) -> Figure:
    """P(class 1) over the plane as it was at each step, with the points (N, 2) on it.

    ``pictures`` are (step, (R, R) uint8 of 255ths, rows from the bottom); classes (N,) of 0 and 1
    differ in mark as in colour; ``held_out`` (N,) bool points are hollow. The line is where the
    answer tips. It opens at picture ``start`` (-1: the last). ``captions`` and ``headlines``
    (large) are one a picture; without captions, the step is told. (It is long because it takes all
    its words.)
    """
    kept, opens = kept_frames(len(pictures), MOST_FRAMES, start)
    told = captions or [f"{words.step} {step:,}" for step, _ in pictures]
    chart = {
        "height": height,
        "config": LEGEND_RIGHT,
        "params": [
            *vega_clock(len(kept), play=words.play, scrub=words.step, start=opens),
            *_frames([pictures[i] for i in kept]),
            names("point_names", _point_names(class_names, held_out_name)),
        ],
        "layer": [
            over_square(reach, expr("pictures[frame]")),
            *_line(),
            _points(points, classes, held_out, plane(reach, words.x, words.y)),
        ],
    }
    said = [[texts[i] for i in kept] if texts else [] for texts in (told, headlines)]
    table = {
        words.x: points[:, 0].tolist(),
        words.y: points[:, 1].tolist(),
        held_out_name: held_out.tolist(),
        words.height: [class_names[label] for label in classes],
    }
    return Figure(responsive(captioned(chart, *said)), table)


def _frames(shown: Sequence[Picture]) -> list[dict[str, Any]]:
    """Each picture's field, and its line where the answer tips."""
    fields = [picture.astype(float) / 127.5 - 1 for _, picture in shown]
    lines = [as_path(contour(field, 0.0), *field.shape) for field in fields]
    return [
        {"name": "pictures", "value": [tinted(field, 1.0, strongest=PALE) for field in fields]},
        {"name": "lines", "value": [line or "M0,0" for line in lines]},
    ]


def _line() -> list[dict[str, Any]]:
    """The line in the page's ink on a rim of its paper: a shape as large as the square."""
    middle = {"x": {"datum": 0, "type": "quantitative"}, "y": {"datum": 0, "type": "quantitative"}}
    shape = {"type": "point", "shape": expr("lines[frame]"), "size": expr(f"pow({SIDE}, 2)")}
    once: dict[str, Any] = {"data": {"values": [{}]}, "encoding": middle}
    return [
        once
        | {
            "mark": shape
            | {"filled": False, "fill": None, "stroke": colour, "strokeWidth": width, "opacity": 1}
        }
        for colour, width in ((PAPER, 6), (INK, 3))
    ]


def _point_names(names: tuple[str, str], held_out: str) -> list[str]:
    return [name for pair in ((one, f"{one} · {held_out}") for one in names) for name in pair]


def _points(
    points: np.ndarray, classes: np.ndarray, held_out: np.ndarray, place: dict[str, Any]
) -> dict[str, Any]:
    """Circles and diamonds, hollow where held out; kind 2 c + h of class c, held out h."""
    kinds = 2 * np.asarray(classes, dtype=int) + np.asarray(held_out, dtype=int)
    present = sorted(set(kinds.tolist()))
    columns = {"x": points[:, 0].round(2).tolist(), "y": points[:, 1].round(2).tolist()}
    across = expr("clamp(floor(outer / 240), 2, 4)")
    legend = legend_above("point_names[datum.value]", columns=across)
    rims = [PAPER, NEGATIVE, PAPER, POSITIVE]
    shapes = ["circle", "circle", "diamond", "diamond"]
    fills = [NEGATIVE, PAPER, POSITIVE, PAPER]

    def by_kind(values: list[str]) -> dict[str, Any]:
        scale = {"domain": present, "range": [values[kind] for kind in present]}
        return {"field": "k", "type": "nominal", "scale": scale, "legend": legend}

    return {
        "data": {"values": [columns | {"k": kinds.tolist()}]},
        "transform": [{"flatten": ["x", "y", "k"]}],
        "mark": {"type": "point", "size": expr(SIZE), "strokeWidth": 1.6, "opacity": 1},
        "encoding": {
            **place,
            "stroke": by_kind(rims),
            "fill": by_kind(fills),
            "shape": by_kind(shapes),
        },
    }
