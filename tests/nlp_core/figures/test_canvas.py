"""A plane to click on has its places, its points and its selection."""

import numpy as np

from nlp_core.figures.canvas import canvas
from tests.nlp_core.figures.drawn import svg, texts

FIGURE = canvas(
    np.array([[0.5, -1.0], [1.0, 2.0]]),
    np.array([1, 0]),
    reach=2.0,
    class_names=("a", "b"),
    x_title="x",
    y_title="y",
    class_title="class",
    places=5,
)


def test_canvas_shows_points_over_places() -> None:
    net, points = FIGURE.chart["layer"]
    assert net["data"]["sequence"]["stop"] == 25
    assert net["params"][0]["name"] == "place"
    assert FIGURE.table["class"] == ["b", "a"]
    assert len(points["data"]["values"]) == 2


def test_the_net_covers_the_plane_and_classes_are_named() -> None:
    drawn = svg(FIGURE, 600, 600)
    assert {"a", "b", "-2" if "-2" in texts(drawn) else "−2", "2"} <= set(texts(drawn))
