"""A cloud of points: one line, every frame, and words that are data."""

import numpy as np
import pytest

from nlp_core.figures.cloud import cloud
from nlp_core.figures.figure import Figure
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

WORDS = {
    "x_title": "log X",
    "y_title": "said",
    "label_title": "pair",
    "weight_title": "f",
    "line_title": "exactly right",
}


def drawn(frames: int = 3, points: int = 50) -> Figure:
    x = np.linspace(-2, 5, points)
    said = [x * i / max(frames - 1, 1) for i in range(frames)]
    names = [f"a · {i}" for i in range(points)]
    heads = [str(i) for i in range(frames)]
    return cloud(
        x, said, np.linspace(0, 1, points), names, headlines=heads, captions=heads, **WORDS
    )


def test_all_frames_are_sent_and_the_last_is_shown() -> None:
    figure = drawn()
    ys = next(one["value"] for one in figure.chart["params"] if one["name"] == "ys")
    assert len(ys) == 50 and len(ys[0]) == 3
    assert figure.table["said"] == pytest.approx(figure.table["log X"], abs=1e-3)


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_the_line_and_the_axes_are_named(width: int) -> None:
    assert {"exactly right", "log X", "said", "2"} <= set(texts(svg(drawn(), width)))


def test_frames_and_points_must_fit() -> None:
    with pytest.raises(ValueError, match="points"):
        cloud([1, 2], [[1, 2, 3]], [1, 1], ["a", "b"], **WORDS)


def test_a_single_point_in_a_single_frame() -> None:
    assert "exactly right" in texts(svg(cloud([0], [[0]], [1], ["a"], **WORDS)))
