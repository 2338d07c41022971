"""Fields and walks: frames are few, end with the last state, and keep their numbers."""

import numpy as np
import plotly.graph_objects as go
import pytest

from nlp_core.figures.field import boundary, mosaic
from nlp_core.figures.figure import Figure
from nlp_core.figures.player import MOST_FRAMES, Words, spread
from nlp_core.figures.walk import walk_on_line, walk_on_plane

WORDS = Words("x", "y", "height", "step", "play", "pause")


def check(figure: Figure) -> None:
    assert figure.plotly
    go.Figure(figure.chart)  # raises where Plotly knows a property not


def test_boundary_plays_its_pictures() -> None:
    pictures = [(i * 10, np.full((8, 8), i, dtype=np.uint8)) for i in range(200)]
    points, classes = np.zeros((4, 2)), np.array([0, 1, 0, 1])
    hidden = np.array([False, False, True, False])
    figure = boundary(pictures, points, classes, hidden, reach=2.0, words=WORDS,
                      class_names=("a", "b"), held_out_name="held out")  # fmt: skip
    check(figure)
    frames = figure.chart["frames"]
    assert len(frames) == MOST_FRAMES
    assert frames[0]["name"] == "0" and frames[-1]["name"] == "1990"
    assert figure.chart["data"][0]["z"][0, 0] == 199
    assert [trace["name"] for trace in figure.chart["data"][1:]] == ["a", "a · held out", "b"]
    assert figure.table["height"] == ["a", "b", "a", "b"]


@pytest.mark.parametrize("steps", [1, 2, 150])
def test_walks_end_where_they_end(steps: int) -> None:
    path = np.linspace(0, 1, 2 * steps).reshape(steps, 2)
    figure = walk_on_plane(np.ones((5, 5)), path, reach=2.0, words=WORDS)
    check(figure)
    assert figure.chart["data"][2]["x"][0] == path[-1, 0]
    assert len(figure.chart["frames"]) == min(steps, MOST_FRAMES)
    assert ("sliders" in figure.chart["layout"]) == (steps > 1)


def test_a_curve_with_holes() -> None:
    heights = np.array([np.nan, np.inf, 1.0, 2.0, -np.inf])
    path = np.array([[0.5], [1e9]])
    check(walk_on_line(1.0, heights, path, np.array([1.5, np.inf]), words=WORDS))
    check(walk_on_line(1.0, np.full(5, np.nan), path, np.array([1.5, np.nan]), words=WORDS))


def test_a_mosaic_places_every_picture() -> None:
    figure = mosaic(
        np.arange(3.0 * 16).reshape(3, 4, 4), ["u1", "u2", "u3"], words=WORDS, columns=2
    )
    check(figure)
    sheet = figure.chart["data"][0]["z"]
    assert np.count_nonzero(~np.isnan(sheet)) == 48
    assert figure.table["x"] == ["u1", "u2", "u3"]


def test_spread_keeps_both_ends() -> None:
    assert spread(1, 60) == [0]
    assert spread(1000, 60)[0] == 0 and spread(1000, 60)[-1] == 999 and len(spread(1000, 60)) == 60
