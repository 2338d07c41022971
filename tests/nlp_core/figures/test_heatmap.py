"""The heatmap keeps rows as queries, outlines gold, and carries every number in its table."""

import json

import numpy as np
import pytest

from nlp_core.figures.heatmap import READABLE, attention_map

WORDS = {"row_title": "written", "column_title": "read", "value_title": "weight"}


def test_cells_table_and_gold() -> None:
    weights = np.array([[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]])
    figure = attention_map(
        weights, rows=["a", "a", "b"], columns=["x", "y"], gold={(1, 1)}, gold_title="gold", **WORDS
    )
    cells = figure.chart["layer"][0]["data"]["values"]
    assert cells[3] == {"row": 1, "column": 1, "value": 0.8}
    assert figure.table["written"] == ["a", "a", "a", "a", "b", "b"]
    assert figure.table["read"] == ["x", "y"] * 3
    assert figure.table["gold"] == [False, False, False, True, False, False]
    outlined = figure.chart["layer"][-1]["data"]["values"]
    assert outlined == [{"row": 1, "column": 1}]


def test_words_cannot_leave_their_quotes() -> None:
    nasty = ['"]; alert(1); ["', "\\", "<b>", "😀", "'"]
    figure = attention_map(np.eye(5), rows=nasty, columns=nasty, **WORDS)
    expression = figure.chart["layer"][0]["layer"][0]["encoding"]["y"]["axis"]["labelExpr"]
    assert json.loads(expression.removesuffix("[datum.value]")) == nasty
    json.dumps(figure.chart)


def test_values_are_written_only_while_readable() -> None:
    def layers(size: int) -> int:
        names = [str(i) for i in range(size)]
        chart = attention_map(np.eye(size), rows=names, columns=names, **WORDS).chart
        return len(chart["layer"][0]["layer"])

    assert layers(READABLE) == 2
    assert layers(READABLE + 1) == 1


def test_signed_is_centred_on_zero_and_selection_is_named() -> None:
    figure = attention_map(
        np.array([[-2.0, 1.0]]), rows=["a"], columns=["x", "y"], signed=True, select=True, **WORDS
    )
    layer = figure.chart["layer"][0]["layer"][0]
    assert layer["encoding"]["color"]["scale"]["domain"] == [-2.0, 2.0]
    assert figure.select == ("cell",)
    assert layer["params"][0]["name"] == "cell"


def test_wrong_sizes_and_equal_titles_are_refused() -> None:
    with pytest.raises(ValueError, match="2 rows"):
        attention_map(np.eye(3), rows=["a", "b"], columns=["x", "y", "z"], **WORDS)
    with pytest.raises(ValueError, match="title"):
        attention_map(
            np.eye(1), rows=["a"], columns=["b"], row_title="x", column_title="x", value_title="v"
        )
