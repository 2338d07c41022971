"""A matrix of cells with named rows and columns: what heatmaps, grids and tables of counts share.

The numbers go into the parameter ``cells`` row by row (or one such list a frame), the names into
``row_names`` and ``column_names``; positions are numbers, so that equal names keep their places.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.axes import expr, names
from nlp_core.figures.shades import NARROW_TITLE
from nlp_core.figures.type import text_width, two_lines, widest, wrap

DIGIT = "0"  # as wide as most; 1 is narrower
FILLED = 0.94  # share of a cell that its number takes at most
SMALLEST = 9  # pixels; numbers that would be smaller are not written
TILT = 40  # degrees
CLOSE = 0.75  # of a column's width: how far apart tilted names stand
APART = 0.3  # ems between names that stand side by side
LARGEST = 0.95  # of a column's width: the size of its name
LONGEST = 8  # ems of a name, then it is cut
TITLE = {"titleAngle": 0, "titleBaseline": "bottom", "titleAnchor": "end"}
TITLE |= {"titleLimit": expr("0.96 * outer")}


def cell_params(
    frames: Sequence[NDArray[Any]],
    rows: Sequence[str],
    columns: Sequence[str],
    longest: str,
    scale: str = "",
) -> list[dict[str, Any]]:
    """The numbers and the names, and how they fit: ``longest`` is the longest number, ``scale`` the
    title of the colour scale that stands beside the cells where numbers do not fit.
    """
    flat = [plain(frame) for frame in frames]
    return [
        {"name": "cells", "value": flat if len(flat) > 1 else flat[0]},
        names("row_names", list(rows)),
        names("row_lines", ["\n".join(lines) for lines in two_lines(list(rows))]),
        names("column_names", list(columns)),
        *_fitting(widest(list(rows)), len(rows), longest, len(columns)),
        *_headed(min(widest(list(columns)), LONGEST), len(columns), scale),
    ]


def _fitting(name: float, down: int, longest: str, across: int) -> list[dict[str, Any]]:
    """The room beside the cells for names of so many ems, which may be ``folded``; the size of the
    numbers, and whether they are ``written``.
    """
    down, across = max(down, 1), max(across, 1)
    letters = across * max(text_width(re.sub(r"\d", DIGIT, longest)), 0.5)
    fits = {
        "beside": f"(min({name:.2f} * em, 0.3 * outer) + 24)",
        "folded": f"{name:.2f} * em > 0.3 * outer && height / {down} > 2.5 * em",
        "number": f"min(em, {FILLED} * width / {letters:.2f}, 0.62 * height / {down})",
        "written": f"{FILLED} * (outer - beside) / {letters:.2f} >= {SMALLEST}",
    }
    return [{"name": one, "expr": fit} for one, fit in fits.items()]


def _headed(word: float, across: int, scale: str) -> list[dict[str, Any]]:
    """Whether column names of so many ems tilt, the room for them above the cells, and how much of
    it (``high``) they take, above which the titles stand.

    Whether they do is decided as if there were eight columns at least, and the room is the same in
    both cases, so that short sentences leave the matrix in its place. Single letters never touch.
    """
    title = f"{widest(wrap(scale, NARROW_TITLE)):.2f}"
    right = f"written ? 0 : min({title} * em, 0.3 * outer) + 18" if scale else "0"
    column = f"(outer - beside - scale_room) / {max(across, 8)}"
    apart = f"{word + APART:.2f} * min(em, {LARGEST} * {column}) > {column}"
    slant = np.sin(np.radians(TILT)) * word + 0.9
    return [
        {"name": "scale_room", "expr": right},
        {"name": "tilted", "expr": apart if word > 1 else "false"},
        {"name": "head", "expr": f"{slant if word > 1.2 else 1.2:.2f} * em + 6"},
        {"name": "high", "expr": "tilted ? head : min(head, 1.2 * em + 6)"},
    ]


def plain(values: NDArray[Any]) -> list[float | int | None]:
    """Numbers for a chart, row by row."""
    return [_plain(value) for value in values.ravel()]


def _plain(value: float) -> float | int | None:
    """Four digits after the point, and nothing for what is no number."""
    if not np.isfinite(value):
        return None
    rounded = round(float(value), 4)
    return int(rounded) if rounded.is_integer() else rounded


def cell_axes(
    rows: int, columns: int, row_title: str, column_title: str, padding: float = 0.04
) -> dict[str, Any]:
    """Rows downward, columns along the top, both titles flat on one line, or on two if too wide."""
    ems = text_width(row_title, bold=True) + text_width(column_title, bold=True) + 1
    wide = f"({ems:.2f} * em > outer - scale_room)"
    pitch = f"(tilted ? {CLOSE} : 1) * width / {max(columns, 1)}"
    plain = {"ticks": False, "domain": False, "labelOverlap": False, "grid": False}
    x = plain | {
        "title": column_title,
        "orient": "top",
        "labelExpr": _some("column_names", pitch),
        "labelAngle": expr(f"tilted ? -{TILT} : 0"),
        "labelAlign": expr("tilted ? 'left' : 'center'"),
        "labelBaseline": expr("tilted ? 'middle' : 'bottom'"),
        "labelPadding": expr("tilted ? 0.6 * em : 2"),  # not as far as a page's theme wants
        "labelLimit": expr(f"{LONGEST} * em"),
        "labelFontSize": expr(f"clamp({LARGEST} * {pitch}, {SMALLEST}, em)"),
        "minExtent": expr("head"),
        "maxExtent": expr("head"),
        **TITLE,
        "titleAlign": "right",
        "titleY": expr("-high - 6"),
    }
    y = plain | {
        "title": row_title,
        "orient": "left",
        "labelExpr": _folded(f"height / {max(rows, 1)}"),
        "labelLimit": expr("0.3 * outer"),
        "labelFontSize": expr(f"clamp(0.9 * height / {max(rows, 1)}, {SMALLEST}, em)"),
        "labelPadding": 6,
        **TITLE,
        "titleAlign": "left",
        "titleX": expr("16 - beside"),
        "titleY": expr(f"-high - 6 - {wide} * 1.3 * em"),
    }
    return {
        "x": _place("column", columns, x, column_title, padding),
        "y": _place("row", rows, y, row_title, padding),
    }


def _folded(pitch: str) -> str:
    """The rows' names, each on two lines where one is too long for its place."""
    lines = rf"split({_some('row_lines', pitch)}, '\n')"
    return f"folded ? {lines} : {_some('row_names', pitch)}"


