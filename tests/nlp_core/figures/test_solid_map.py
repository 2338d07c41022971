"""A solid map: true distances, a box with named axes, few names, and points without a spread."""

import math
import re

import numpy as np
import pytest

from nlp_core.figures.map_points import MapWords
from nlp_core.figures.solid_map import NAMED
from nlp_core.figures.word_map import word_map
from tests.nlp_core.figures.drawn import PHONE, STAGE, positions, svg, texts

WORDS = MapWords(("first axis", "second axis", "third axis"), "word", "kind")


def drawn(points: np.ndarray, width: int = STAGE) -> str:
    labels = [f"w{i}" for i in range(len(points))]
    return svg(word_map(points, labels, ["a"] * len(labels), WORDS, groups=("a", "b")), width)


def test_all_axes_have_one_scale() -> None:
    points = np.random.default_rng(0).normal(size=(50, 3)) * [4.0, 2.0, 1.0]
    labels = [f"w{i}" for i in range(50)]
    chart = word_map(points, labels, ["a"] * 50, WORDS, groups=("a", "b")).chart
    rows = {row["label"]: row for row in chart["layer"][-1]["data"]["values"]}
    inside = np.array([[rows[name][axis] for axis in "xyz"] for name in labels])
    scales = np.ptp(inside, axis=0) / np.ptp(points, axis=0)
    assert scales == pytest.approx([scales[0]] * 3, rel=2e-3)
    assert np.abs(inside).max() == 1


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_the_axes_are_named_inside_the_figure(width: int) -> None:
    at = positions(drawn(np.random.default_rng(0).normal(size=(40, 3)), width))
    for title in WORDS.axes:
        assert 0 < at[title][0] < width


def test_few_points_bear_a_name_and_the_box_has_twelve_edges() -> None:
    picture = drawn(np.random.default_rng(0).normal(size=(400, 3)))
    assert 3 < len({text for text in texts(picture) if re.fullmatch(r"w\d+", text)}) <= NAMED
    assert picture.count("<line") >= 12


@pytest.mark.parametrize("points", [np.zeros((1, 3)), np.ones((5, 3))])
def test_points_without_a_spread_are_drawn(points: np.ndarray) -> None:
    picture = drawn(points)
    assert "NaN" not in picture and "Infinity" not in picture
    assert all(math.isfinite(x) for x, _ in positions(picture).values())
