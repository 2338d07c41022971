"""The camera: what the browser computes is what Python does, and what is near is larger."""

import numpy as np
import pytest

from nlp_core.figures.axes import responsive
from nlp_core.figures.camera import BEYOND, camera, extent, place_of, seen, seen_as
from nlp_core.figures.figure import Figure
from tests.nlp_core.figures.drawn import positions, svg

POINTS = {"o": (0.0, 0.0, 0.0), "a": (1.0, 0.0, 0.0), "b": (0.0, 1.0, 0.0), "c": (0.3, -0.4, 0.9)}
SIDES = (1.0, 1.0, 1.0)


def scene() -> Figure:
    rows = [{"name": name, **dict(zip("xyz", at, strict=True))} for name, at in POINTS.items()]
    layer = {
        "data": {"values": rows},
        "transform": seen_as(),
        "mark": "text",
        "encoding": place_of() | {"text": {"field": "name"}},
    }
    params = camera(SIDES, turn="turn", tilt="tilt", spin="spin")
    return Figure(responsive({"height": 400, "params": params, "layer": [layer]}), {"x": [1]})


@pytest.mark.parametrize("turn", [-130, 0, 30])
@pytest.mark.parametrize("tilt", [-90, 20, 75])
def test_the_browser_sees_what_python_computes(turn: int, tilt: int) -> None:
    at = positions(svg(scene(), 1000, turn=turn, tilt=tilt))
    expected = seen(np.array(list(POINTS.values())).T, turn, tilt)[:2] * [[1], [-1]]
    drawn = np.array([np.subtract(at[name], at["o"]) for name in POINTS]).T
    unit = float((drawn * expected).sum() / (expected**2).sum())
    assert unit == pytest.approx(BEYOND * 400 / extent(SIDES)[1], rel=1e-3)
    assert np.abs(drawn - unit * expected).max() < 0.5


def test_what_is_near_is_larger_and_a_turn_goes_round() -> None:
    front, back = seen([[0.0, 0.0], [-1.0, 1.0], [0.0, 0.0]], 0, 0)[2]
    assert front > 1 > back
    corner = [[0.2], [0.7], [-0.5]]
    assert seen(corner, 360, 20) == pytest.approx(seen(corner, 0, 20))


def test_dragging_moves_the_near_side_with_the_mouse() -> None:
    near_side = [[0.0], [-1.0], [0.0]]
    (before,), (lower,), _ = seen(near_side, 0, 20)
    assert seen(near_side, 10, 20)[0, 0] > before  # a drag to the right adds to the turn
    assert seen(near_side, 0, 30)[1, 0] < lower  # and one down to the tilt


def test_a_flat_box_and_one_without_size_have_an_extent() -> None:
    assert extent((1.0, 0.5, 0.0))[0] > extent((1.0, 0.5, 0.0))[1] > 0
    assert extent((0.0, 0.0, 0.0)) == (1.0, 1.0)
