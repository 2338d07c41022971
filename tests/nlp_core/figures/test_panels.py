"""Grids keep every number, mark copies, and survive any shape."""

import json
from typing import Any

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.panels import SLIDES, Panel, panels
from nlp_core.figures.tensor_storage import memory
from tests.nlp_core.figures.drawn import PHONE, svg, texts

WORDS = {
    "own_name": 'its "own"',
    "copy_name": "copy",
    "tensor_title": "tensor",
    "place_title": "place",
    "value_title": "value",
}


def cells(figure: Figure) -> list[dict[str, Any]]:
    return figure.chart["layer"][0]["data"]["values"]


def test_copies_know_where_they_come_from() -> None:
    column = np.broadcast_to(np.arange(3.0).reshape(3, 1), (3, 2))
    figure = panels([Panel("a", column, stretched=(1,))], slider="stretch", **WORDS)
    rows = cells(figure)
    assert [cell["copy"] for cell in rows] == [False, True] * 3
    assert all(cell["fromX"] == rows[0]["x"] for cell in rows)
    assert [cell["fromY"] for cell in rows] == [cell["y"] for cell in rows]
    frame = next(one for one in figure.chart["params"] if one["name"] == "frame")
    assert (frame["value"], frame["bind"]["max"]) == (0, SLIDES)


def test_copies_lie_on_what_they_copy_until_they_slide() -> None:
    row = np.broadcast_to(np.arange(2.0), (3, 2))
    figure = panels([Panel("a", row, stretched=(0,))], slider="stretch", **WORDS)
    assert svg(figure) != svg(figure, frame=SLIDES)
    assert {'its "own"', "copy", "a"} <= {
        text.replace("&quot;", '"') for text in texts(svg(figure))
    }


def test_no_slider_and_no_legend_where_nothing_is_stretched() -> None:
    figure = panels([Panel("a", np.ones((2, 2)))], slider="stretch", **WORDS)
    assert not any("bind" in one for one in figure.chart["params"])
    assert "copy" not in texts(svg(figure))


def test_what_is_not_drawn_is_dotted() -> None:
    drawn = texts(
        svg(panels([Panel("a", np.ones((20, 3))), Panel("b", np.ones((3, 20)))], **WORDS))
    )
    assert drawn.count("⋮") == drawn.count("⋯") == 1


@pytest.mark.parametrize(
    "shape", [(), (0,), (3,), (2, 0), (20, 30), (2, 3, 4), (2, 3, 2, 2), (0, 2, 2, 2)]
)
def test_any_shape_is_drawn_and_tabled(shape: tuple[int, ...]) -> None:
    values = np.arange(float(np.prod(shape, dtype=int))).reshape(shape)
    figure = panels([Panel("a", values), Panel("b", values, sign="=")], **WORDS)
    assert len(figure.table["value"]) == 2 * values.size
    assert figure.chart["height"] > 0
    json.dumps(figure.chart)
    assert {"a", "b", "="} <= set(texts(svg(figure, PHONE)))


def test_memory_colours_by_place() -> None:
    words = {"memory_name": "m", "window_name": "w", "place_title": "p", "value_title": "v"}
    places = np.array([[0, 4], [1, 5]])
    figure = memory(places, places.astype(float), 8, **words)
    assert [row["used"] for row in cells(figure)[:8]] == [i in (0, 1, 4, 5) for i in range(8)]
    assert figure.table["p"] == [0, 4, 1, 5]
    assert {"m", "w", "7"} <= set(texts(svg(figure, PHONE)))
