"""Bars with their spread: what is drawn, what the table keeps, and where no diamond is."""

from dataclasses import replace

from nlp_core.figures.spread_bars import Spread, spread_bars
from tests.nlp_core.figures.drawn import PHONE, STAGE, positions, svg, texts

WORDS = {
    "x_title": "share right",
    "name_title": "part",
    "low_title": "lowest",
    "high_title": "highest",
    "bar_title": "trained without",
    "other_title": "taken out",
}
ROWS = [
    Spread("whole", 0.9, 0.85, 0.95, "#2F74C0"),
    Spread("no norm", 0.4, 0.2, 0.5, "#7A828C", other=0.0, marked=True),
]


def test_values_names_and_marks_are_drawn_at_every_width() -> None:
    figure = spread_bars(ROWS, reference={"the whole": 0.9}, **WORDS)
    for width in (PHONE, STAGE):
        drawn = svg(figure, width)
        assert {"whole", "no norm", "0.90", "0.40", "the whole"} <= set(texts(drawn))
        assert {"trained without", "taken out"} <= set(texts(drawn))
    assert figure.table["lowest"] == [0.85, 0.2] and figure.table["taken out"] == [None, 0.0]


def test_without_a_second_number_there_is_neither_diamond_nor_legend() -> None:
    figure = spread_bars([replace(one, other=None) for one in ROWS], **WORDS)
    assert "taken out" not in figure.table
    assert "taken out" not in texts(svg(figure))


def test_a_value_stands_by_its_bar_unless_a_diamond_stands_there() -> None:
    bar = Spread("bar", 0.5, 0.49, 0.52, "#2F74C0")
    for width in (PHONE, STAGE):
        plain, far, near = (
            positions(svg(spread_bars([replace(bar, other=at)], **WORDS), width))["0.50"][0]
            for at in (None, 0.95, 0.55)
        )
        assert plain == far < near
