import pytest
import vl_convert

from nlp_core.figures.figure import Figure
from nlp_core.figures.waterfall import Term, waterfall


def draw(values: list[float], **options: object) -> Figure:
    terms = [Term(f"w{i}", value, note=f"n{i}") for i, value in enumerate(values)]
    words = {name: name for name in ("x_title", "name_title", "value_title", "sum_title")}
    return waterfall(terms, total="sum", rest="{} more", note_title="note", **words, **options)


def test_each_bar_starts_where_the_last_one_ended() -> None:
    figure = draw([0.5, 1.0, -2.0, 0.25])
    rows = figure.chart["data"]["values"]
    assert [(row["low"], row["high"]) for row in rows] == [
        (0.0, 0.5),
        (0.5, 1.5),
        (-0.5, 1.5),
        (-0.5, -0.25),
        (-0.25, 0.0),
    ]
    assert [row["side"] for row in rows] == ["plus", "plus", "minus", "plus", "total"]
    assert rows[-1]["value"] == -0.25
    assert vl_convert.vegalite_to_vega(figure.chart)


def test_the_table_keeps_every_term_and_the_running_sum() -> None:
    figure = draw([0.5, 1.0, -2.0], limit=0)
    assert figure.table["value_title"] == [0.5, 1.0, -2.0]
    assert figure.table["sum_title"] == pytest.approx([0.5, 1.5, -0.5])
    assert figure.table["note"] == ["n0", "n1", "n2"]


def test_small_terms_are_gathered_and_nothing_is_lost() -> None:
    values = [0.1, *(0.01 * i for i in range(30)), -3.0]
    figure = draw(values, limit=5)
    rows = figure.chart["data"]["values"]
    assert len(rows) == 1 + 5 + 1 + 1
    assert rows[-2]["row"].endswith("26 more")
    assert rows[-1]["value"] == pytest.approx(sum(values))
    drawn = [row["row"][3:] for row in rows[:-2]]
    assert drawn == sorted(drawn, key=lambda name: int(name[1:]))  # in their own order
    assert "w31" in drawn


def test_marked_terms_are_outlined() -> None:
    rows = draw([0.0, 1.0, 2.0], marked={"w1"}).chart["data"]["values"]
    assert [row["marked"] for row in rows] == [False, True, False, False]


def test_only_a_start() -> None:
    rows = draw([0.0]).chart["data"]["values"]
    assert [row["value"] for row in rows] == [0.0, 0.0]
