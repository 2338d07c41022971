"""A ranking beside its curves: both halves on a stage and on a phone, learners' words as data."""

import pytest

from nlp_core.figures.ranked import Bar, ranking_and_curves
from nlp_core.figures.ranked_curves import Curve
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

TITLES = {"x_title": "score", "count_title": "tf", "added_title": "adds", "name_title": "text"}
BARS = [Bar("1. first", [2.0, 1.0], [3, 1], "▲2"), Bar("2. second", [0.0, 0.5], [0, 2])]
CURVES = [Curve("rare", [0.0, 1.5, 2.0]), Curve("common", [0.0, 0.4, 0.6])]


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_everything_is_written(width: int) -> None:
    figure = ranking_and_curves(BARS, CURVES, [0, 1, 2], headline="First: first", **TITLES)
    drawn = texts(svg(figure, width, 560))
    assert {"1. first", "2. second", "3.00 ▲2", "0.50", "rare", "common", "tf"} <= set(drawn)
    assert "adds" in drawn and any("First" in text for text in drawn)
    assert figure.table["score"] == [3.0, 0.5]
    assert figure.table["rare"] == [2.0, 0.0]


def test_words_without_a_curve_share_a_part() -> None:
    figure = ranking_and_curves(BARS, [CURVES[0], Curve("2 others", None)], [0, 1, 2], **TITLES)
    assert "2 others" in texts(svg(figure))


def test_a_name_twice_keeps_both_columns() -> None:
    figure = ranking_and_curves(BARS, [Curve("text", [0, 1, 2]), CURVES[1]], [0, 1, 2], **TITLES)
    assert len(figure.table) == 4


def test_what_a_learner_wrote_is_data() -> None:
    bad = "'); alert(1) //\\"
    bars = [Bar(bad, [1.0], [1])]
    assert bad in texts(svg(ranking_and_curves(bars, [Curve(bad, [0, 1])], [0, 1], **TITLES)))[:9]


def test_nothing_found_is_drawn_too() -> None:
    assert svg(ranking_and_curves([], [Curve("a", [0.0, 1.0])], [0, 1], **TITLES))
    assert svg(
        ranking_and_curves([Bar("a", [0.0], [0])], [Curve("a", [0.0, 0.0])], [0, 1], **TITLES)
    )
