"""Points stand where they should, labels do not cover each other, and a replay moves by itself."""

import json

import numpy as np
import pytest

from nlp_core.figures.scatter import DRAWN, label_width, place_labels, scatter

TITLES = {"x_title": "x", "y_title": "y", "label_title": "word"}


def cloud(count: int, frames: int = 1) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(frames, count, 2))


def drawn(frames: int = 3, **changes: object) -> dict:
    options = TITLES | {"kinds": ["a", "b"], "arrows": [(0, 1)], "slider": "step", "play": "play"}
    return scatter(cloud(2, frames), ["왕", "queen"], **(options | changes)).chart  # type: ignore[arg-type]


def test_a_replay_holds_every_frame_and_opens_on_the_last() -> None:
    chart = drawn(captions=["one", "two", "three\nlines"])
    frame, playing, captions = chart["params"]
    assert captions["value"] == [["one"], ["two"], ["three", "lines"]]
    assert (frame["value"], frame["bind"]["max"], playing["value"]) == (2, 2, False)
    for layer in chart["layer"]:
        assert {row["f"] for row in layer["data"]["values"]} == {0, 1, 2}
        assert {"filter": "datum.f == frame"} in layer["transform"]


def test_one_frame_has_no_slider() -> None:
    (frame,) = drawn(frames=1)["params"]
    assert "bind" not in frame


def test_axes_are_named_and_hold_all_points() -> None:
    chart, points = drawn(), cloud(2, 3)
    encoding = chart["layer"][-1]["layer"][0]["encoding"]
    for i, axis in enumerate("xy"):
        low, high = encoding[axis]["scale"]["domain"]
        assert encoding[axis]["title"] == axis
        assert low < points[..., i].min() <= points[..., i].max() < high


def test_the_table_holds_the_last_frame() -> None:
    figure = scatter(cloud(2, 3), ["왕", "queen"], kinds=["", ""], **TITLES)
    assert list(figure.table["word"]) == ["왕", "queen"]
    np.testing.assert_allclose(figure.table["x"], cloud(2, 3)[-1, :, 0], atol=1e-4)


def test_a_highlighted_word_is_marked() -> None:
    rows = drawn(highlighted=["왕"])["layer"][-1]["data"]["values"]
    assert {row["label"] for row in rows if row["own"]} == {"왕"}


@pytest.mark.parametrize("count", [2, 20, 40])
def test_labels_hardly_ever_cover_each_other(count: int) -> None:
    labels = [f"단어{i}" for i in range(count)]
    points = np.random.default_rng(1).uniform(0.05, 0.95, size=(1, count, 2)) * DRAWN
    middles = points[0] * (1, -1) + place_labels(points, labels)[0]
    half = np.array([[label_width(label) / 2, 8.0] for label in labels])
    pairs = [(i, j) for i in range(count) for j in range(i)]
    covered = [
        (i, j) for i, j in pairs if (np.abs(middles[i] - middles[j]) < half[i] + half[j]).all()
    ]
    assert len(covered) <= count // 20


def test_a_label_stays_on_its_side_while_its_point_moves_a_little() -> None:
    still = np.random.default_rng(2).uniform(0.1, 0.9, size=(12, 2)) * DRAWN
    frames = np.stack([still + step for step in range(6)])
    places = place_labels(frames, [f"w{i}" for i in range(12)])
    assert (places == places[:1]).all()


def test_vega_accepts_the_replay() -> None:
    convert = pytest.importorskip("vl_convert", reason="vl-convert draws the check")
    vega = convert.vegalite_to_vega(json.dumps(drawn(captions=["a", "b", "c"])))
    frame = next(one for one in vega["signals"] if one["name"] == "frame")
    assert frame["on"][0]["events"]["type"] == "timer"
    assert "<svg" in convert.vegalite_to_svg(json.dumps(drawn()))
