"""A map of many points: each with its name under the pointer, few with a name beside them.

Two dimensions are a Vega chart; three are a Plotly one, which can be turned.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.axes import LEGEND_RIGHT, expr, few_ticks, flat, legend_above, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, FIXED, INK, NEGATIVE
from nlp_core.figures.rows import haloed
from nlp_core.figures.type import text_width

SHAPES = (
    *("circle", "square", "diamond", "triangle-up", "cross"),
    *("triangle-down", "triangle-right", "triangle-left", "circle"),
)
SHAPES_3D = (  # signs of a font in Plotly, and few fonts hold its "x"
    *("circle", "square", "diamond", "cross", "square"),
    *("circle-open", "square-open", "diamond-open", "circle"),
)
COLOURS = (*CATEGORIES, FIXED)  # the last group, of the others, is grey
WIDE, HIGH = 900, 480  # pixels that names are kept apart for
LINE, TEXT = 22, 16
FRONT = 60  # points that get a name where there is room
NAMED_3D, NAMED_NEAR = 14, 6  # with names in three dimensions, where these may cover each other
MARGIN = 0.04


@dataclass(frozen=True)
class MapWords:
    """The titles of axes and columns: ``axes`` one a dimension, ``name`` and ``kind`` of a point;
    ``found`` and ``near`` name the marked ones in the legend."""

    axes: tuple[str, ...]
    name: str
    kind: str
    found: str
    near: str


def word_map(
    points: NDArray[Any],
    labels: Sequence[str],
    kinds: Sequence[str],
    words: MapWords,
    *,
    groups: Sequence[str],
    marked: Sequence[int] = (),
    height: int = HIGH,
) -> Figure:
    """Points (N, 2 or 3), each of one of the ``groups``; at most nine, the last of which is
    grey and lies behind the others.

    The first of the ``marked`` points was looked for, the others are near it: they stand out and
    bear their names.
    """
    columns = np.round(np.asarray(points, dtype=float), 4).T
    table: dict[str, Sequence[Any]] = {words.name: list(labels), words.kind: list(kinds)}
    table |= {title: column.tolist() for title, column in zip(words.axes, columns, strict=True)}
    present = [group for group in groups if group in set(kinds)]
    places = np.array([present.index(kind) for kind in kinds])
    last = len(COLOURS) - 1  # a group looks the same on every map
    ranks = [last if group == groups[-1] else groups.index(group) for group in present]
    draw = _flat if len(columns) == 2 else _solid
    chart = draw(columns, labels, places, present, ranks, words, tuple(marked), height)
    return Figure(chart, table, plotly=len(columns) == 3)


def named_points(
    across: NDArray[Any], up: NDArray[Any], labels: Sequence[str], marked: Sequence[int]
) -> list[int]:
    """Which points get a name above them, so that no name covers another: the marked ones always,
    then the first ones that find room."""
    low, high = np.array([across.min(), up.min()]), np.array([across.max(), up.max()])
    scale = np.array([WIDE, HIGH]) / np.maximum(high - low, 1e-9)
    middle = (np.stack([across, up], axis=1) - low) * scale  # (N, 2) in pixels
    boxes: list[tuple[float, float, float]] = []
    kept: list[int] = []
    marks = list(marked)
    for i in [*marks, *(i for i in range(len(labels)) if i not in set(marks))]:
        if len(kept) >= len(marks) + FRONT:
            break
        (x, y), half = middle[i].tolist(), text_width(labels[i], TEXT) / 2 + 5
        free = all(abs(y - b) > LINE or abs(x - a) > half + c for a, b, c in boxes)
        if free or i in marks[:1]:
            boxes.append((x, y, half))
            kept.append(i)
    return kept


def _flat(
    columns: NDArray[Any], labels: Sequence[str], places: NDArray[Any], groups: list[str],
    ranks: list[int], words: MapWords, marked: tuple[int, ...], height: int,
) -> dict[str, Any]:  # fmt: skip
    across, up = columns
    place = _axes(across, up, words.axes)
    named = {"filter": "datum.shown != '' && (datum.mark > 0 || outer > 520)"}
    name = {"type": "text", "dy": expr("-0.9 * em")}
    name |= {"fontWeight": expr("datum.mark > 0 ? 700 : 400")}
    ring = {"type": "point", "filled": False, "size": 520, "strokeWidth": 3, "color": INK}
    chart = {
        "height": height,
        "config": LEGEND_RIGHT,
        "params": [{"name": "groups", "value": groups}],
        "data": {"values": _rows(columns, labels, places, groups, marked)},
        "layer": [
            _dots(place, ranks, words),
            {"transform": [{"filter": "datum.mark == 2"}], "mark": ring, "encoding": place},
            {"transform": [named], "layer": haloed(name, place | {"text": {"field": "shown"}})},
        ],
    }
    return responsive(chart)


def _rows(
    columns: NDArray[Any], labels: Sequence[str], places: NDArray[Any], groups: list[str],
    marked: tuple[int, ...],
) -> list[dict[str, Any]]:  # fmt: skip
    """A row a point, the grey ones first and the marked ones last, so that these lie on top."""
    across, up = columns
    named, own = set(named_points(across, up, labels, marked)), set(marked)
    grey = len(groups) - 1
    order = sorted(range(len(labels)), key=lambda i: (i in own, places[i] != grey, -i))
    return [
        {"x": float(across[i]), "y": float(up[i]), "label": labels[i], "k": int(places[i])}
        | {"kind": groups[places[i]], "shown": labels[i] if i in named else ""}
        | {"mark": 2 if marked[:1] == (i,) else int(i in own)}
        for i in order
    ]


def _dots(place: dict[str, Any], ranks: list[int], words: MapWords) -> dict[str, Any]:
    kind, domain = {"field": "k", "type": "nominal"}, list(range(len(ranks)))
    columns = expr(f"clamp(floor(outer / (7.5 * em)), 2, {len(ranks)})")
    legend = legend_above("groups[datum.value]", offset=expr("1.8 * em"), columns=columns)
    looks = {
        "color": kind
        | {
            "scale": {"domain": domain, "range": [COLOURS[rank] for rank in ranks]},
            "legend": legend,
        },
        "shape": kind | {"scale": {"domain": domain, "range": [SHAPES[rank] for rank in ranks]}},
        "size": {"field": "mark", "type": "quantitative", "legend": None}
        | {"scale": {"domain": [0, 1, 2], "range": [45, 130, 330]}},
        "opacity": {"condition": {"test": "datum.mark > 0", "value": 1}, "value": 0.75},
        "tooltip": [
            {"field": "label", "title": words.name},
            {"field": "kind", "title": words.kind},
        ],
    }
    return {"mark": {"type": "point", "filled": True}, "encoding": place | looks}


def _axes(across: NDArray[Any], up: NDArray[Any], titles: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, values, title in zip("xy", (across, up), titles, strict=True):
        free = max(float(values.max() - values.min()), 1e-6) * MARGIN
        domain = [float(values.min()) - free, float(values.max()) + 2 * free]
        axis = {"title": title, "tickCount": few_ticks(), "labelOverlap": "greedy"}
        found[field] = {
            "field": field,
            "type": "quantitative",
            "axis": axis if field == "x" else flat(title) | {"tickCount": 5},
            "scale": {"domain": domain, "nice": False, "zero": False},
        }
    return found


def _solid(
    columns: NDArray[Any], labels: Sequence[str], places: NDArray[Any], groups: list[str],
    ranks: list[int], words: MapWords, marked: tuple[int, ...], height: int,
) -> dict[str, Any]:  # fmt: skip
    traces = [
        _trace(columns, labels, np.flatnonzero(places == k), group, _dot(ranks[k]))
        for k, group in enumerate(groups)
    ]
    for some, title, size in ((marked[1:], words.near, 6), (marked[:1], words.found, 9)):
        if some:
            look = {"size": size, "color": NEGATIVE, "line": {"color": "#22262B", "width": 2}}
            traces.append(_trace(columns, labels, some, title, look))
    grey = len(ranks) - 1
    front = named_points(columns[0], columns[1], labels, marked)
    front = [i for i in front if i not in marked and places[i] != grey][:NAMED_3D]
    named = [*front, *reversed(marked[:NAMED_NEAR])]
    scene: dict[str, Any] = {
        f"{axis}axis": {"title": {"text": title}, "showbackground": False, "showspikes": False}
        | {"showticklabels": False}
        for axis, title in zip("xyz", words.axes, strict=True)
    }
    scene["annotations"] = [  # these lie over all points
        _name(columns, labels, i, 17 if i in marked else 12) for i in named
    ]
    scene["camera"] = {"eye": {"x": 1.25, "y": 1.25, "z": 0.8}, "center": {"z": -0.15}}
    layout = {
        "height": height + 60,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "legend": {"orientation": "h", "y": 1.0, "font": {"size": 16}, "itemsizing": "constant"},
        "scene": scene | {"dragmode": "turntable", "aspectmode": "cube"},
        "uirevision": "stay",
        "font": {"size": 14},
    }
    return {"data": traces, "layout": layout}


def _name(columns: NDArray[Any], labels: Sequence[str], i: int, size: int) -> dict[str, Any]:
    x, y, z = columns[:, i].tolist()
    named = f"<b>{_inert(labels[i])}</b>" if size > 15 else _inert(labels[i])
    return {"x": x, "y": y, "z": z, "text": named, "showarrow": False, "yshift": size - 3} | {
        "font": {"size": size, "color": "#FFFFFF"},
        "bgcolor": "#22262B",  # readable on either paper
        "opacity": 0.95 if size > 15 else 0.7,
    }


def _inert(text: str) -> str:
    """A label of which Plotly reads no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _trace(
    columns: NDArray[Any], labels: Sequence[str], some: Sequence[int] | NDArray[Any], name: str,
    look: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    chosen = list(map(int, some))
    x, y, z = (column[chosen].tolist() for column in columns)
    text = [_inert(labels[i]) for i in chosen]
    trace = {"type": "scatter3d", "mode": "markers", "x": x, "y": y, "z": z, "text": text}
    return trace | {
        "name": name,
        "marker": look,
        "hovertemplate": f"%{{text}}<extra>{name}</extra>",
    }


def _dot(rank: int) -> dict[str, Any]:
    size, opacity = (2, 0.5) if rank == len(COLOURS) - 1 else (4, 0.9)
    return {"size": size, "color": COLOURS[rank], "symbol": SHAPES_3D[rank], "opacity": opacity}
