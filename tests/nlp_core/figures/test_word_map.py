"""Many named points, flat and solid: groups look alike everywhere, few names, none over another."""

from typing import Any

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.map_points import MapWords
from nlp_core.figures.palette import CATEGORIES, FIXED
from nlp_core.figures.word_map import word_map
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts, vega

AXES = ("one", "two", "three")
GROUPS = ("people", "animals", "other")


def figure(dimensions: int, count: int = 300, **more: Any) -> Figure:
    points = np.random.default_rng(0).normal(size=(count, dimensions))
    labels = [f"word{i}" for i in range(count)]
    kinds = [("people", "other")[i % 2] for i in range(count)]
    titles = MapWords(AXES[:dimensions], *("word", "kind", "turn it", "tilt it", "spin"))
    return word_map(points, labels, kinds, titles, groups=GROUPS, **more)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_every_point_is_in_the_table(dimensions: int) -> None:
    table = figure(dimensions).table
    assert list(table) == ["word", "kind", *AXES[:dimensions]]
    assert len(table["word"]) == 300


def test_the_flat_map_names_what_finds_room_and_what_is_marked() -> None:
    drawn = figure(2, marked=[299, 298])
    assert vega(drawn)
    on_stage = texts(svg(drawn, STAGE))
    assert {"word299", "word298", "people", "other", "one", "two"} <= set(on_stage)
    assert "animals" not in on_stage
    on_phone = [text for text in texts(svg(drawn, PHONE)) if text.startswith("word")]
    assert set(on_phone) == {"word299", "word298"}


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_the_solid_map_names_its_groups_its_axes_and_what_is_marked(width: int) -> None:
    drawn = figure(3, marked=[7, 9])
    assert {one["name"] for one in drawn.chart["params"]} >= {"turn", "tilt", "spinning"}
    written = texts(svg(drawn, width))
    assert {"word7", "people", "other", *AXES} <= set(written) and "animals" not in written
    assert ("word1" in written or len(set(written)) > 10) == (width == STAGE)


def test_a_group_looks_the_same_where_another_is_missing() -> None:
    flat = figure(2).chart["layer"][0]["encoding"]
    solid = figure(3).chart["layer"][-1]["layer"][0]["encoding"]
    for one in (flat, solid):
        assert one["color"]["scale"]["range"] == [CATEGORIES[0], FIXED]
