"""A walk downhill: over a curve, or over the contours of a function of two numbers; played back."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GRADIENT, POSITIVE
from nlp_core.figures.player import FONT, MARGIN, MOST_FRAMES, Words, axis, player, spread, square


def walk_on_plane(
    heights: np.ndarray,
    path: np.ndarray,
    *,
    reach: float,
    words: Words,
    height: int = 550,
) -> Figure:
    """Contours of heights (R, R) on [-reach, reach]², and a walk (N, 2) over them, step by step."""
    line = np.linspace(-reach, reach, heights.shape[0])
    ground = {
        "type": "contour",
        "x": line,
        "y": line,
        "z": np.where(np.isfinite(heights), heights, np.nan),
        "colorscale": "Viridis",
        "ncontours": 24,
        "opacity": 0.8,
        "colorbar": {"title": {"text": words.height, "side": "right"}, "thickness": 14},
    }
    layout = square(reach, words, height)
    table = _walk_table(path, words)
    return _walk(ground, path[:, 0], path[:, 1], layout, words, table)


def walk_on_line(
    reach: float,
    heights: np.ndarray,
    path: np.ndarray,
    path_heights: np.ndarray,
    *,
    words: Words,
    height: int = 450,
) -> Figure:
    """A curve of heights (R,) over [-reach, reach], and a walk (N, 1) along it, step by step."""
    x = np.linspace(-reach, reach, len(heights))
    ground: dict[str, Any] = {"type": "scatter", "mode": "lines", "x": x, "y": heights}
    ground |= {"line": {"width": 3, "color": POSITIVE}, "hoverinfo": "skip", "showlegend": False}
    fits = heights[np.isfinite(heights)]
    low, high = (float(fits.min()), float(fits.max())) if fits.size else (0.0, 1.0)
    margin = 0.08 * (high - low or 1.0)
    layout: dict[str, Any] = {
        "height": height,
        "font": FONT,
        "margin": MARGIN,
        "xaxis": axis(words.x, [-reach, reach]),
        "yaxis": axis(words.y, [low - margin, high + margin]),
    }
    table = {**_walk_table(path, words), words.y: path_heights.tolist()}
    return _walk(ground, path[:, 0], path_heights, layout, words, table)


def _walk(
    ground: dict[str, Any],
    x: np.ndarray,
    y: np.ndarray,
    layout: dict[str, Any],
    words: Words,
    table: Mapping[str, Sequence[Any]],
) -> Figure:
    trail = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": x,
        "y": y,
        "line": {"width": 2, "color": GRADIENT},
        "marker": {"size": 7, "color": GRADIENT, "line": {"width": 1, "color": "#FFFFFF"}},
        "showlegend": False,
    }
    head = {"type": "scatter", "mode": "markers", "x": x[-1:], "y": y[-1:], "showlegend": False}
    head["marker"] = {"size": 17, "color": GRADIENT, "line": {"width": 2, "color": "#FFFFFF"}}
    frames: list[dict[str, Any]] = [
        {
            "name": str(i),
            "data": [{"x": x[: i + 1], "y": y[: i + 1]}, {"x": x[i : i + 1], "y": y[i : i + 1]}],
            "traces": [1, 2],
        }
        for i in spread(len(x), MOST_FRAMES)
    ]
    layout = player(layout, [frame["name"] for frame in frames], words)
    return Figure({"data": [ground, trail, head], "layout": layout, "frames": frames}, table, True)


def _walk_table(path: np.ndarray, words: Words) -> dict[str, list[Any]]:
    names = (words.x, words.y)
    columns = {name: path[:, i].tolist() for i, name in enumerate(names[: path.shape[1]])}
    return {words.step: list(range(len(path))), **columns}
