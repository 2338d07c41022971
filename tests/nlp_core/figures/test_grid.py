import pytest

from nlp_core.figures.grid import number_grid
from tests.nlp_core.figures.drawn import PHONE, svg, texts

TITLES = {"row_title": "문서", "column_title": "단어", "value_title": "횟수"}


def test_every_cell_stands_in_the_table_and_the_chart() -> None:
    figure = number_grid([[1, 0], [2, 3]], rows=["a", "b"], columns=["가", "가"], **TITLES)
    assert figure.table == {
        "문서": ["a", "a", "b", "b"],
        "단어": ["가", "가", "가", "가"],
        "횟수": [1, 0, 2, 3],
    }
    drawn = texts(svg(figure))
    assert [text for text in drawn if text in "0123"] == ["1", "2", "3", "0"]
    assert drawn.count("가") == 2 and {"문서", "단어"} <= set(drawn)


def test_frames_are_layers() -> None:
    plain = number_grid([[1, 0]], rows=["a"], columns=["x", "y"], **TITLES)
    framed = number_grid(
        [[1, 0]], rows=["a"], columns=["x", "y"], marked=[1, 1], last_row_apart=True, **TITLES
    )
    assert len(framed.chart["layer"]) == len(plain.chart["layer"]) + 2


def test_one_cell_is_framed_under_a_headline() -> None:
    figure = number_grid(
        [[1, 0]], rows=["a"], columns=["x", "y"], cell=(0, 1), headline="a, y: 0", **TITLES
    )
    frame = figure.chart["layer"][-1]
    assert frame["data"]["values"] == [{"row": 0, "column": 1}]
    assert set(frame["encoding"]) == {"x", "y"}
    assert "a, y: 0" in texts(svg(figure))


@pytest.mark.parametrize("value_format", ["d", ".2f", ".3g"])
def test_numbers_are_written_in_their_format(value_format: str) -> None:
    figure = number_grid(
        [[1, 2]], rows=["a"], columns=["x", "y"], value_format=value_format, **TITLES
    )
    wanted = {"d": "2", ".2f": "2.00", ".3g": "2.00"}[value_format]
    assert wanted in texts(svg(figure))


def test_a_phone_fits_the_grid_without_numbers_too_small_to_read() -> None:
    columns = [f"word{i}" for i in range(40)]
    figure = number_grid([list(range(40))], rows=["a"], columns=columns, **TITLES)
    drawn = svg(figure, PHONE)
    assert 'width="326"' in drawn
    assert "39" not in texts(drawn)


def test_an_empty_grid_is_drawn() -> None:
    assert svg(number_grid([[], []], rows=["a", "b"], columns=[], **TITLES))


def test_names_must_fit() -> None:
    with pytest.raises(ValueError, match="values for"):
        number_grid([[1, 0]], rows=["a"], columns=["x"], **TITLES)
