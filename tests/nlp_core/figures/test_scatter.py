"""Points stand where they should, labels do not cover each other, and a replay moves by itself."""

from typing import Any

import numpy as np
import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.label_places import NOWHERE, ROOMS, Room, label_sides, label_size, place
from nlp_core.figures.scatter import MOST_FRAMES, scatter
from nlp_core.figures.type import text_width
from tests.nlp_core.figures.drawn import PHONE, STAGE, positions, svg, texts, vega

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
        highlighted=["w11"],
        **TITLES,
    )
    for width, room in ((STAGE, ROOMS[3]), (PHONE, ROOMS[0])):
        pairs = room.labelled
        named = {*labels[:pairs], *labels[12 : 12 + pairs], "w11"}
        found = {text for text in texts(svg(figure, width)) if text.startswith("w")}
        assert "w11" in found <= named and len(found) >= 0.8 * len(named)


def boxes(points: np.ndarray, sides: np.ndarray, labels: list[str], size: np.ndarray) -> np.ndarray:
    """Left, top, right, bottom (N, 4) of the labels that a frame shows in a plot of ``size``."""
    half = np.array([label_size(label) for label in labels]) / 2
    moved = [place(side, 2 * half[i : i + 1])[0] for i, side in enumerate(sides)]
    middles = points * size + np.array(moved)
    return np.concatenate([middles - half, middles + half], axis=1)[sides != NOWHERE]


@pytest.mark.parametrize("room", ROOMS, ids=["phone", "tablet", "low", "stage"])
@pytest.mark.parametrize("count", [2, 12, 40])
def test_labels_never_cover_each_other_nor_leave_the_plot(count: int, room: Room) -> None:
    rng = np.random.default_rng(count)
    labels = [f"단어{i}" if i % 2 else f"longer word {i}" for i in range(count)]
    frames = rng.uniform(0.08, 0.92, size=(4, count, 2))
    frames[1] = 0.5 + 0.05 * (frames[1] - 0.5)  # all in one place
    sides = label_sides(frames, labels, room, [(0, 1)])
    for frame, shown in zip(frames, sides, strict=True):
        for size in rng.uniform(*np.transpose([room.width, room.height]), size=(20, 2)):
            found = boxes(frame, shown, labels, size)
            assert (found[:, :2] >= -1e-9).all() and (found[:, 2:] <= size + 1e-9).all()
            for i, one in enumerate(found):
                apart = (one[2:] <= found[:i, :2] + 1e-9) | (found[:i, 2:] <= one[:2] + 1e-9)
                assert apart.any(axis=1).all()
    assert (sides[0] != NOWHERE).sum() >= min(count, 5)


@pytest.mark.parametrize("width", [PHONE, 560, 700, STAGE, 1200])
@pytest.mark.parametrize("height", [330, 420, 620])
def test_words_of_a_replay_stand_apart_as_they_are_drawn(width: int, height: int) -> None:
    count = 12
    names = [f"나라{i}" for i in range(count)] + [f"Capital {i}" for i in range(count)]
    arrows = [(i, count + i) for i in range(count)]
    figure = scatter(cloud(24, 2) / 3, names, kinds=[""] * 24, arrows=arrows, **TITLES)
    for frame in (0, 1):
        drawn_at = positions(svg(figure, width, height, frame=frame))
        named = {text: at for text, at in drawn_at.items() if text in names}
        em = np.clip(width / 48, 14, 26)
        assert len(named) >= 4
        found = [
            (x - text_width(text, em) / 2, y - em / 2, x + text_width(text, em) / 2, y + em / 2)
            for text, (x, y) in named.items()
        ]
        for i, (left, top, right, bottom) in enumerate(found):
            for other in found[:i]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1]
                assert apart or other[3] <= top


def test_a_label_leaves_the_side_where_its_arrow_goes() -> None:
    points = np.array([[[0.2, 0.5], [0.8, 0.5]]])
    free = label_sides(points, ["abc", ""], ROOMS[3])[0, 0]
    beside = label_sides(points, ["abc", ""], ROOMS[3], [(0, 1)])[0, 0]
    size = np.array([2.0, 1.0])
    assert place(free, size)[0] > 0
    assert place(beside, size)[0] <= 0


def test_a_label_stays_on_its_side_while_its_point_moves_a_little() -> None:
    still = np.random.default_rng(2).uniform(0.2, 0.8, size=(12, 2))
    frames = np.stack([still + step / 1000 for step in range(6)])
    sides = label_sides(frames, [f"w{i}" for i in range(12)], ROOMS[3])
    assert (sides == sides[:1]).all()


def test_a_timer_moves_the_frame() -> None:
    frame = next(one for one in vega(drawn())["signals"] if one["name"] == "frame")
    assert frame["on"][0]["events"]["type"] == "timer"
