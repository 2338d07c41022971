import re
from typing import Any

import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import NEGATIVE, POSITIVE, TINT_FIXED
from nlp_core.figures.waterfall import Term, waterfall
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts


def drawn_rows(figure: Figure) -> list[dict[str, Any]]:
    return figure.chart["layer"][0]["data"]["values"]


def draw(values: list[float], **options: object) -> Figure:
    terms = [Term(f"w{i}", value, note=f"n{i}") for i, value in enumerate(values)]
    words = {name: name for name in ("x_title", "name_title", "value_title", "sum_title")}
    return waterfall(terms, total="sum", rest="{} more", note_title="note", **words, **options)


def test_each_bar_starts_where_the_last_one_ended() -> None:
    figure = draw([0.5, 1.0, -2.0, 0.25])
    rows = drawn_rows(figure)
    assert [(row["low"], row["high"]) for row in rows] == [
        (0.0, 0.5),
        (0.5, 1.5),
        (-0.5, 1.5),
        (-0.5, -0.25),
        (-0.25, 0.0),
    ]
    sides = [POSITIVE, POSITIVE, NEGATIVE, POSITIVE, TINT_FIXED]
    assert [row["colour"] for row in rows] == sides
    assert rows[-1]["value"] == -0.25


def test_the_table_keeps_every_term_and_the_running_sum() -> None:
    figure = draw([0.5, 1.0, -2.0], limit=0)
    assert figure.table["value_title"] == [0.5, 1.0, -2.0]
    assert figure.table["sum_title"] == pytest.approx([0.5, 1.5, -0.5])
    assert figure.table["note"] == ["n0", "n1", "n2"]


def test_small_terms_are_gathered_and_nothing_is_lost() -> None:
    values = [0.1, *(0.01 * i for i in range(30)), -3.0]
    figure = draw(values, limit=5)
    rows = drawn_rows(figure)
    assert len(rows) == 1 + 5 + 1 + 1
    names = figure.chart["params"][[p["name"] for p in figure.chart["params"]].index("row_names")]
    assert names["value"][-2:] == ["26 more", "sum"]
    assert rows[-1]["value"] == pytest.approx(sum(values))
    drawn = names["value"][:-2]
    assert drawn == sorted(drawn, key=lambda name: int(name[1:]))  # in their own order
    assert "w31" in drawn


def test_marked_terms_are_outlined() -> None:
    rows = drawn_rows(draw([0.0, 1.0, 2.0], marked={"w1"}))
    assert [row["marked"] for row in rows] == [False, True, False, False]


def test_only_a_start() -> None:
    rows = drawn_rows(draw([0.0]))
    assert [row["value"] for row in rows] == [0.0, 0.0]


def test_words_come_in_reading_order_and_the_sum_last() -> None:
    figure = draw([0.5, 1.0, -2.0, 0.25], headline="positive 69%")
    for width in (PHONE, STAGE):
        drawn = texts(svg(figure, width, 420))
        names = [text for text in drawn if text in {"w0", "w1", "w2", "w3", "sum"}]
        assert names[-5:] == ["w0", "w1", "w2", "w3", "sum"]
        assert "positive 69%" in drawn


def test_a_marked_bar_says_why_where_there_is_room() -> None:
    figure = draw([0.0, 1.0, -2.0], marked={"w1"}, marked_note="tipped it")
    assert "+1.00 tipped it" in texts(svg(figure, STAGE))
    assert "+1.00" in texts(svg(figure, PHONE))
    assert "−2.00" in texts(svg(figure, STAGE))


def test_an_amount_and_what_is_left_of_it_have_no_plus() -> None:
    drawn = texts(svg(draw([9.0, -2.0, 1.0], from_amount=True), STAGE))
    assert {"9.00", "−2.00", "+1.00", "8.00"} <= set(drawn)
    assert "+9.00" in texts(svg(draw([9.0, -2.0, 1.0]), STAGE))


def test_the_last_number_of_the_axis_is_whole() -> None:
    drawn = svg(draw([109.1, -19.4, -26.0, -52.0]), 640)
    assert re.search(r'<text text-anchor="end"[^>]*>120</text>', drawn), "it would be cut"
    assert re.search(r'<text text-anchor="middle"[^>]*>100</text>', drawn)
