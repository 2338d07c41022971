"""Ratios stand around 1: direction, ends without a number, and the words of both sides."""

import math

import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.ratios import ratio_rows, written
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

WORDS = {
    "sides": ("with steam", "with ice"),
    "counted_title": "counted",
    "published_title": "published",
    "said_title": "learned",
    "x_title": "ratio",
    "name_title": "k",
    "never": "meets neither",
}


def drawn(counted: list[float], **more: object) -> Figure:
    names = [f"row {i}" for i in range(len(counted))]
    return ratio_rows(names, counted, **(WORDS | more))  # type: ignore[arg-type]


def bars(figure: Figure) -> list[dict[str, float]]:
    found = next(one for one in figure.chart["layer"] if "layer" in one)
    return found["data"]["values"]


def test_a_bar_is_the_logarithm_of_its_ratio() -> None:
    found = bars(drawn([100.0, 0.1, 1.0]))
    assert [one["end"] for one in found] == [2.0, -1.0, 0.0]


def test_what_is_no_number_is_told_and_not_drawn_as_one() -> None:
    figure = drawn([math.inf, 0.0, math.nan, 50.0])
    up, down, nothing, _ = bars(figure)
    assert up["end"] == -down["end"] > 2 and nothing["end"] == 0
    for width in (PHONE, STAGE):
        assert {"∞", "0", "meets neither", "50"} <= set(texts(svg(figure, width)))


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_both_sides_and_all_bars_are_named(width: int) -> None:
    figure = drawn([9.0, 0.2], published=[8.9, 0.085], said=[[1.0, 1.0], [3.0, 0.5]])
    shown = set(texts(svg(figure, width)))
    assert {"← with steam", "with ice →", "counted", "published", "learned"} <= shown
    assert {"8.9", "0.085", "row 0", "row 1"} <= shown
    assert list(figure.table) == ["k", "counted", "published", "learned"]
    assert figure.table["learned"] == [3.0, 0.5]


def test_many_moments_are_thinned_and_the_last_is_kept() -> None:
    said = [[1.0 + i] for i in range(100)]
    figure = drawn([5.0], said=said, captions=[f"step {i}" for i in range(100)], play="play")
    moving = next(one["value"] for one in figure.chart["params"] if one["name"] == "said")
    assert len(moving[0]) <= 30 and moving[0][-1] == pytest.approx(2.0)
    assert "step 99" in texts(svg(figure))


def test_ratios_are_written_short() -> None:
    assert written(0.0101) == "0.0101" and written(357.06) == "357"
