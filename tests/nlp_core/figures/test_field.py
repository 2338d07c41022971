"""Fields and walks: few small frames, from the first state to the last, over a square plane."""

import base64
import io
import json
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image

from nlp_core.figures.field import boundary
from nlp_core.figures.figure import Figure
from nlp_core.figures.mosaic import mosaic
from nlp_core.figures.palette import TINT_MINUS, TINT_PLUS
from nlp_core.figures.pictures import banded, contour, tinted
from nlp_core.figures.player import MOST_FRAMES, Words
from nlp_core.figures.walk import MOST_STEPS, walk_on_line, walk_on_plane
from tests.nlp_core.figures.drawn import PHONE, svg, texts

WORDS = Words("x", "y", "height", "step", "play")


def param(figure: Figure, name: str) -> Any:
    return next(one["value"] for one in figure.chart["params"] if one["name"] == name)


def pixels(uri: str) -> np.ndarray:
    head, data = uri.split(",")
    assert head == "data:image/png;base64"
    return np.array(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGBA"))


def bounded(count: int = 200, size: int = 8, **options: Any) -> Figure:
    pictures = [(i * 10, np.full((size, size), i % 256, dtype=np.uint8)) for i in range(count)]
    points, classes = np.zeros((4, 2)), np.array([0, 1, 0, 1])
    hidden = np.array([False, False, True, False])
    words = {"class_names": ("a", "b"), "held_out_name": "held out"}
    return boundary(pictures, points, classes, hidden, reach=2.0, words=WORDS, **words, **options)


def test_boundary_plays_its_pictures_from_the_start() -> None:
    figure = bounded()
    assert len(param(figure, "pictures")) == len(param(figure, "lines")) == MOST_FRAMES
    assert param(figure, "frame") == 0
    assert figure.table["height"] == ["a", "b", "a", "b"]
    assert {"step 0", "a", "a · held out", "b"} <= set(texts(svg(figure)))
    assert "step 1,990" in texts(svg(bounded(start=-1)))


def test_a_single_picture_has_no_player() -> None:
    assert [one for one in bounded(1).chart["params"] if "bind" in one] == []


def test_a_long_training_is_sent_in_less_than_sixty_kilobytes() -> None:
    middles = np.linspace(-4, 4, 40)
    x, y = np.meshgrid(middles, middles)
    chances = [1 / (1 + np.exp(-k * (np.sin(2 * x) - y) / 9)) for k in range(60)]
    pictures = [(k, (255 * one).round().astype(np.uint8)) for k, one in enumerate(chances)]
    points = np.random.default_rng(0).normal(size=(500, 2))
    figure = boundary(
        pictures,
        points,
        (points[:, 0] > 0).astype(int),
        points[:, 1] > 1,
        reach=4.0,
        words=WORDS,
        class_names=("a", "b"),
        held_out_name="held out",
    )
    assert len(json.dumps(figure.chart)) < 60_000


def test_a_field_is_clear_in_the_middle_and_coloured_at_its_ends() -> None:
    shades = pixels(tinted(np.array([[-1.0, 0.0, 1.0]]), 1.0, strongest=0.5))[0]
    assert shades[:, 3].tolist() == [128, 0, 128]
    for shade, colour in ((shades[0], TINT_MINUS), (shades[2], TINT_PLUS)):
        assert "#" + "".join(f"{part:02X}" for part in shade[:3]) == colour


def test_the_first_row_of_a_picture_is_at_the_bottom() -> None:
    shades = pixels(tinted(np.array([[-1.0], [1.0]]), 1.0))
    assert shades[0, 0, 2] > shades[1, 0, 2]


def test_bands_leave_out_what_is_no_number() -> None:
    uri, low, high = banded(np.array([[0.0, np.inf], [2.0, np.nan]]), scale=1)
    assert (low, high) == (0.0, 2.0)
    assert (pixels(uri)[:, :, 3] > 0).tolist() == [[True, False], [True, False]]
    assert banded(np.full((3, 3), np.nan))[1:] == (0.0, 1.0)


def test_a_line_closes_around_a_hill_and_keeps_its_height() -> None:
    x, y = np.meshgrid(np.arange(21.0), np.arange(21.0))
    (line,) = contour(49 - (x - 10) ** 2 - (y - 10) ** 2, 0.0)
    assert line[0] == line[-1]
    assert all(abs(np.hypot(px - 10, py - 10) - 7) < 0.05 for px, py in line)


def test_two_saddles_are_two_lines() -> None:
    assert len(contour(np.array([[0.0, 1.0], [1.0, 0.0]]), 0.5)) == 2
    assert contour(np.ones((4, 4)), 0.5) == []


@pytest.mark.parametrize("steps", [1, 2, 150])
def test_walks_show_what_was_walked(steps: int) -> None:
    path = np.linspace(0, 1, 2 * steps).reshape(steps, 2)
    figure = walk_on_plane(np.ones((5, 5)), path, reach=2.0, words=WORDS)
    assert param(figure, "walked_x")[-1] == pytest.approx(path[-1, 0], abs=1e-3)
    assert len(param(figure, "reached")) == min(steps, MOST_STEPS)
    assert any("bind" in one for one in figure.chart["params"]) == (steps > 1)
    assert f"step {steps - 1}" in texts(
        svg(walk_on_plane(np.ones((5, 5)), path, reach=2.0, words=WORDS, start=-1))
    )


def test_a_curve_with_holes() -> None:
    heights = np.array([np.nan, np.inf, 1.0, 2.0, -np.inf])
    path = np.array([[0.5], [1e9], [np.nan]])
    for ground in (heights, np.full(5, np.nan)):
        figure = walk_on_line(1.0, ground, path, np.array([1.5, np.inf, np.nan]), words=WORDS)
        json.dumps(figure.chart, allow_nan=False)
        assert svg(figure)


def test_the_plane_is_a_square_on_any_screen() -> None:
    figure = bounded(2)
    for width, height in ((1100, 400), (PHONE, 600)):
        place = re.search(
            r'<image[^>]*width="([\d.]+)" height="([\d.]+)"', svg(figure, width, height)
        )
        assert place and float(place[1]) == pytest.approx(float(place[2]), abs=1)


def test_a_mosaic_shows_every_picture_with_its_name() -> None:
    figure = mosaic(
        np.arange(3.0 * 16).reshape(3, 4, 4), ["u1", "u2", "u3"], name_title="n", value_title="v"
    )
    drawn = svg(figure)
    assert drawn.count("<image") == 3
    assert {"u1", "u2", "u3", "v"} <= set(texts(drawn))
    assert figure.table == {"n": ["u1", "u2", "u3"], "v": [7.5, 23.5, 39.5]}


def test_every_point_is_drawn() -> None:
    flattened = bounded(1).chart["layer"][-1]["data"]["values"][0]
    assert [len(flattened[column]) for column in "xyk"] == [4, 4, 4]
    assert svg(bounded(1)).count('aria-roledescription="point"') >= 4
