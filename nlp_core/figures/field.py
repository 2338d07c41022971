"""A plane in the colours of a classifier's answer, as it changed while it learned; unit by unit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import DIVERGING, NEGATIVE, POSITIVE
from nlp_core.figures.player import FONT, MOST_FRAMES, Words, player, spread, square

PALE = [[0.0, DIVERGING[2]], [0.5, DIVERGING[3]], [1.0, DIVERGING[4]]]  # points stand out on it
Picture = tuple[int, np.ndarray]  # step, 255ths of P(class 1)
SCALE = [[i / (len(DIVERGING) - 1), colour] for i, colour in enumerate(DIVERGING)]


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
    height: int = 570,
) -> Figure:
    """P(class 1) over the plane as it was at each step, with the points (N, 2) on it.

    ``pictures`` are (step, (R, R) uint8 of 255ths, rows from the bottom); classes (N,) of 0 and 1
    differ in mark as in colour; ``held_out`` (N,) bool points are drawn hollow.
    """
    kept = spread(len(pictures), MOST_FRAMES)
    shown = [pictures[i] for i in kept]
    plane = _plane(shown[-1][1], reach)
    traces = [plane, *_points(points, classes, held_out, class_names, held_out_name)]
    frames = [
        {"name": str(step), "data": [{"type": "contour", "z": picture}], "traces": [0]}
        for step, picture in shown
    ]
    layout = player(square(reach, words, height), [str(step) for step, _ in shown], words)
    table = {
        words.x: points[:, 0].tolist(),
        words.y: points[:, 1].tolist(),
        held_out_name: held_out.tolist(),
        words.height: [class_names[label] for label in classes],
    }
    return Figure({"data": traces, "layout": layout, "frames": frames}, table, plotly=True)


def _plane(picture: np.ndarray, reach: float) -> dict[str, Any]:
    """The answers in colour, and one line where they tip."""
    size = picture.shape[0]
    middles = ((np.arange(size) + 0.5) / size * 2 - 1) * reach
    return {
        "type": "contour",
        "x": middles,
        "y": middles,
        "z": picture,
        "zmin": 0,
        "zmax": 255,
        "zauto": False,
        "colorscale": PALE,
        "autocontour": False,
        "contours": {"coloring": "heatmap", "start": 127.5, "end": 127.5, "size": 1},
        "line": {"width": 3, "color": "#22262B"},
        "showscale": False,
        "hoverinfo": "skip",
    }


def _points(
    points: np.ndarray,
    classes: np.ndarray,
    held_out: np.ndarray,
    names: tuple[str, str],
    held_out_name: str,
) -> list[dict[str, Any]]:
    traces = []
    for label, (colour, mark) in enumerate(((NEGATIVE, "circle"), (POSITIVE, "diamond"))):
        for hidden in (False, True):
            chosen = points[(classes == label) & (held_out == hidden)]
            name = f"{names[label]} · {held_out_name}" if hidden else names[label]
            shape = f"{mark}-open" if hidden else mark
            line = {"width": 2 if hidden else 1, "color": colour if hidden else "#FFFFFF"}
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": chosen[:, 0],
                    "y": chosen[:, 1],
                    "name": name,
                    "marker": {"symbol": shape, "size": 10, "color": colour, "line": line},
                }
            )
    return [trace for trace in traces if len(trace["x"])]


def mosaic(pictures: np.ndarray, names: Sequence[str], *, words: Words, columns: int = 8) -> Figure:
    """Small fields side by side: pictures (N, R, R), rows from the bottom, one name each."""
    count, size, _ = pictures.shape
    columns = min(columns, count)
    rows = -(-count // columns)
    gap = max(size // 10, 1)
    sheet = np.full((rows * (size + gap), columns * (size + gap)), np.nan, dtype=np.float32)
    labels = []
    for i, picture in enumerate(pictures):
        row, column = rows - 1 - i // columns, i % columns
        bottom, left = row * (size + gap), column * (size + gap)
        sheet[bottom : bottom + size, left : left + size] = picture
        place = {"x": left + size / 2, "y": bottom + size + gap / 3}
        labels.append({**place, "text": names[i], "font": FONT, "showarrow": False})
    reach = float(np.nanmax(np.abs(sheet))) or 1.0
    heat = {
        "type": "heatmap",
        "z": sheet,
        "zmin": -reach,
        "zmax": reach,
        "colorscale": SCALE,
        "colorbar": {"title": {"text": words.height}},
        "hoverinfo": "skip",
    }
    blank = {"visible": False}
    layout = {
        "height": 150 * rows + 60,
        "font": FONT,
        "margin": {"l": 10, "r": 20, "t": 30, "b": 10},
        "xaxis": blank,
        "yaxis": blank,
        "annotations": labels,
    }
    means = {words.height: [float(np.mean(picture)) for picture in pictures]}
    return Figure({"data": [heat], "layout": layout}, {words.x: list(names), **means}, True)
