"""Tensors side by side as grids of cells; the copies that broadcasting makes are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import FORWARD, REFERENCE
from nlp_core.figures.player import vega_clock
from nlp_core.figures.type import text_width

MOST = 6  # rows and columns drawn of a grid, and
MOST_PARTS = 3  # how many grids of a stack
CELL = 44  # height in pixels
BEYOND = 0.6  # room for the dots of what is not drawn, in cells
GAP = 1.1  # between two panels, in cells
SLIDES = 20  # frames of the slide
HEAD = 0.8  # above each panel, for its name, in cells


@dataclass(frozen=True)
class Panel:
    """A tensor to draw: up to three dimensions (of more, the first entries of the leading ones).

    ``stretched`` names the dimensions along which broadcasting copied the first entry; copies can
    be slid back onto the cells that they copy. ``sign`` stands before the panel.
    """

    name: str
    values: np.ndarray
    colour: str = FORWARD
    stretched: tuple[int, ...] = ()
    sign: str = ""


def panels(
    drawn: Sequence[Panel],
    *,
    own_name: str,
    copy_name: str,
    tensor_title: str,
    place_title: str,
    value_title: str,
    slider: str = "",
    play: str = "▶",
    start: int = 0,
) -> Figure:
    """Tensors side by side; with ``slider`` (its label), copies slide out of what they copy.

    ``start`` is the frame that the slide opens at, of ``SLIDES``; -1 is the last, all slid out.
    """
    cells, heads, width, lowest = _laid_out(drawn)
    chart: dict[str, Any] = {
        "height": int((lowest + HEAD) * CELL),
        "params": [
            *_stretch(slider, play, start, any(cell["copy"] for cell in cells)),
            names("kinds", [own_name, copy_name]),
            {"name": "cell_w", "expr": f"width / {width}"},
            {"name": "cell_h", "expr": f"height / {lowest + HEAD}"},
        ],
        "layer": _layers(cells, heads, width, lowest),
    }
    return Figure(responsive(chart), _table(drawn, tensor_title, place_title, value_title))


def _laid_out(
    drawn: Sequence[Panel],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float, float]:
    """The cells, the texts above and between panels, and the width and height, in cells."""
    cells: list[dict[str, Any]] = []
    heads: list[dict[str, Any]] = []
    left, lowest = 0.0, 1.0
    for panel in drawn:
        left += GAP if heads else GAP / 4
        if panel.sign:
            heads.append({"x": left - GAP / 2, "y": 0.5, "text": panel.sign, "wide": 0})
        values, axes = _three_dimensional(panel)
        parts, rows, columns = values.shape
        heads.append({"x": left, "y": -HEAD / 2, "text": panel.name})
        heads[-1]["wide"] = round((max(columns, 1) + 0.6 * GAP) / max(text_width(panel.name), 1), 3)
        cells += _cells(values, axes, panel.colour, left)
        heads += _dots(panel.values.shape, left, columns, rows)
        more_across, more_down = (BEYOND * (size > MOST) for size in _ends(panel.values.shape))
        lowest = max(lowest, parts * max(rows, 1) + 0.4 * (parts - 1) + more_down)
        left += max(columns, 1) + more_across
    return cells, heads, left + GAP / 4, lowest


def _dots(shape: tuple[int, ...], left: float, columns: int, rows: int) -> list[dict[str, Any]]:
    """Dots beside a panel of which not all columns or rows are drawn."""
    across, down = _ends(shape)
    dots = []
    if across > MOST:
        dots.append({"x": left + columns + BEYOND / 2, "y": rows / 2, "text": "⋯", "wide": 0})
    if down > MOST:
        dots.append({"x": left + columns / 2, "y": rows + BEYOND / 2, "text": "⋮", "wide": 0})
    return dots


def _ends(shape: tuple[int, ...]) -> tuple[int, int]:
    """How many columns and rows there are."""
    return (shape[-1] if shape else 1), (shape[-2] if len(shape) > 1 else 1)


def _three_dimensional(panel: Panel) -> tuple[np.ndarray, set[int]]:
    """The values as (parts, rows, columns), cut to what can be read, and the stretched axes."""
    values, axes = panel.values, {axis - panel.values.ndim for axis in panel.stretched}
    while values.ndim > 3:
        values = values[0] if len(values) else values.reshape(0, *values.shape[2:])
    values = values.reshape((1,) * (3 - values.ndim) + values.shape)
    return values[:MOST_PARTS, :MOST, :MOST], {axis + 3 for axis in axes if axis >= -3}


def _cells(values: np.ndarray, axes: set[int], colour: str, left: float) -> list[dict[str, Any]]:
    """A row for each cell: where it is drawn, and where the cell is that it copies, if it does."""

    def corner(index: tuple[int, ...]) -> tuple[float, float]:
        part, row, column = index
        return left + column, part * (values.shape[1] + 0.4) + row

    cells = []
    for index, value in np.ndenumerate(values):
        source = tuple(0 if axis in axes else place for axis, place in enumerate(index))
        (x, y), (from_x, from_y) = corner(index), corner(source)
        place = {"x": x, "y": y, "fromX": from_x, "fromY": from_y}
        cells.append({**place, "text": f"{value:g}", "copy": index != source, "colour": colour})
    return cells


def _stretch(slider: str, play: str, start: int, copies: bool) -> list[dict[str, Any]]:
    """The clock, and how far the copies have slid: from 0 to 1."""
    if not (slider and copies):
        return [{"name": "stretch", "value": 1}]
    clock = vega_clock(SLIDES + 1, play=play, scrub=slider, start=start, ms=60)
    return [*clock, {"name": "stretch", "expr": f"frame / {SLIDES}"}]


def _layers(
    cells: list[dict[str, Any]], heads: list[dict[str, Any]], width: float, lowest: float
) -> list[dict[str, Any]]:
    x: dict[str, Any] = {"type": "quantitative", "axis": None}
    x |= {"scale": {"domain": [0, width], "nice": False}}
    y: dict[str, Any] = {"type": "quantitative", "axis": None}
    y |= {"scale": {"domain": [lowest, -HEAD], "nice": False}}
    middle = [{"calculate": f"datum.{b}1 + 0.46", "as": f"{b}3"} for b in "xy"]
    numbers = {
        "transform": middle,
        "mark": {"type": "text", "fontSize": expr(f"{FIT} < 7 ? 0 : {FIT}")},
        "encoding": {
            "x": {"field": "x3", "type": "quantitative"},
            "y": {"field": "y3", "type": "quantitative"},
            "text": {"field": "text"},
            "opacity": {"condition": {"test": "datum.copy", "value": 0.8}, "value": 1},
        },
    }
    place = {one: {"field": one, "type": "quantitative"} for one in "xy"}
    titles = [
        {
            "data": {"values": [head for head in heads if bool(head["wide"]) is named]},
            "mark": {"type": "text", "align": align, "fontSize": expr(size), "fontWeight": 600},
            "encoding": place | {"text": {"field": "text"}},
        }
        for named, align, size in (
            (True, "left", "min(1.05 * em, datum.wide * cell_w, 0.7 * cell_h)"),
            (False, "center", "min(1.6 * em, 0.8 * cell_w)"),
        )
    ]
    boxes = _boxes(x, y, any(cell["copy"] for cell in cells))
    inner = {"data": {"values": cells}, "transform": SLIDE, "layer": [boxes, numbers]}
    return [inner, *titles]


# A number of up to five letters in its cell.
FIT = "min(1.7 * cell_w / max(length(datum.text), 4), 0.5 * cell_h, 1.1 * em)"
# Where a cell's corner is while it slides out of the cell that it copies.
SLIDE = [
    {"calculate": f"datum.from{a} + stretch * (datum.{b} - datum.from{a}) + 0.04", "as": f"{b}1"}
    for a, b in (("X", "x"), ("Y", "y"))
]


def _boxes(x: dict[str, Any], y: dict[str, Any], explained: bool) -> dict[str, Any]:
    ends = [{"calculate": f"datum.{b}1 + 0.92", "as": f"{b}2"} for b in "xy"]
    return {
        "transform": [*ends, {"calculate": "datum.copy ? 1 : 0", "as": "kind"}],
        "mark": {"type": "bar", "strokeWidth": 2, "cornerRadius": 3},  # a rect takes no dashes
        "encoding": {
            "x": {"field": "x1", **x},
            "x2": {"field": "x2"},
            "y": {"field": "y1", **y},
            "y2": {"field": "y2"},
            "fill": {"field": "colour", "type": "nominal", "scale": None},
            "stroke": {"field": "colour", "type": "nominal", "scale": None},
            "strokeDash": _dashes(explained),
            "fillOpacity": {"condition": {"test": "datum.copy", "value": 0.06}, "value": 0.3},
        },
    }


def _dashes(explained: bool) -> dict[str, Any]:
    """Copies have a dashed frame, and, where there are some, the legend says so."""
    dashes: dict[str, Any] = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [0, 1], "range": [[1, 0], [5, 4]]},
        "legend": {
            "title": None,
            "orient": "bottom",
            "labelExpr": "kinds[datum.value]",
            "labelLimit": expr("0.8 * outer"),
            "symbolType": "square",
            "symbolStrokeWidth": 2,
            "symbolFillColor": "transparent",
            "symbolStrokeColor": REFERENCE,
        },
    }
    return dashes if explained else dashes | {"legend": None}


def _table(
    drawn: Sequence[Panel], tensor_title: str, place_title: str, value_title: str
) -> dict[str, list[Any]]:
    """Every number, also those beyond what is drawn, up to a thousand a tensor."""
    table: dict[str, list[Any]] = {tensor_title: [], place_title: [], value_title: []}
    for panel in drawn:
        for place, value in list(np.ndenumerate(panel.values))[:1000]:
            table[tensor_title].append(panel.name)
            table[place_title].append(str(list(place)))
            table[value_title].append(float(value))
    return table
