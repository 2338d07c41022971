import json

import pytest

from nlp_core.figures.grid import number_grid

TITLES = {"row_title": "문서", "column_title": "단어", "value_title": "횟수"}


def test_every_cell_stands_in_the_table_and_the_chart() -> None:
    figure = number_grid([[1, 0], [2, 3]], rows=["a", "b"], columns=["가", "가"], **TITLES)
    assert figure.table == {
        "문서": ["a", "a", "b", "b"],
        "단어": ["가", "가", "가", "가"],
        "횟수": [1, 0, 2, 3],
    }
    assert [cell["value"] for cell in figure.chart["data"]["values"]] == [1, 0, 2, 3]
    json.dumps(figure.chart)


def test_frames_are_layers() -> None:
    plain = number_grid([[1, 0]], rows=["a"], columns=["x", "y"], **TITLES)
    framed = number_grid(
        [[1, 0]], rows=["a"], columns=["x", "y"], marked=[1, 1], last_row_apart=True, **TITLES
    )
    assert len(framed.chart["layer"]) == len(plain.chart["layer"]) + 2


def test_names_must_fit() -> None:
    with pytest.raises(ValueError, match="values for"):
        number_grid([[1, 0]], rows=["a"], columns=["x"], **TITLES)
