"""A plane to click on has its places, its points and its selection."""

import json

import numpy as np

from nlp_core.figures.canvas import canvas


def test_canvas_shows_points_over_places() -> None:
    figure = canvas(
        np.array([[0.5, -1.0], [1.0, 2.0]]),
        np.array([1, 0]),
        reach=2.0,
        class_names=("a", "b"),
        x_title="x",
        y_title="y",
        class_title="class",
        places=5,
    )
    net, points = figure.chart["layer"]
    assert len(net["data"]["values"]) == 25
    assert figure.select == (net["params"][0]["name"],)
    assert figure.table["class"] == ["b", "a"]
    assert len(points["data"]["values"]) == 2
    json.dumps(figure.chart)
