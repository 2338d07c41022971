"""A sample sheet: a row of text for each writer, one under another, with a number beside it.

Who learned has one colour, who only counts another, and a line between. On a narrow figure a row's
name stands above its text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import PIXEL
from nlp_core.figures.palette import FIXED, LEARNED, REFERENCE
from nlp_core.figures.type import text_width, wrap

HEIGHT = 430
NAME, NUMBER = 8.2, 5.4  # ems of the columns beside the text
WIDE, SLIM = 33.0, 20.0  # ems of a line of text, in a wide figure and in a narrow one
LINE = 1.24  # a line's height in sizes of its letters


@dataclass(frozen=True)
class Sample:
    """A writer's name, what it wrote, a number, and whether it learned or only counts."""

    name: str
    text: str
    number: float
    learned: bool = True


def sample_sheet(
    samples: Sequence[Sample], *, name_title: str, text_title: str, number_title: str
) -> Figure:
    """The rows in the given order, under their titles."""
    lines = [[broken(one.text, width) for one in samples] for width in (WIDE, SLIM)]
    most = [max((text.count("\n") + 1 for text in some), default=1) for some in lines]
    numbers = [said(one.number) for one in samples]
    count = max(len(samples), 1)
    params = [
        names("sheet_names", [one.name for one in samples]),
        names("wide_texts", lines[0]),
        names("slim_texts", lines[1]),
        names("sheet_numbers", numbers),
        names("sheet_titles", [name_title, text_title, number_title]),
        {"name": "slim", "expr": NARROW},
        {"name": "head", "expr": "1.8 * em"},
        {"name": "pitch", "expr": f"(height - head) / {count}"},
        {"name": "rows_high", "expr": f"slim ? {most[1]} + 1.1 : {most[0]}"},
        {"name": "letters", "expr": f"min(em, pitch / ({LINE} * rows_high + 0.3))"},
        {"name": "text_x", "expr": f"slim ? 12 : {NAME} * em"},
    ]
    rows = [{"row": row, "learned": one.learned} for row, one in enumerate(samples)]
    layers = [*_titles(), _tags(rows), *_borders(samples), *_texts(rows)]
    chart: dict[str, Any] = {"height": HEIGHT, "params": params, "layer": layers}
    table: dict[str, list[Any]] = {
        name_title: [one.name for one in samples],
        text_title: [one.text for one in samples],
        number_title: [round(float(one.number), 4) for one in samples],
    }
    return Figure(responsive(chart), table)


def broken(text: str, width: float) -> str:
    """Text in lines of at most ``width`` ems, a longer word broken where it ends.

    >>> broken("ab cd", 2)
    'ab\\ncd'
    """
    lines = []
    for line in wrap(" ".join(text.split()), width):
        rest = line
        while text_width(rest) > width:
            fits = next(
                n for n in range(len(rest), 0, -1) if n == 1 or text_width(rest[:n]) <= width
            )
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return "\n".join(lines)


def said(number: float) -> str:
    """A number with few digits: 1,588 or 13.2.

    >>> said(1588.2), said(13.24)
    ('1,588', '13.2')
    """
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}"


def _at(x: str, y: str) -> dict[str, Any]:
    """A place in pixels, from expressions of a row."""
    return {
        "transform": [{"calculate": x, "as": "px"}, {"calculate": y, "as": "py"}],
        "encoding": {"x": {"field": "px", **PIXEL}, "y": {"field": "py", **PIXEL}},
    }


def _text(rows: list[dict[str, Any]], x: str, y: str, text: str, **mark: Any) -> dict[str, Any]:
    placed = _at(x, y)
    placed["transform"] = [*placed["transform"], {"calculate": text, "as": "text"}]
    placed["encoding"] = {**placed["encoding"], "text": {"field": "text"}}
    look = {"type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n"}
    return {"data": {"values": rows}, **placed, "mark": look | mark}


def _titles() -> list[dict[str, Any]]:
    """What the columns are, above them."""
    bold = {"fontWeight": 600, "fontSize": expr("0.95 * em")}
    return [
        _text([{}], "0", "0.6 * em", "slim ? '' : sheet_titles[0]", **bold),
        _text([{}], "text_x", "0.6 * em", "sheet_titles[1]", **bold),
        _text([{}], "width", "0.6 * em", "sheet_titles[2]", **bold | {"align": "right"}),
    ]


def _tags(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A stripe at the left of each row, in the colour of who wrote it."""
    placed = _at("2", "head + (datum.row + 0.1) * pitch")
    end = {"calculate": "head + (datum.row + 0.9) * pitch", "as": "py2"}
    colour = {
        "field": "learned",
        "type": "nominal",
        "scale": {"domain": [True, False], "range": [LEARNED, FIXED]},
        "legend": None,
    }
    return {
        "data": {"values": rows},
        "transform": [*placed["transform"], end],
        "mark": {"type": "rule", "strokeWidth": 4, "strokeCap": "round"},
        "encoding": {**placed["encoding"], "y2": {"field": "py2"}, "color": colour},
    }


def _borders(samples: Sequence[Sample]) -> list[dict[str, Any]]:
    """A line between those who learn and those who count."""
    border = next((row for row, one in enumerate(samples) if row and not one.learned), None)
    if border is None:
        return []
    placed = _at("0", f"head + {border} * pitch")
    end = {"calculate": "width", "as": "px2"}
    return [
        {
            "data": {"values": [{}]},
            "transform": [*placed["transform"], end],
            "mark": {"type": "rule", "color": REFERENCE, "strokeDash": [4, 4]},
            "encoding": {**placed["encoding"], "x2": {"field": "px2"}},
        }
    ]


def _texts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The name, the text and the number of each row."""
    middle = "head + (datum.row + 0.5) * pitch"
    upper = "head + (datum.row + 0.08) * pitch + 0.6 * letters"
    name_y = f"slim ? {upper} : {middle}"
    lines = "slim ? slim_texts[datum.row] : wide_texts[datum.row]"
    count = f"length(split({lines}, '\\n'))"
    first = f"{middle} - 0.5 * ({count} - 1) * {LINE} * letters"
    text_y = f"slim ? {upper} + 1.25 * letters : {first}"
    size = {"fontSize": expr("letters")}
    return [
        _text(rows, "12", name_y, "sheet_names[datum.row]", **size),
        _text(rows, "text_x", text_y, lines, **size, lineHeight=expr(f"{LINE} * letters")),
        _text(
            rows,
            "width",
            name_y,
            "sheet_numbers[datum.row]",
            **size,
            align="right",
            fontWeight=600,
        ),
    ]
