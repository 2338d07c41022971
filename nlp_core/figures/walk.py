"""A walk downhill: over a curve, or over the bands of a function of two numbers; played back."""

from collections.abc import Mapping, Sequence
from math import floor, log10
from typing import Any

import numpy as np

from nlp_core.figures.axes import expr, few_ticks, flat, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GRADIENT, PAPER, POSITIVE, SEQUENTIAL
from nlp_core.figures.pictures import banded
from nlp_core.figures.plane import POINT, over_square, plane
from nlp_core.figures.player import Words, captioned, kept_frames, vega_clock

MOST_STEPS = 60
TICKS = {"tickCount": {"expr": "clamp(floor(height / 60), 3, 8)"}}
SEEN_THROUGH = 0.85  # the ground's opacity


def walk_on_plane(
    heights: np.ndarray,
    path: np.ndarray,
    *,
    reach: float,
    words: Words,
    start: int = 0,
    height: int = 480,
) -> Figure:
    """Bands of heights (R, R) on [-reach, reach]², and a walk (N, 2) over them, step by step.

    It opens at step ``start`` of the walk; -1 is the last.
    """
    picture, low, high = banded(np.asarray(heights, dtype=float))
    half = reach * (1 + 0.5 / max(2 * (len(heights) - 1), 1))  # values lie in the pixels' middles
    ground = over_square(half, picture, SEEN_THROUGH)
    axes = plane(reach, words.x, words.y)
    layers = [ground, _scale(low, high, words.height, axes), *_walked(len(path))]
    table = _walk_table(path, words)
    return _walk(layers, path[:, 0], path[:, 1], words, table, start, height)


def walk_on_line(
    reach: float,
    heights: np.ndarray,
    path: np.ndarray,
    path_heights: np.ndarray,
    *,
    words: Words,
    start: int = 0,
    height: int = 420,
) -> Figure:
    """A curve of heights (R,) over [-reach, reach], and a walk (N, 1) along it, step by step."""
    fits = heights[np.isfinite(heights)]
    low, high = (float(fits.min()), float(fits.max())) if fits.size else (0.0, 1.0)
    margin = 0.08 * (high - low or 1.0)
    x: dict[str, Any] = {"field": "x", "type": "quantitative", "title": words.x}
    x |= {"axis": {"title": words.x, "tickCount": few_ticks()}}
    x |= {"scale": {"domain": [-reach, reach], "nice": False}}
    y: dict[str, Any] = {"field": "y", "type": "quantitative", "title": words.y}
    y |= {"axis": flat(words.y) | TICKS}
    y |= {"scale": {"domain": [low - margin, high + margin], "nice": False, "zero": False}}
    places = np.linspace(-reach, reach, len(heights))
    curve = {"x": _short(places), "y": _short(heights)}
    ground = {
        "data": {"values": [curve]},
        "transform": [{"flatten": ["x", "y"]}],
        "mark": {"type": "line", "strokeWidth": 3, "color": POSITIVE, "clip": True},
        "encoding": {"x": x, "y": y},
    }
    table = {**_walk_table(path, words), words.y: path_heights.tolist()}
    return _walk(
        [ground, *_walked(len(path))], path[:, 0], path_heights, words, table, start, height
    )


def _walk(
    layers: list[dict[str, Any]],
    x: np.ndarray,
    y: np.ndarray,
    words: Words,
    table: Mapping[str, Sequence[Any]],
    start: int,
    height: int,
) -> Figure:
    kept, opens = kept_frames(len(x), MOST_STEPS, start)
    chart = {
        "height": height,
        "params": [
            *vega_clock(len(kept), play=words.play, scrub=words.step, start=opens, ms=120),
            {"name": "walked_x", "value": _short(x)},
            {"name": "walked_y", "value": _short(y)},
            {"name": "reached", "value": kept},
        ],
        "layer": layers,
    }
    chart = captioned(chart, [f"{words.step} {i}" for i in kept])
    return Figure(responsive(chart), table)


def _short(values: np.ndarray) -> list[float | None]:
    """Four digits, and nothing for what is no number (or too far away to be drawn)."""
    return [
        float(f"{value:.4g}") if np.isfinite(value) and abs(value) < 1e9 else None
        for value in values.tolist()
    ]


def _walked(count: int) -> list[dict[str, Any]]:
    """The steps up to now, and a large point where the walk is."""
    steps = [
        {"calculate": "walked_x[datum.i]", "as": "x"},
        {"calculate": "walked_y[datum.i]", "as": "y"},
        {"filter": "isValid(datum.x) && isValid(datum.y)"},
    ]
    point = {"type": "point", "filled": True, "color": GRADIENT, "opacity": 1, "clip": True}
    rim = {"stroke": PAPER, "strokeWidth": 1.5}
    here = {"filter": "datum.i == reached[frame]"}
    line = {"type": "line", "strokeWidth": 2.5, "color": GRADIENT, "clip": True}
    return [
        {
            "data": {"sequence": {"start": 0, "stop": count, "as": "i"}},
            "transform": [*steps, {"filter": "datum.i <= reached[frame]"}],
            "layer": [
                {"mark": line, "encoding": POINT | {"order": {"field": "i"}}},
                {"mark": point | rim | {"size": 55}, "encoding": POINT},
                {"transform": [here], "mark": point | rim | {"size": 330}, "encoding": POINT},
            ],
        }
    ]


def _scale(low: float, high: float, title: str, axes: dict[str, Any]) -> dict[str, Any]:
    """The colour scale of the picture beside it, and the axes of the plane."""
    digits = 2 - floor(log10(high - low)) if high > low else 2  # three figures of the range
    low, high = round(low, digits), round(high, digits)
    legend = {
        "title": title,
        "orient": "right",
        "gradientLength": expr("clamp(height - 60, 60, 240)"),
        "gradientThickness": 14,
        "gradientOpacity": SEEN_THROUGH,
        "tickCount": 4,
        "format": ".3~r",
    }
    ends = [0.0 if abs(end) < 1e-6 * (high - low) else float(f"{end:.4g}") for end in (low, high)]
    scale = {"domain": ends, "scheme": SEQUENTIAL}
    colour = {"field": "v", "type": "quantitative", "scale": scale, "legend": legend}
    return {
        "data": {"values": [{"v": low, "x": 0, "y": 0}]},
        "mark": {"type": "point", "opacity": 0, "size": 0},
        "encoding": axes | {"color": colour},
    }


def _walk_table(path: np.ndarray, words: Words) -> dict[str, list[Any]]:
    names = (words.x, words.y)
    columns = {name: path[:, i].tolist() for i, name in enumerate(names[: path.shape[1]])}
    return {words.step: list(range(len(path))), **columns}
