"""Learners' words are data: whatever they hold, each figure draws them as they are."""

import html
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pytest

from nlp_core.figures.bars import diverging, named_bars
from nlp_core.figures.beam_tree import Twig, beam_tree
from nlp_core.figures.clocks import clocks
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.graph import GraphNode, GraphStep, computation_graph
from nlp_core.figures.grid import number_grid
from nlp_core.figures.heatmap import attention_map, heatmap
from nlp_core.figures.intervals import intervals
from nlp_core.figures.map_points import MapWords
from nlp_core.figures.matrix import confusion_matrix
from nlp_core.figures.mosaic import mosaic
from nlp_core.figures.moves import moves
from nlp_core.figures.panels import Panel, panels
from nlp_core.figures.ranked import Bar, ranking_and_curves
from nlp_core.figures.ranked_curves import Curve
from nlp_core.figures.ratios import ratio_rows
from nlp_core.figures.replay import Span, replay
from nlp_core.figures.scatter import scatter
from nlp_core.figures.spread_bars import Spread, spread_bars
from nlp_core.figures.stacked import stacked_bars
from nlp_core.figures.waterfall import Term, waterfall
from nlp_core.figures.word_map import word_map
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

NASTY = [
    "constructor",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "datum.elsewhere",
    "</text><script>",
    "__proto__",
    "a\"b'c",
    "\\n\\",
    "]; x[",
    "<i>&",
    "{{x}}",
    "왕 👑",
]
ONES = [float(i + 1) for i in range(len(NASTY))]
SQUARE = np.full((len(NASTY), len(NASTY)), 0.5)
CELLS = {"rows": NASTY, "columns": NASTY}
CELL_TITLES = {"row_title": "r", "column_title": "c", "value_title": "v"}
GOLD_TITLES = CELL_TITLES | {"gold_title": "g"}
BAR_TITLES = {"x_title": "x", "name_title": "n"}


def named_map(axes: tuple[str, ...]) -> Figure:
    points = np.stack([ONES] * len(axes), axis=1)
    kinds = ["k"] * len(NASTY)
    marked = range(len(NASTY))
    return word_map(points, NASTY, kinds, MapWords(axes, "n", "k"), groups=("k",), marked=marked)


