"""Grids keep every number, mark copies, and survive any shape."""

import json

import numpy as np
import pytest

from nlp_core.figures.memory import memory
from nlp_core.figures.panels import Panel, panels

WORDS = {
    "own_name": 'its "own"',
    "copy_name": "copy",
    "tensor_title": "tensor",
    "place_title": "place",
    "value_title": "value",
}


def test_copies_know_where_they_come_from() -> None:
    column = np.broadcast_to(np.arange(3.0).reshape(3, 1), (3, 2))
    figure = panels([Panel("a", column, stretched=(1,))], slider="stretch", **WORDS)
    cells = figure.chart["data"]["values"]
    assert [cell["copy"] for cell in cells] == [False, True] * 3
    assert all(cell["fromX"] == cells[0]["x"] for cell in cells)
    assert [cell["fromY"] for cell in cells] == [cell["y"] for cell in cells]
    assert figure.chart["params"][0]["bind"]["name"] == "stretch "


def test_no_slider_where_nothing_is_stretched() -> None:
    figure = panels([Panel("a", np.ones((2, 2)))], slider="stretch", **WORDS)
    assert "bind" not in figure.chart["params"][0]


@pytest.mark.parametrize(
    "shape", [(), (0,), (3,), (2, 0), (20, 30), (2, 3, 4), (2, 3, 2, 2), (0, 2, 2, 2)]
)
def test_any_shape_is_drawn_and_tabled(shape: tuple[int, ...]) -> None:
    values = np.arange(float(np.prod(shape, dtype=int))).reshape(shape)
    figure = panels([Panel("a", values), Panel("b", values, sign="=")], **WORDS)
    assert len(figure.table["value"]) == 2 * values.size
    assert figure.chart["height"] > 0
    json.dumps(figure.chart)


def test_memory_colours_by_place() -> None:
    words = {"memory_name": "m", "window_name": "w", "place_title": "p", "value_title": "v"}
    places = np.array([[0, 4], [1, 5]])
    figure = memory(places, places.astype(float), 8, **words)
    rows = figure.chart["data"]["values"]
    assert [row["used"] for row in rows[:8]] == [i in (0, 1, 4, 5) for i in range(8)]
    assert figure.table["p"] == [0, 4, 1, 5]
