"""Heatmaps: a matrix as coloured cells, still or frame by frame; attention is one of them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.cells import (
    PLACES,
    cell_axes,
    cell_params,
    cells,
    frame_around,
    numbers,
    plain,
)
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GOLD, NEGATIVE
from nlp_core.figures.player import captioned, vega_clock
from nlp_core.figures.shades import dense_ink, dense_scale, scale_beside, tint_ink, tint_scale

READABLE = 16  # at most this many rows and columns carry their values and show on a projector


def attention_map(weights: ArrayLike, **options: Any) -> Figure:
    """:func:`heatmap` of weights (T, S) from 0 to 1: row t is written, column s is looked at."""
    return heatmap(weights, limits=(0.0, 1.0), **options)


def heatmap(
    values: ArrayLike,  # (T, S), or (F, T, S) for F frames
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    row_title: str,
    column_title: str,
    value_title: str,
    gold: Collection[tuple[int, int]] = (),
    gold_title: str = "",
    marked_row: int | None = None,
    signed: bool = False,
    limits: tuple[float, float] | None = None,
    decimals: int = 2,
    zeros: bool = False,
    row_height: int = 38,
    play: str = "",
    scrub: str = "",
    start: int = 0,
    captions: Sequence[str] = (),
    more: Mapping[str, ArrayLike] | None = None,
) -> Figure:
    """Values (T, S) as cells with named rows and columns.

    ``gold`` holds the (row, column) cells to outline, which a legend explains by ``gold_title``.
    ``signed`` takes the diverging scale, centred on zero; ``limits`` None takes the range from the
    numbers. Without ``zeros``, unsigned numbers that would read 0 are not written. Values (F, T, S)
    are frames that play and scrub, opened at ``start`` (-1: the last), with a caption each; the
    table is that of the last. ``more`` holds further numbers (T, S) of a cell by their titles: they
    stand under the pointer and in the table. (It is long because it takes all its words.)
    """
    frames = np.asarray(values, dtype=np.float64)
    frames = frames if frames.ndim == 3 else frames[None]
    titles = row_title, column_title, value_title, gold_title, *(more or ())
    _check(frames, rows, columns, titles)
    marked = {(int(row), int(column)) for row, column in gold}
    low, high = _limits(frames, signed, limits)
    longest = f"{'−' if low < 0 else ''}{max(abs(low), abs(high)):.{decimals}f}"
    written = longest if max(len(rows), len(columns)) <= READABLE else "0" * 99
    clock = vega_clock(len(frames), play=play, scrub=scrub, start=start)
    words = cell_params(list(frames), rows, columns, written, value_title)
    words.append(names("gold_names", [gold_title]))
    others = {title: np.asarray(a, dtype=np.float64) for title, a in (more or {}).items()}
    words += [{"name": f"more_{i}", "value": plain(a)} for i, a in enumerate(others.values())]
    axes = cell_axes(len(rows), len(columns), row_title, column_title)
    inner = _cells(axes, (low, high), signed, value_title, decimals, zeros)
    _under_pointer(inner[0], list(others))
    layers = [cells(len(rows), len(columns), inner, len(frames) > 1)]
    if marked:
        layers.append(_outlines(sorted(marked), gold_title))
    if marked_row is not None:
        layers.append(frame_around({"row": marked_row}, NEGATIVE, (6, 4)))
    chart = {"height": {"step": row_height}, "params": [*clock, *words], "layer": layers}
    chart = responsive(captioned(chart, captions))
    table = _table(frames[-1], rows, columns, titles[:4], marked)
    return Figure(chart, table | {title: a.ravel().tolist() for title, a in others.items()})


def _check(
    frames: NDArray[Any], rows: Sequence[str], columns: Sequence[str], titles: Sequence[str]
) -> None:
    if frames.shape[1:] != (len(rows), len(columns)):
        raise ValueError(f"{frames.shape} values for {len(rows)} rows, {len(columns)} columns")
    if len(set(titles)) != len(titles):
        raise ValueError("each title names its own column of the table")


def _limits(
    frames: NDArray[Any], signed: bool, limits: tuple[float, float] | None
) -> tuple[float, float]:
    if limits is not None and not signed:
        return limits
    finite = frames[np.isfinite(frames)]
    if signed:
        reach = float(np.abs(finite).max(initial=0.0)) or 1.0
        return -reach, reach
    return float(finite.min(initial=0.0)), float(finite.max(initial=1e-6))


def _cells(
    axes: dict[str, Any],
    limits: tuple[float, float],
    signed: bool,
    title: str,
    decimals: int,
    zeros: bool,
) -> list[dict[str, Any]]:
    """Shaded cells, and their numbers where they can be read."""
    scale, ink = (tint_scale, tint_ink) if signed else (dense_scale, dense_ink)
    tooltip = [
        {"field": "row_name", "title": axes["y"]["title"]},
        {"field": "column_name", "title": axes["x"]["title"]},
        {"field": "value", "title": title, "format": f".{decimals + 1}f"},
    ]
    colour = {"field": "value", "type": "quantitative", "scale": scale(*limits), "title": title}
    shade = {"color": colour | {"legend": scale_beside(title)}, "tooltip": tooltip}
    form = {"field": "value", "type": "quantitative", "format": f".{decimals}f"}
    visible = "true" if signed or zeros else f"abs(datum.value) >= {0.5 * 10**-decimals}"
    return [{"mark": "rect", "encoding": axes | shade}, numbers(form, ink(*limits), visible)]


def _under_pointer(shaded: dict[str, Any], titles: Sequence[str]) -> None:
    """Further numbers of a cell, beside those that its layer tells already."""
    fields = [f"more_{i}" for i in range(len(titles))]
    shaded["transform"] = [{"calculate": f"{one}[datum.i]", "as": one} for one in fields]
    shaded["encoding"]["tooltip"] += [
        {"field": one, "title": title, "format": ".3f"}
        for one, title in zip(fields, titles, strict=True)
    ]


def _outlines(places: Sequence[tuple[int, int]], title: str) -> dict[str, Any]:
    """Gold frames, and what they mean."""
    legend = {
        "title": None,
        "orient": "bottom",
        "labelExpr": "gold_names[datum.value]",
        "labelLimit": expr("0.8 * outer"),
        "symbolType": "square",
        "symbolStrokeWidth": 3,
        "symbolFillColor": "transparent",
        "offset": 8,
    }
    stroke = {"field": "gold", "type": "nominal", "scale": {"domain": [0], "range": [GOLD]}}
    return {
        "data": {"values": [{"row": row, "column": column, "gold": 0} for row, column in places]},
        "mark": {"type": "rect", "filled": False, "strokeWidth": 3},
        "encoding": PLACES | {"stroke": stroke | {"legend": legend if title else None}},
    }


def _table(
    weights: NDArray[Any],
    rows: Sequence[str],
    columns: Sequence[str],
    titles: tuple[str, str, str, str],
    marked: set[tuple[int, int]],
) -> dict[str, list[Any]]:
    """One line a cell; whether it is gold only where gold has a title."""
    row_title, column_title, value_title, gold_title = titles
    places = [(t, s) for t in range(len(rows)) for s in range(len(columns))]
    table: dict[str, list[Any]] = {
        row_title: [rows[t] for t, _ in places],
        column_title: [columns[s] for _, s in places],
        value_title: [float(value) for value in weights.ravel()],
    }
    return table | ({gold_title: [place in marked for place in places]} if gold_title else {})