def _some(texts: str, pitch: str) -> str:
    """All names, or every second or third of them where they are too many to read."""
    return f"(datum.value % max(1, ceil({SMALLEST + 1} / ({pitch}))) ? '' : {texts}[datum.value])"


def _place(
    field: str, count: int, axis: dict[str, Any], title: str, padding: float
) -> dict[str, Any]:
    scale = {"domain": list(range(count)), "padding": padding}
    return {"field": field, "type": "ordinal", "axis": axis, "scale": scale, "title": title}


ROW = {"field": "row", "type": "ordinal"}
COLUMN = {"field": "column", "type": "ordinal"}
PLACES = {"x": COLUMN, "y": ROW}


def cells(rows: int, columns: int, layers: list[dict[str, Any]], moving: bool) -> dict[str, Any]:
    """The layers over one row of data a cell, with its place, its names and its value."""
    value = "cells[frame][datum.i]" if moving else "cells[datum.i]"
    steps = [
        {"calculate": f"floor(datum.i / {max(columns, 1)})", "as": "row"},
        {"calculate": f"datum.i % {max(columns, 1)}", "as": "column"},
        {"calculate": value, "as": "value"},
        {"filter": "isValid(datum.value)"},
        {"calculate": "row_names[datum.row]", "as": "row_name"},
        {"calculate": "column_names[datum.column]", "as": "column_name"},
    ]
    data = {"sequence": {"start": 0, "stop": rows * columns, "as": "i"}}
    return {"data": data, "transform": steps, "layer": layers}


def numbers(text: dict[str, Any], colour: dict[str, Any], test: str = "true") -> dict[str, Any]:
    """The numbers themselves, where they can be read."""
    return {
        "transform": [{"filter": f"written && ({test})"}],
        "mark": {"type": "text", "fontSize": expr("number"), "baseline": "middle"},
        "encoding": PLACES | {"text": text, "color": colour},
    }


def frame_around(at: dict[str, int], colour: str, dash: tuple[int, int] = (1, 0)) -> dict[str, Any]:
    """A frame around a whole row, ``{"row": 3}``, a whole column, or with both around one cell."""
    mark = {"type": "rect", "filled": False, "stroke": colour, "strokeWidth": 3}
    channels = {"row": ("y", ROW), "column": ("x", COLUMN)}
    mark |= {"strokeDash": list(dash), "cornerRadius": 3}
    encoding = dict(channels[field] for field in at)
    return {"data": {"values": [at]}, "mark": mark, "encoding": encoding}
