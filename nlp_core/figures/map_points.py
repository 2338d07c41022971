"""The points of a map, whatever its dimensions: their rows, their looks, and who bears a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nlp_core.figures.axes import expr, legend_above
from nlp_core.figures.palette import CATEGORIES, FIXED, INK
from nlp_core.figures.rows import haloed
from nlp_core.figures.type import text_width

SHAPES = (
    *("circle", "square", "diamond", "triangle-up", "cross"),
    *("triangle-down", "triangle-right", "triangle-left", "circle"),
)
COLOURS = (*CATEGORIES, FIXED)  # the last group, of the others, is grey
WIDE, HIGH = 900, 480  # pixels of the plot that names are kept apart for
LINE, TEXT = 22, 16
FRONT = 60  # points that get a name where there is room
# Of a point, of one near that which was looked for, and of that one.
SIZE = "[45, 130, 330][datum.mark]"
OPACITY = "datum.mark > 0 ? 1 : 0.75"


@dataclass(frozen=True)
class MapWords:
    """The titles of axes and columns: ``axes`` one a dimension, ``name`` and ``kind`` of a point;
    ``turn``, ``tilt`` and ``spin`` name the controls of three dimensions."""

    axes: tuple[str, ...]
    name: str
    kind: str
    turn: str = ""
    tilt: str = ""
    spin: str = ""


@dataclass(frozen=True)
class MapPoints:
    """Points to draw: ``columns`` (D, N), a label each, its place among the ``groups`` that there
    are, the colour ``ranks`` of these, and the ``marked`` points, that looked for first.
    """

    columns: NDArray[Any]
    labels: Sequence[str]
    places: NDArray[Any]
    groups: list[str]
    ranks: list[int]
    marked: tuple[int, ...]

    def grey(self, i: int) -> bool:
        """Whether a point is one of the others, of no kind."""
        return self.ranks[self.places[i]] == len(COLOURS) - 1

    def rows(self, named: Sequence[int]) -> list[dict[str, Any]]:
        """A row a point, the grey ones first and the marked ones last, so that these lie on top;
        ``shown`` is the name of those that are ``named``."""
        shown, own = set(named), set(self.marked)
        order = sorted(range(len(self.labels)), key=lambda i: (i in own, not self.grey(i), -i))
        return [
            {axis: float(column[i]) for axis, column in zip("xyz", self.columns, strict=False)}
            | {"label": self.labels[i], "k": int(self.places[i])}
            | {"kind": self.groups[self.places[i]], "shown": self.labels[i] if i in shown else ""}
            | {"mark": 2 if self.marked[:1] == (i,) else int(i in own)}
            for i in order
        ]


def named_points(
    left: ArrayLike, top: ArrayLike, labels: Sequence[str], marked: Sequence[int]
) -> list[int]:
    """Which points, at pixels (N,), get a name above them, so that no name covers another: the
    marked ones always, then the first ones that find room."""
    middle = np.stack([np.asarray(left, dtype=float), np.asarray(top, dtype=float)], axis=1)
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


def drawn(
    place: dict[str, Any],
    ranks: list[int],
    titles: tuple[str, str],
    *,
    size: str = SIZE,
    opacity: str = OPACITY,
) -> list[dict[str, Any]]:
    """The layers of dots, of the ring around the one looked for, and of names, at a ``place``.

    ``titles`` are those of a point's name and of its kind; the parameter ``groups`` holds the
    names of the kinds.
    """
    kind, domain = {"field": "k", "type": "nominal"}, list(range(len(ranks)))
    columns = expr(f"clamp(floor(outer / (7.5 * em)), 2, {len(ranks)})")
    legend = legend_above("groups[datum.value]", offset=expr("1.8 * em"), columns=columns)
    colours = {"domain": domain, "range": [COLOURS[rank] for rank in ranks]}
    looks = {
        "color": kind | {"scale": colours, "legend": legend},
        "shape": kind | {"scale": {"domain": domain, "range": [SHAPES[rank] for rank in ranks]}},
        "size": {"value": expr(size)},
        "opacity": {"value": expr(opacity)},
        "tooltip": [
            {"field": field, "title": title}
            for field, title in zip(("label", "kind"), titles, strict=True)
        ],
    }
    ring = {"type": "point", "filled": False, "size": 520, "strokeWidth": 3, "color": INK}
    named = {"filter": "datum.shown != '' && (datum.mark > 0 || outer > 520)"}
    name = {"type": "text", "dy": expr("-0.9 * em")}
    name |= {"fontWeight": expr("datum.mark > 0 ? 700 : 400")}
    return [
        {"mark": {"type": "point", "filled": True}, "encoding": place | looks},
        {"transform": [{"filter": "datum.mark == 2"}], "mark": ring, "encoding": place},
        {"transform": [named], "layer": haloed(name, place | {"text": {"field": "shown"}})},
    ]
