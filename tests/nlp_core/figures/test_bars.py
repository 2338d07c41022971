"""Bars stand in the order given, start at zero and fit a phone."""

import re
from typing import Any

import pytest

from nlp_core.figures.bars import diverging, named_bars
from nlp_core.figures.figure import Figure
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts, vega


def named(**options: Any) -> Figure:
    words = {"x_title": "accuracy", "name_title": "model"}
    return named_bars(["b", "a", "b"], [0.9, 0.5, 0.1], **(words | options))


def rows(figure: Figure) -> list[dict[str, Any]]:
    return next(layer["data"]["values"] for layer in figure.chart["layer"])


def axis_labels(figure: Figure, *wanted: str) -> list[str]:
    return [text for text in texts(svg(figure)) if text in wanted]


def test_rows_keep_their_order_and_equal_names_their_places() -> None:
    assert axis_labels(named(), "a", "b") == ["b", "a", "b"]
    scale = next(one for one in vega(named())["scales"] if one["name"] == "y")
    assert scale["domain"] == [0, 1, 2]


def test_a_hundred_rows_are_not_sorted_as_text() -> None:
    names = [f"row {i}" for i in range(101)]
    figure = diverging(names, [1.0] * 101, x_title="x", name_title="n")
    assert [text for text in texts(svg(figure)) if text.startswith("row")] == names


def test_counts_start_at_zero() -> None:
    figure = named_bars(["a"], [3], x_title="n", name_title="m", whole_numbers=True)
    assert {"0", "3", "n"} <= set(texts(svg(figure)))
    assert not any(text.startswith("−") for text in texts(svg(figure)))
    signals = {one["name"]: one.get("update") for one in vega(figure)["signals"]}
    assert signals["low_end"].startswith("0.0 - 0 ")


def test_a_signed_axis_has_a_tick_at_zero() -> None:
    figure = diverging(["a", "b"], [0.31, -0.24], x_title="share", name_title="word")
    for width in (PHONE, STAGE):
        assert {"0.0", "0", "0.00"} & set(texts(svg(figure, width)))


def test_names_stand_above_their_bars_on_a_phone_and_beside_them_elsewhere() -> None:
    name = "a rather long name for a phone"
    figure = named_bars([name], [1.0], x_title="x", name_title="n")
    for width, above in ((PHONE, True), (STAGE, False)):
        drawn = svg(figure, width)
        place = re.search(rf"<text text-anchor=\"(\w+)\"[^>]*>{name}</text>", drawn)
        assert place and place[1] == ("start" if above else "end")


def test_references_are_named_apart() -> None:
    figure = named(domain=(0, 1), references={"majority": 0.5, "chance": 0.45, "ceiling": 1})
    drawn = svg(figure)
    heights = {}
    for name in ("majority", "chance", "ceiling"):
        place = re.findall(rf"translate\([^,]*,(-?\d+\.?\d*)\)[^>]*>{name}</text>", drawn)
        heights[name] = float(place[-1])
    assert heights["majority"] != heights["chance"] == heights["ceiling"]
    assert figure.chart["padding"]["top"] > 30


def test_the_table_holds_the_numbers() -> None:
    assert named().table == {"model": ["b", "a", "b"], "accuracy": [0.9, 0.5, 0.1]}


@pytest.mark.parametrize("values", [[], [0.0], [0.0, 0.0]])
def test_nothing_to_draw_is_drawn(values: list[float]) -> None:
    names = ["a"] * len(values)
    assert svg(diverging(names, values, x_title="share", name_title="word"))
    assert svg(named_bars(names, values, x_title="share", name_title="word"))
