"""Curves draw what can be drawn and keep everything in the table."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.line_ends import nudged
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

LINE = Series("a", [1, 2, 3], [0.5, math.nan, 0.25], low=[0.4, 0.1, 0.2], high=[0.6, 0.2, 0.3])


def strokes(figure: Figure) -> dict[str, Any]:
    return next(one for one in figure.chart["layer"] if one.get("mark", {}).get("type") == "line")


def test_numbers_that_are_none_stay_in_the_table_alone() -> None:
    figure = curves([LINE], x_title="x", y_title="y", name_title="n")
    assert strokes(figure)["data"]["values"][0]["y"] == [0.5, 0.25]
    assert len(figure.table["y"]) == 3 and math.isnan(figure.table["y"][1])


def test_a_log_axis_leaves_out_what_it_cannot_show() -> None:
    figure = curves([Series("a", [1, 2], [0.0, 1.0])], x_title="x", y_title="y", y_log=True)
    assert strokes(figure)["data"]["values"][0]["y"] == [1.0]


def test_two_lines_differ_in_more_than_colour() -> None:
    figure = curves([LINE, Series("b", [1], [1.0])], x_title="x", y_title="y")
    dash = strokes(figure)["encoding"]["strokeDash"]["scale"]["range"]
    assert dash[0] != dash[1]


def test_names_stand_at_the_ends_of_up_to_six_lines() -> None:
    for count in (2, 6, 7):
        lines = [Series(f"line {i}", [1, 2], [1.0, 1.0 + i]) for i in range(count)]
        figure = curves(lines, x_title="x", y_title="y")
        for width in (PHONE, STAGE):
            drawn = re.findall(r'font-size="(\d+)[^>]*>line \d', svg(figure, width))
            shown = [int(size) for size in drawn if int(size) > 5]
            assert len(shown) in (count, 2 * count)  # a name at an end has a rim of its own


def test_the_plot_ends_where_the_lines_do() -> None:
    """Strokes that lie inside it would look like the lines going on."""
    lines = [Series(f"line {i}", [1, 600, 1201], [0, i, i]) for i in (1, 2)]
    drawn = svg(curves(lines, x_title="x", y_title="y"), STAGE)
    tied = {float(x) for x in re.findall(r'"x1: ([\d.]+); y1', drawn)}
    (edge,) = {float(x) for x in re.findall(r'"translate\(0,-?\d+\)" x2="([\d.]+)"', drawn)} - {0.0}
    assert tied and all(abs(x - edge) < 1 for x in tied)


def test_a_share_starts_at_zero_unless_that_flattens_it() -> None:
    def lowest(values: list[float]) -> float:
        figure = curves([Series("a", [1, 2], values)], x_title="x", y_title="y")
        return figure.chart["layer"][0]["encoding"]["y"]["scale"]["domain"][0]

    assert lowest([0.2, 0.9]) == 0
    assert lowest([0.95, 0.97]) > 0.9


def test_one_point_or_none_is_drawn() -> None:
    for values in ([], [1.0], [math.nan]):
        line = Series("a", [1] * len(values), values)
        assert svg(curves([line, line], x_title="x", y_title="y"))


def test_references_are_written_on() -> None:
    figure = curves([LINE], x_title="x", y_title="y", references={"chance": 0.3}, x_values=[1, 3])
    assert "chance" in texts(svg(figure))


def test_given_places_are_written_as_they_are() -> None:
    words = {"x_title": "x", "y_title": "y"}
    shares = svg(curves([Series("a", [0.15, 0.25, 0.4], [1, 2, 3])], x_values=[0.15, 0.4], **words))
    assert {"0.15", "0.4"} <= set(texts(shares))
    layers = svg(curves([Series("a", [1, 2, 3], [10, 20, 30])], x_values=[1, 2, 3], **words))
    assert {"1", "3"} <= set(texts(layers)) and "1.0" not in texts(layers)


def test_of_two_references_close_together_the_lower_is_named_below() -> None:
    def sides(**named: float) -> list[str]:
        figure = curves([LINE], x_title="x", y_title="y", y_domain=(0, 4), references=named)
        marks = [one["mark"] for one in figure.chart["layer"]]
        return [one["baseline"] for one in marks if isinstance(one, dict) and "dy" in one][::2]

    assert sides(a=1.0, b=2.0) == ["bottom", "bottom"]
    assert sides(a=1.1, b=1.0) == ["bottom", "top"]
    assert sides(a=1.0, b=1.0) == ["bottom", "top"]


def sides(line: Sequence[float], **named: float) -> list[tuple[str, str]]:
    """Where the names of references stand, beside a line from the left end to the right."""
    series = [Series("a", range(len(line)), line)]
    figure = curves(series, x_title="x", y_title="y", y_domain=(0, 4), references=named)
    marks = [one["mark"] for one in figure.chart["layer"]]
    named_at = [one for one in marks if isinstance(one, dict) and "dy" in one][::2]
    return [(one["align"], one["baseline"]) for one in named_at]


def test_a_reference_is_named_where_no_line_passes() -> None:
    assert sides([3.0, 0.5], a=2.0) == [("right", "bottom")]
    assert sides([3.5, 1.2], a=1.0) == [("right", "top")]  # the line ends just above
    assert sides([3.5, 1.0, 1.0], a=1.0) == [("left", "bottom")]  # it runs along it there
    assert sides([0.9, 1.0, 1.0], a=1.0) == [("left", "bottom")]
    assert sides([1.0, 1.0, 3.5], a=1.0) == [("right", "bottom")]
    assert sides([3.5, 1.5], a=1.3, b=1.1) == [("left", "bottom"), ("right", "top")]


def test_two_names_do_not_meet() -> None:
    assert sides([3.5, 3.5], a=1.5, b=1.1) == [("right", "bottom"), ("right", "bottom")]
    hidden_above = [0.0, 0.0, 0.0, 0.0, 0.0, 1.75, 1.75]  # so that a's name goes below, and b's too
    assert sides(hidden_above, a=1.4, b=1.0) == [("right", "top"), ("right", "top")]


def test_the_last_given_place_is_written_whatever_its_digits() -> None:
    places = [30_144, 194_304]
    figure = curves(
        [Series("a", places, [3.5, 1.5])], x_title="x", y_title="y", x_log=True, x_values=places
    )
    assert "194,304" in texts(svg(figure, STAGE))


def test_names_are_nudged_apart_and_stay_inside() -> None:
    places = nudged([0.99, 0.5, 0.98, 0.51, 0.97], 0.1)
    ordered = sorted(places)
    assert all(b - a > 0.099 for a, b in pairwise(ordered))
    assert min(places) >= 0 and max(places) <= 1.0000001


def test_what_lies_outside_a_given_domain_is_left_out_and_kept_in_the_table() -> None:
    line = Series("a", [0, 1, 2, 3], [1.0, 1e-3, 1e-30, 1e40])
    words = {"x_title": "x", "y_title": "y"}
    drawn = curves([line], y_log=True, y_domain=(1e-6, 1e6), **words)
    assert drawn.chart["layer"][0]["data"]["values"][0]["x"] == [0.0, 1.0]
    assert drawn.table["y"] == [1.0, 1e-3, 1e-30, 1e40]


def test_an_axis_of_many_powers_names_them() -> None:
    line = Series("a", [0, 1], [1.0, 1e-12])
    wide = texts(svg(curves([line], y_log=True, x_title="x", y_title="y")))
    assert "10⁻¹⁰" in wide and "1" in wide and not any("e-" in text for text in wide)
    near = texts(svg(curves([Series("a", [0, 1], [1, 100])], y_log=True, x_title="x", y_title="y")))
    assert "100" in near
