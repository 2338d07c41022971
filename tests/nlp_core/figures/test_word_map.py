"""Many named points, flat and solid: groups look alike everywhere, few names, none over another."""

import json
from typing import Any

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, FIXED
from nlp_core.figures.type import text_width
from nlp_core.figures.word_map import HIGH, LINE, TEXT, WIDE, MapWords, named_points, word_map
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts, vega

WORDS = MapWords(("one", "two", "three"), "word", "kind", "found", "near")
GROUPS = ("people", "animals", "other")


def figure(dimensions: int, count: int = 300, **more: Any) -> Figure:
    points = np.random.default_rng(0).normal(size=(count, dimensions))
    labels = [f"word{i}" for i in range(count)]
    kinds = [("people", "other")[i % 2] for i in range(count)]
    titles = MapWords(WORDS.axes[:dimensions], *("word", "kind", "found", "near"))
    return word_map(points, labels, kinds, titles, groups=GROUPS, **more)


@pytest.mark.parametrize("dimensions", [2, 3])
def test_every_point_is_in_the_table(dimensions: int) -> None:
    table = figure(dimensions).table
    assert list(table) == ["word", "kind", *WORDS.axes[:dimensions]]
    assert len(table["word"]) == 300


def test_the_flat_map_names_what_finds_room_and_what_is_marked() -> None:
    drawn = figure(2, marked=[299, 298])
    assert vega(drawn) and not drawn.plotly
    on_stage = texts(svg(drawn, STAGE))
    assert {"word299", "word298", "people", "other", "one", "two"} <= set(on_stage)
    assert "animals" not in on_stage
    on_phone = [text for text in texts(svg(drawn, PHONE)) if text.startswith("word")]
    assert set(on_phone) == {"word299", "word298"}


def test_names_do_not_cover_each_other() -> None:
    across, up = np.random.default_rng(1).normal(size=(2, 400))
    labels = [f"word{i}" for i in range(400)]
    kept = named_points(across, up, labels, [5])
    assert kept[0] == 5 and 10 < len(kept) < 80
    scale = np.array([WIDE / np.ptp(across), HIGH / np.ptp(up)])
    places = np.stack([across, up], axis=1)[kept] * scale
    for i, one in enumerate(places):
        for j, other in enumerate(places[:i]):
            wide = sum(text_width(labels[kept[k]], TEXT) for k in (i, j)) / 2
            assert abs(one[1] - other[1]) > LINE or abs(one[0] - other[0]) > wide


def test_the_solid_map_has_a_trace_a_group_and_names_over_the_points() -> None:
    drawn = figure(3, marked=[7, 9])
    traces, scene = drawn.chart["data"], drawn.chart["layout"]["scene"]
    assert drawn.plotly and json.dumps(drawn.chart)
    assert [one["name"] for one in traces] == ["people", "other", "near", "found"]
    assert traces[0]["marker"]["color"] == CATEGORIES[0] and traces[1]["marker"]["color"] == FIXED
    assert sum(len(one["x"]) for one in traces[:2]) == 300
    assert {"<b>word7</b>", "<b>word9</b>"} <= {one["text"] for one in scene["annotations"]}


def test_a_group_looks_the_same_where_another_is_missing() -> None:
    flat = figure(2).chart["layer"][0]["encoding"]
    assert flat["color"]["scale"]["range"] == [CATEGORIES[0], FIXED]
