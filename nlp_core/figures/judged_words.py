"""A sentence as its judge sees it: each word the deeper the likelier it was replaced, and under
it, token by token, which of several questions teaches from it.

Words stand in lines as in a text; a narrow figure has more lines. All sizes are in units of the
largest type that lets every line fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import PIXEL
from nlp_core.figures.palette import (
    FIXED,
    GOLD,
    INK,
    LEARNED,
    TINT_INK,
    TINT_MINUS,
    TINT_NONE,
    TINT_WHITE,
)
from nlp_core.figures.shades import STRONG
from nlp_core.figures.type import text_width, widest
from nlp_core.figures.word_lines import Layout, broken

HEIGHT = 400
SHAPES = {"wide": (900.0, 400.0), "slim": (330.0, 420.0)}  # pixels that lines are broken for
SLIM = "outer < 560"
BOX, NUMBER, DOT, GAP = 1.9, 1.15, 0.85, 0.8  # heights in units
ABOVE = 1.05  # of what stood there before
SMALL = 0.74  # of the type of notes
LEAST, MOST = 9.0, 56.0  # pixels of a unit


@dataclass(frozen=True)
class JudgedWord:
    """A word, the chance that it was replaced, what stood there before where it is not the
    original, and for each of its tokens which questions teach from it, in the order of theirs."""

    text: str
    chance: float
    was: str | None
    teaches: Sequence[Sequence[bool]]


def judged_words(
    words: Sequence[JudgedWord],
    questions: Sequence[str],
    *,
    chance_name: str,
    word_title: str,
    chance_title: str,
    was_title: str,
) -> Figure:
    """The words with their chances, and a row of marks a question; ``chance_name`` stands beside
    the numbers. Words that are not the original have a gold frame."""
    gutter = widest([chance_name, *questions], SMALL) + 0.8
    line = ABOVE + BOX + NUMBER + DOT * len(questions) + GAP
    widths = [max(text_width(one.text, bold=True) + 0.7, 2.2) for one in words]
    layouts = {
        shape: broken(widths, beside=gutter, line=line, wide=wide, high=high)
        for shape, (wide, high) in SHAPES.items()
    }
    boxes = [_box(i, one, layouts) for i, one in enumerate(words)]
    marks = [mark for i, one in enumerate(words) for mark in _marks(i, one, layouts)]
    params = [
        names("word_texts", [one.text for one in words]),
        names("was_texts", [one.was or "" for one in words]),
        names("side_names", [chance_name, *questions]),
        {"name": "slim", "expr": SLIM},
        *_sizes(layouts, gutter, line),
    ]
    lines = max(count for _, count, _ in layouts.values())
    layer = [*_boxes(boxes, line), _dots(marks, line), _sides(lines, len(questions), line)]
    table = _table(words, questions, word_title, chance_title, was_title)
    return Figure(responsive({"height": HEIGHT, "params": params, "layer": layer}), table)


def _sizes(layouts: dict[str, Layout], gutter: float, line: float) -> list[dict[str, str]]:
    """The unit in pixels, how many lines are drawn, and where all of it begins."""
    totals = {shape: gutter + longest for shape, (_, _, longest) in layouts.items()}
    fits = {
        shape: f"clamp(min(width / {totals[shape]:.3f}, height / {line * count:.3f}),"
        f" {LEAST}, {MOST})"
        for shape, (_, count, _) in layouts.items()
    }
    count = f"slim ? {layouts['slim'][1]} : {layouts['wide'][1]}"
    return [
        {"name": "unit", "expr": f"slim ? {fits['slim']} : {fits['wide']}"},
        {"name": "line_count", "expr": count},
        {"name": "across", "expr": f"slim ? {totals['slim']:.3f} : {totals['wide']:.3f}"},
        {"name": "side", "expr": "max(0, (width - across * unit) / 2)"},
        {"name": "left", "expr": f"side + {gutter:.3f} * unit"},
        {"name": "top", "expr": f"max(0, (height - {line:.3f} * unit * line_count) / 2)"},
    ]


def _box(i: int, word: JudgedWord, layouts: dict[str, Layout]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "word": i,
        "chance": round(float(word.chance), 4),
        "changed": word.was is not None,
        "tokens": len(word.teaches),
    }
    for shape, (places, _, _) in layouts.items():
        for name, value in zip(("line", "x", "w"), places[i], strict=True):
            row[f"{shape}_{name}"] = round(value, 3)
    return row


def _marks(i: int, word: JudgedWord, layouts: dict[str, Layout]) -> list[dict[str, Any]]:
    box = _box(i, word, layouts)
    return [
        box | {"token": token, "question": question, "on": bool(on)}
        for token, taught in enumerate(word.teaches)
        for question, on in enumerate(taught)
    ]


def _placed(line: float) -> list[dict[str, Any]]:
    """Where a word's box stands, in pixels."""
    steps = {
        "x": "left + unit * (slim ? datum.slim_x : datum.wide_x)",
        "w": "unit * (slim ? datum.slim_w : datum.wide_w)",
        "y": f"top + unit * ({ABOVE} + {line:.3f} * (slim ? datum.slim_line : datum.wide_line))",
        "x2": "datum.x + datum.w",
        "y2": f"datum.y + {BOX} * unit",
        "middle": "datum.x + datum.w / 2",
        "centre": "(datum.y + datum.y2) / 2",
        "under": f"datum.y2 + {0.55 * NUMBER:.3f} * unit",
        "over": f"datum.y - {0.5 * ABOVE:.3f} * unit",
        "text": "word_texts[datum.word]",
        "was": "was_texts[datum.word]",
        "said": "format(datum.chance, '.2f')",
        "depth": f"datum.chance >= {STRONG} ? {TINT_WHITE} :"
        f" {TINT_NONE} + {TINT_INK - TINT_NONE:.3f} * datum.chance / {STRONG}",
    }
    return [{"calculate": how, "as": name} for name, how in steps.items()]


