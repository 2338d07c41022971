"""Points lie where they should and split into disjoint parts; odd ones are refused."""

import numpy as np
import pytest

from nlp_core.corpora.points import (
    REACH,
    SETS,
    add_point,
    hold_out,
    make_points,
    on_one_spot,
    parse_points,
)
from nlp_core.errors import LearnerError


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_sets_are_balanced_bounded_and_repeatable(name: str, noise: float) -> None:
    points = make_points(name, 200, noise, np.random.default_rng(1))
    again = make_points(name, 200, noise, np.random.default_rng(1))
    assert np.array_equal(points.x, again.x) and np.array_equal(points.y, again.y)
    assert points.x.shape == (200, 2) and points.y.sum() == 100
    assert np.abs(points.x).max() <= REACH
    assert len({tuple(place) for place in points.x.tolist()}) > 190


def test_xor_is_the_sign_of_the_product() -> None:
    points = make_points("xor", 200, 0.0, np.random.default_rng(0))
    assert np.array_equal(points.x[:, 0] * points.x[:, 1] < 0, points.y == 1)


def test_held_out_points_are_others() -> None:
    points = make_points("moons", 300, 0.1, np.random.default_rng(0))
    train, test = hold_out(points, 1 / 3, np.random.default_rng(0))
    seen = {tuple(place) for place in train.x.tolist()}
    assert len(train) == 200 and len(test) == 100
    assert not seen & {tuple(place) for place in test.x.tolist()}


def test_own_points_survive_a_round_trip() -> None:
    rows = [(0.5, -1.0, 0), (1.25, 2.0, 1), (-2.0, 0.0, 0), (0.0, 0.0, 1)]
    text = ""
    for x, y, label in rows:
        text = add_point(text, (x, y), label)
    points = parse_points(text)
    places, labels = points.x.tolist(), points.y.tolist()
    assert [(*place, label) for place, label in zip(places, labels, strict=True)] == rows


def test_one_spot_is_noticed() -> None:
    assert on_one_spot(parse_points("1 1 0; 1 1 1; 0 0 0; 0 1 1"))
    assert not on_one_spot(parse_points("1 1 0; 1 1 0; 0 0 1; 0 1 1"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "few"), ("1 1 0; 0 0 1", "few"), ("1 1 0; 0 1 0; 0 0 0; 1 0 0", "one-class"),
        ("1 1 2; 0 0 1", "row"), ("a b 0", "row"), ("nan 1 0", "row"), ("1e3 1 0", "row"),
        ("5 1 0", "outside"), ("1 1 0;" * 500, "many"), ("<b> 1 0", "row"), ("1" * 5000, "row"),
    ],
)  # fmt: skip
def test_odd_points_are_refused(text: str, code: str) -> None:
    with pytest.raises(LearnerError) as refusal:
        parse_points(text)
    assert refusal.value.code == f"points-{code}"


def test_unknown_sets_are_refused() -> None:
    with pytest.raises(ValueError, match="moons"):
        make_points("suns", 10, 0.0, np.random.default_rng(0))
