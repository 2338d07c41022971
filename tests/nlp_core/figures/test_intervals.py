"""Intervals: their colour says whether they leave zero out."""

from nlp_core.figures.intervals import intervals
from nlp_core.figures.palette import NEGATIVE, POSITIVE, REFERENCE
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

TITLES = {"x_title": "difference", "name_title": "method", "low_title": "low", "high_title": "high"}


def test_colours_and_texts() -> None:
    figure = intervals(
        ["a", "b", "c"], [0.2, -0.3, 0.01], [0.1, -0.4, -0.1], [0.3, -0.2, 0.1], **TITLES
    )
    rows = figure.chart["layer"][0]["data"]["values"]
    assert [row["colour"] for row in rows] == [POSITIVE, NEGATIVE, REFERENCE]
    for width in (PHONE, STAGE):
        assert {"a", "b", "c", "+0.200", "-0.300", "+0.010"} <= set(texts(svg(figure, width)))
    assert figure.table["low"] == [0.1, -0.4, -0.1]


def test_all_equal() -> None:
    assert svg(intervals(["a"], [0.0], [0.0], [0.0], **TITLES))