FIGURES: dict[str, Callable[[], Figure]] = {
    "word_map": lambda: named_map(("x", "y")),
    "solid_map": lambda: named_map(("x", "y", "z")),
    "named_bars": lambda: named_bars(NASTY, ONES, references={NASTY[0]: 1.0}, **BAR_TITLES),
    "beam_tree": lambda: beam_tree(
        [[Twig(name, name, 0, i % 3) for i, name in enumerate(NASTY)]],
        fates=(NASTY[0], NASTY[1], NASTY[2]),
        table={"n": NASTY},
    ),
    "diverging": lambda: diverging(NASTY, ONES, **BAR_TITLES),
    "clocks": lambda: clocks(
        [[(0.0, 1.0)] * len(NASTY)] * len(NASTY),
        NASTY,
        NASTY,
        name_title="n",
        frame_title="f",
        sine_title="s",
        cosine_title="c",
    ),
    "moves": lambda: moves(NASTY, ONES, ONES, before_title="b", after_title="a", **BAR_TITLES),
    "stacked": lambda: stacked_bars(NASTY, {"part": ONES}, part_title="p", **BAR_TITLES),
    "waterfall": lambda: waterfall(
        [Term(name, 0.5) for name in NASTY],
        total="sum",
        rest="{}",
        x_title="x",
        name_title="n",
        value_title="v",
        sum_title="s",
        note_title="t",
        marked=NASTY[:3],
        headline=NASTY[0],
    ),
    "curves at ends": lambda: curves(
        [Series(name, [1, 2], [1, 2]) for name in NASTY[:5]], x_title="x", y_title="y"
    ),
    "curves with a legend": lambda: curves(
        [Series(name, [1, 2], [1, 2], [1, 2], [2, 3]) for name in NASTY], x_title="x", y_title="y"
    ),
    "grid": lambda: number_grid(SQUARE, value_format=".1f", **CELLS, **CELL_TITLES),
    "heatmap": lambda: heatmap(SQUARE - 1, signed=True, marked_row=1, **CELLS, **CELL_TITLES),
    "attention": lambda: attention_map(SQUARE, gold=[(1, 1)], **CELLS, **GOLD_TITLES),
    "matrix": lambda: confusion_matrix(
        SQUARE.astype(int), NASTY, row_title="r", column_title="c", count_title="n"
    ),
    "scatter": lambda: scatter(
        np.random.default_rng(0).normal(size=(2, len(NASTY), 2)),
        NASTY,
        kinds=NASTY,
        x_title="x",
        y_title="y",
        label_title="w",
        captions=NASTY[:2],
    ),
    "replay": lambda: replay(
        [Span(name, 0, i, i + 1, 0, 2) for i, name in enumerate(NASTY)],
        NASTY[:2],
        width=16,
        slider="s",
        table={"x": [1]},
    ),
    "panels": lambda: panels(
        [Panel(name, np.ones(1)) for name in NASTY],
        own_name="o",
        copy_name="c",
        tensor_title="t",
        place_title="p",
        value_title="v",
    ),
    "ranking": lambda: ranking_and_curves(
        [Bar(name, [1.0] * len(NASTY), [1] * len(NASTY)) for name in NASTY],
        [Curve(name, [0.0, 1.0]) for name in NASTY],
        [0, 1],
        x_title="x",
        count_title="c",
        added_title="a",
        name_title="n",
        headline=NASTY[0],
    ),
    "intervals": lambda: intervals(
        NASTY, *[[0.0] * len(NASTY)] * 3, x_title="x", name_title="n", low_title="l", high_title="h"
    ),
    "spread_bars": lambda: spread_bars(
        [Spread(name, 0.5, 0.4, 0.6, "#7A828C", 0.2) for name in NASTY],
        **BAR_TITLES,
        low_title="l",
        high_title="h",
        bar_title=NASTY[4],
        other_title=NASTY[9],
    ),
    "graph": lambda: computation_graph(
        [GraphNode(name) for name in NASTY],
        [GraphStep({0: NASTY[3]}, {0: NASTY[4]}, {}, 0, NASTY[5])],
        slider="s",
        table={"x": [1]},
    ),
    "ratios": lambda: ratio_rows(
        NASTY,
        ONES,
        said=[ONES],
        sides=(NASTY[0], NASTY[1]),
        counted_title="c",
        said_title="l",
        never=NASTY[2],
        **BAR_TITLES,
    ),
    "mosaic": lambda: mosaic(
        np.zeros((len(NASTY), 2, 2)), NASTY, name_title="n", value_title="v"
    ),
}  # fmt: skip
FEWER = {"curves at ends": NASTY[:5]}


@pytest.mark.parametrize("width", [PHONE, STAGE])
@pytest.mark.parametrize("name", FIGURES)
def test_names_are_drawn_as_they_are(name: str, width: int) -> None:
    picture = svg(FIGURES[name](), width, 700)
    ElementTree.fromstring(picture)  # no word breaks the file
    written = {html.unescape(text) for text in texts(picture)}
    assert set(FEWER.get(name, NASTY)) <= written


@pytest.mark.parametrize("name", FIGURES)
def test_no_word_is_part_of_an_expression(name: str) -> None:
    assert not [
        text for text in expressions(FIGURES[name]().chart) if any(n in text for n in NASTY)
    ]


def expressions(part: object, key: str = "") -> list[str]:
    """Every string of a spec that Vega evaluates."""
    if isinstance(part, str):
        evaluated = {"expr", "labelExpr", "calculate", "filter", "test", "update", "init"}
        return [part] if key in evaluated else []
    if isinstance(part, dict):
        return [text for name, value in part.items() for text in expressions(value, name)]
    if isinstance(part, list):
        return [text for value in part for text in expressions(value, key)]
    return []
