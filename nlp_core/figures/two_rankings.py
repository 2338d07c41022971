"""Two rankings side by side: the likeliest words of one model and of another, on one scale.

Each word stands above its bar, so that long words have room. On a narrow figure the second ranking
stands under the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import GOLD
from nlp_core.figures.rows import haloed

HALF = 0.47  # of the width: a ranking, where two stand side by side
BAR = 0.74  # of a ranking's width: the longest bar; behind it stands its value
VALUE = "datum.chance < 0.001 ? '< 0.001' : format(datum.chance, '.3f')"
HEAD = 0.9  # of a row's height: the name above a ranking


@dataclass(frozen=True)
class Ranking:
    """A name, words from the likeliest down with their chances, and which of them is marked."""

    name: str
    words: Sequence[str]
    chances: Sequence[float]
    colour: str
    marked: int | None = None


def two_rankings(
    pair: tuple[Ranking, Ranking],
    *,
    name_title: str,
    word_title: str,
    chance_title: str,
    marked_note: str,
    height: int = 420,
) -> Figure:
    """Both rankings; ``marked_note`` stands beside a marked word, whose bar has a gold rim."""
    rows = _bars(pair)
    count = max(len(one.words) for one in pair)
    most = max([1e-6, *(float(chance) for one in pair for chance in one.chances)])
    chart = {
        "height": height,
        "params": [
            names("ranked", [word for one in pair for word in one.words]),
            names("heads", [one.name for one in pair]),
            names("notes", [marked_note]),
            {"name": "slim", "expr": "outer < 560"},
            {"name": "half_w", "expr": f"slim ? width : {HALF} * width"},
            {"name": "half_h", "expr": "slim ? height / 2 : height"},
            {"name": "pitch", "expr": f"half_h / {count + HEAD + 0.3}"},
            {"name": "thick", "expr": "clamp(pitch - 1.35 * em, 4, 1.5 * em)"},
        ],
        "layer": [_heads(), *_rows(rows, most)],
    }
    table: dict[str, list[Any]] = {
        name_title: [one.name for one in pair for _ in one.words],
        word_title: [word for one in pair for word in one.words],
        chance_title: [round(float(x), 4) for one in pair for x in one.chances],
    }
    return Figure(responsive(chart), table)


def _bars(pair: tuple[Ranking, Ranking]) -> list[dict[str, Any]]:
    """A row for each bar; ``word`` is its place among the words of both."""
    return [
        {
            "side": side,
            "row": row,
            "word": len(pair[0].words) * side + row,
            "chance": float(chance),
            "colour": one.colour,
            "marked": row == one.marked,
        }
        for side, one in enumerate(pair)
        for row, chance in enumerate(one.chances)
    ]


def _left(side: str) -> str:
    return f"(slim ? 0 : {side} * (width - half_w))"


def _top(side: str) -> str:
    return f"(slim ? {side} * half_h : 0)"


def _axis(field: str, size: str) -> dict[str, Any]:
    """A place in pixels."""
    ends = [0, expr(size)]
    return {
        "field": field,
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": ends, "range": ends, "nice": False, "zero": False},
    }


def _heads() -> dict[str, Any]:
    """The name above each ranking."""
    mark = {"type": "text", "align": "left", "baseline": "top", "fontWeight": 700}
    return {
        "data": {"sequence": {"start": 0, "stop": 2, "as": "side"}},
        "transform": [
            {"calculate": _left("datum.side"), "as": "x"},
            {"calculate": _top("datum.side"), "as": "y"},
            {"calculate": "heads[datum.side]", "as": "text"},
        ],
        "mark": mark | {"fontSize": expr("1.1 * em"), "limit": expr("half_w")},
        "encoding": {
            "x": _axis("x", "width"),
            "y": _axis("y", "height"),
            "text": {"field": "text"},
        },
    }


def _rows(rows: list[dict[str, Any]], most: float) -> list[dict[str, Any]]:
    """The words, their bars, and their chances."""
    top = f"{_top('datum.side')} + (datum.row + {HEAD}) * pitch"
    data = {
        "data": {"values": rows},
        "transform": [
            {"calculate": _left("datum.side"), "as": "x"},
            {"calculate": f"datum.x + {BAR} * half_w * datum.chance / {most!r}", "as": "x2"},
            {"calculate": f"{top} + 1.2 * em", "as": "y"},
            {"calculate": "datum.y + thick", "as": "y2"},
            {"calculate": "(datum.y + datum.y2) / 2", "as": "middle"},
            {"calculate": "ranked[datum.word]", "as": "name"},
            {"calculate": "datum.marked ? datum.name + '  ' + notes[0] : datum.name", "as": "said"},
            {"calculate": VALUE, "as": "value"},
        ],
    }
    x, y = _axis("x", "width"), _axis("y", "height")
    bars = {
        "mark": {"type": "rect", "stroke": GOLD, "cornerRadius": 2},
        "encoding": {
            "x": x,
            "x2": {"field": "x2"},
            "y": y,
            "y2": {"field": "y2"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "strokeWidth": {"condition": {"test": "datum.marked", "value": 4}, "value": 0},
            "tooltip": [{"field": "name", "title": " "}, {"field": "value", "title": " "}],
        },
    }
    words = haloed(
        {"type": "text", "align": "left", "baseline": "bottom", "dy": -2, "limit": expr("half_w")},
        {"x": x, "y": y, "text": {"field": "said"}},
    )
    values = haloed(
        {"type": "text", "align": "left", "baseline": "middle", "dx": 7},
        {"x": _axis("x2", "width"), "y": _axis("middle", "height"), "text": {"field": "value"}},
    )
    return [data | {"layer": [bars, *words, *values]}]