def _boxes(boxes: list[dict[str, Any]], line: float) -> list[dict[str, Any]]:
    """The words, their chances under them, and over them what stood there before."""
    x, y = {"field": "x", **PIXEL}, {"field": "y", **PIXEL}
    fill = {
        "mark": {"type": "rect", "fill": TINT_MINUS, "stroke": GOLD, "cornerRadius": 5},
        "encoding": {
            "x": x,
            "x2": {"field": "x2"},
            "y": y,
            "y2": {"field": "y2"},
            "fillOpacity": {"field": "depth", "type": "quantitative", "scale": None},
            "strokeWidth": {"condition": {"test": "datum.changed", "value": 4}, "value": 0},
            "tooltip": [{"field": "text", "title": " "}, {"field": "said", "title": " "}],
        },
    }
    middle = {"field": "middle", **PIXEL}
    white = {"condition": {"test": f"datum.chance >= {STRONG}", "value": "#FFFFFF"}, "value": INK}
    text = {
        "mark": {"type": "text", "fontWeight": 600, "fontSize": expr("unit")},
        "encoding": {
            "x": middle,
            "y": {"field": "centre", **PIXEL},
            "text": {"field": "text"},
            "color": white,
        },
    }
    notes = [
        {
            "mark": {"type": "text", "fontSize": expr(f"{SMALL} * unit"), **look},
            "encoding": {"x": middle, "y": {"field": place, **PIXEL}, "text": {"field": field}},
        }
        for place, field, look in (("under", "said", {}), ("over", "was", {"fontStyle": "italic"}))
    ]
    return [{"data": {"values": boxes}, "transform": _placed(line), "layer": [fill, text, *notes]}]


def _dots(marks: list[dict[str, Any]], line: float) -> dict[str, Any]:
    """A mark for each token and question: full where the question teaches from the token."""
    more = {
        "dot_x": "datum.x + datum.w * (datum.token + 0.5) / datum.tokens",
        "dot_y": f"datum.y2 + unit * ({NUMBER} + {DOT} * (datum.question + 0.5))",
        "size": f"pow(min({0.6 * DOT:.3f} * unit, 0.8 * datum.w / datum.tokens), 2)",
    }
    steps = [{"calculate": how, "as": name} for name, how in more.items()]
    colour = {"condition": {"test": "datum.on", "value": LEARNED}, "value": FIXED}
    return {
        "data": {"values": marks},
        "transform": [*_placed(line), *steps],
        "mark": {"type": "point", "shape": "square", "opacity": 1, "tooltip": None},
        "encoding": {
            "x": {"field": "dot_x", **PIXEL},
            "y": {"field": "dot_y", **PIXEL},
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "stroke": colour,
            "fill": colour,
            "fillOpacity": {"condition": {"test": "datum.on", "value": 1}, "value": 0},
            "strokeOpacity": {"condition": {"test": "datum.on", "value": 1}, "value": 0.45},
        },
    }


def _sides(lines: int, questions: int, line: float) -> dict[str, Any]:
    """What the numbers and the rows of marks are, left of each line."""
    rows = [{"line": i, "side": side} for i in range(lines) for side in range(questions + 1)]
    under = f"datum.side ? {NUMBER} + {DOT} * (datum.side - 0.5) : {0.55 * NUMBER:.3f}"
    steps = {
        "at": "side",
        "y": f"top + unit * ({ABOVE + BOX} + {line:.3f} * datum.line + ({under}))",
        "text": "side_names[datum.side]",
    }
    return {
        "data": {"values": rows},
        "transform": [
            {"filter": "datum.line < line_count"},
            *({"calculate": how, "as": name} for name, how in steps.items()),
        ],
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "middle",
            "fontSize": expr(f"{SMALL} * unit"),
        },
        "encoding": {
            "x": {"field": "at", **PIXEL},
            "y": {"field": "y", **PIXEL},
            "text": {"field": "text"},
        },
    }


def _table(
    words: Sequence[JudgedWord], questions: Sequence[str], *titles: str
) -> dict[str, list[Any]]:
    word, chance, was = titles
    table: dict[str, list[Any]] = {
        word: [one.text for one in words],
        chance: [round(float(one.chance), 4) for one in words],
        was: [one.was or "" for one in words],
    }
    for number, question in enumerate(questions):
        table[question] = [sum(one[number] for one in word.teaches) for word in words]
    return table
