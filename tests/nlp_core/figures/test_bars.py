import pytest
import vl_convert

from nlp_core.figures.bars import diverging, moves, named_bars
from nlp_core.figures.figure import Figure

FIGURES = {
    "named": named_bars(
        ["a", "b"],
        [0.9, 0.5],
        x_title="accuracy",
        name_title="model",
        domain=(0, 1),
        references={"majority": 0.5},
    ),
    "diverging": diverging(["a", "a"], [1.5, -2.0], x_title="share", name_title="word"),
    "moves": moves(
        ["a", "b"],
        [1.0, -1.0],
        [0.5, 1.0],
        x_title="odds",
        name_title="sentence",
        before_title="before",
        after_title="after",
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_the_spec_is_good_vega_lite(name: str) -> None:
    chart = FIGURES[name].chart
    assert vl_convert.vegalite_to_vega(chart)
    assert not {"config", "width", "background"} & set(chart)


@pytest.mark.parametrize("name", FIGURES)
def test_the_axis_is_named(name: str) -> None:
    layers = FIGURES[name].chart["layer"]
    titles = {layer["encoding"]["x"].get("title") for layer in layers if "x" in layer["encoding"]}
    assert titles in ({"accuracy"}, {"share"}, {"odds"})


def rows(figure: Figure) -> list[dict[str, object]]:
    return figure.chart["data"]["values"]


def test_the_table_holds_the_numbers() -> None:
    assert FIGURES["named"].table == {"model": ["a", "b"], "accuracy": [0.9, 0.5]}
    assert FIGURES["moves"].table["after"] == [0.5, 1.0]


def test_equal_names_keep_rows_of_their_own() -> None:
    assert [row["row"] for row in rows(FIGURES["diverging"])] == ["000a", "001a"]
    assert [row["side"] for row in rows(FIGURES["diverging"])] == ["plus", "minus"]


def test_nothing_to_draw_is_an_empty_chart() -> None:
    empty = diverging([], [], x_title="share", name_title="word")
    assert vl_convert.vegalite_to_vega(empty.chart)
