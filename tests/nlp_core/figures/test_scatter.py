"""Points stand where they should, labels do not cover each other, and a replay moves by itself."""

from typing import Any

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.label_places import DRAWN, label_sides, label_width, place
from nlp_core.figures.scatter import MOST_FRAMES, scatter
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts, vega

TITLES = {"x_title": "x", "y_title": "y", "label_title": "word"}


def cloud(count: int, frames: int = 1) -> np.ndarray:
    return np.random.default_rng(0).normal(size=(frames, count, 2))


def drawn(frames: int = 3, **changes: Any) -> Figure:
    options = TITLES | {"kinds": ["a", "b"], "arrows": [(0, 1)], "slider": "step", "play": "play"}
    return scatter(cloud(2, frames), ["왕", "queen"], **(options | changes))


def param(figure: Figure, name: str) -> Any:
    return next(one for one in figure.chart["params"] if one["name"] == name)


def test_a_replay_holds_every_frame_and_opens_at_the_start() -> None:
    figure = drawn(captions=["one", "two", "three"], headlines=["0.1", "0.2", "0.3"])
    assert [len(point) for point in param(figure, "xs")["value"]] == [3, 3]
    assert (param(figure, "frame")["value"], param(figure, "frame")["bind"]["max"]) == (0, 2)
    assert param(figure, "playing")["value"] is False
    assert {"one", "0.1", "왕", "queen", "a", "b"} <= set(texts(svg(figure)))
    assert {"three", "0.3"} <= set(texts(svg(figure, frame=2)))


def test_it_may_open_on_the_last_and_leave_out_frames() -> None:
    figure = drawn(frames=3 * MOST_FRAMES, start=-1)
    assert param(figure, "frame")["value"] == MOST_FRAMES - 1
    assert len(param(figure, "xs")["value"][0]) == MOST_FRAMES


def test_one_frame_has_no_slider() -> None:
    assert not any("bind" in one for one in drawn(frames=1).chart["params"])


def test_axes_are_named_and_hold_all_points() -> None:
    scales = {one["name"]: one for one in vega(drawn())["scales"]}
    for i, axis in enumerate("xy"):
        low, high = scales[axis]["domain"]
        assert low < cloud(2, 3)[..., i].min() <= cloud(2, 3)[..., i].max() < high
    assert {"x", "y"} <= set(texts(svg(drawn())))


def test_the_table_holds_the_last_frame() -> None:
    figure = scatter(cloud(2, 3), ["왕", "queen"], kinds=["", ""], **TITLES)
    assert list(figure.table["word"]) == ["왕", "queen"]
    np.testing.assert_allclose(figure.table["x"], cloud(2, 3)[-1, :, 0], atol=1e-4)


def test_few_arrows_are_named_and_a_highlighted_word_always() -> None:
    labels = [f"w{i}" for i in range(24)]
    figure = scatter(
        cloud(24),
        labels,
        kinds=[""] * 24,
        arrows=[(i, 12 + i) for i in range(12)],
        labelled=8,
        highlighted=["w11"],
        **TITLES,
    )
    for width, pairs in ((STAGE, 8), (PHONE, 4)):
        named = {*labels[:pairs], *labels[12 : 12 + pairs], "w11"}
        assert {text for text in texts(svg(figure, width)) if text.startswith("w")} == named


@pytest.mark.parametrize("count", [2, 20, 40])
def test_labels_hardly_ever_cover_each_other(count: int) -> None:
    labels = [f"단어{i}" for i in range(count)]
    points = np.random.default_rng(1).uniform(0.05, 0.95, size=(1, count, 2)) * DRAWN
    half = np.array([[label_width(label) / 2, 8.0] for label in labels])
    sides = label_sides(points, labels)[0]
    offsets = np.stack([place(side, 2 * one) for side, one in zip(sides, half, strict=True)])
    middles = points[0] * (1, -1) + offsets
    pairs = [(i, j) for i in range(count) for j in range(i)]
    covered = [
        (i, j) for i, j in pairs if (np.abs(middles[i] - middles[j]) < half[i] + half[j]).all()
    ]
    assert len(covered) <= count // 20


def test_a_label_leaves_the_side_where_its_arrow_goes() -> None:
    points = np.array([[[100.0, 160.0], [400.0, 160.0]]])
    free = label_sides(points, ["abc", ""])[0, 0]
    beside = label_sides(points, ["abc", ""], [(0, 1)])[0, 0]
    assert place(free, np.array([30.0, 16.0]))[0] > 0
    assert place(beside, np.array([30.0, 16.0]))[0] <= 0


def test_a_label_stays_on_its_side_while_its_point_moves_a_little() -> None:
    still = np.random.default_rng(2).uniform(0.1, 0.9, size=(12, 2)) * DRAWN
    frames = np.stack([still + step for step in range(6)])
    sides = label_sides(frames, [f"w{i}" for i in range(12)])
    assert (sides == sides[:1]).all()


def test_a_timer_moves_the_frame() -> None:
    frame = next(one for one in vega(drawn())["signals"] if one["name"] == "frame")
    assert frame["on"][0]["events"]["type"] == "timer"
