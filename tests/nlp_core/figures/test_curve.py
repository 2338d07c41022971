"""Curves draw what can be drawn and keep everything in the table."""

import math

import vl_convert

from nlp_core.figures.curve import Series, curves

LINE = Series("a", [1, 2, 3], [0.5, math.nan, 0.25], low=[0.4, 0.1, 0.2], high=[0.6, 0.2, 0.3])


def test_numbers_that_are_none_stay_in_the_table_alone() -> None:
    figure = curves([LINE], x_title="x", y_title="y", name_title="n")
    assert [row["y"] for row in figure.chart["data"]["values"]] == [0.5, 0.25]
    assert len(figure.table["y"]) == 3 and math.isnan(figure.table["y"][1])


def test_a_log_axis_leaves_out_what_it_cannot_show() -> None:
    figure = curves([Series("a", [1, 2], [0.0, 1.0])], x_title="x", y_title="y", y_log=True)
    assert [row["y"] for row in figure.chart["data"]["values"]] == [1.0]


def test_two_lines_differ_in_more_than_colour() -> None:
    figure = curves([LINE, Series("b", [1], [1.0])], x_title="x", y_title="y")
    dash = figure.chart["layer"][-1]["encoding"]["strokeDash"]["scale"]["range"]
    assert dash[0] != dash[1]


def test_references_are_written_on_and_the_spec_is_valid() -> None:
    figure = curves([LINE], x_title="x", y_title="y", references={"chance": 0.3}, x_values=[1, 3])
    assert "chance" in vl_convert.vegalite_to_svg({**figure.chart, "width": 400})
