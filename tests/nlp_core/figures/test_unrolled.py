"""Networks unrolled in time, large or five side by side."""

import pytest

from nlp_core.figures.figure import Figure
from nlp_core.figures.unrolled import Unrolled, unrolled
from tests.nlp_core.figures.drawn import PHONE, STAGE, positions, svg, texts

WORDS = {
    "layer_titles": {"input": "x", "state": "h", "output": "y"},
    "network_title": "net",
    "step_title": "t",
}


def one(marked: int | None = None) -> Figure:
    network = Unrolled("", ["a", "b", "c"], ["h1", "h2", "h3"], ["d", None, "f"], marked=marked)
    return unrolled([network], **WORDS)


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_time_runs_to_the_right_and_layers_upward(width: int) -> None:
    places = positions(svg(one(), width))
    assert places["a"][0] < places["b"][0] < places["c"][0]
    assert places["d"][1] < places["h1"][1] < places["a"][1]
    assert places["d"][0] == places["h1"][0] == places["a"][0]


def test_arrows_join_what_is_there() -> None:
    arrows = one().chart["layer"][0]["data"]["values"]
    upward = [arrow for arrow in arrows if arrow["r"] != arrow["r2"]]
    along = [arrow for arrow in arrows if arrow["r"] == arrow["r2"]]
    assert len(upward) == 3 + 2 and len(along) == 2  # the second output is missing


def test_without_recurrence_states_are_not_tied() -> None:
    network = Unrolled("", ["a", "b"], ["h", "h"], ["c", "d"], recurrent=False)
    arrows = unrolled([network], **WORDS).chart["layer"][0]["data"]["values"]
    assert all(arrow["r"] != arrow["r2"] for arrow in arrows)


def test_the_marked_column_is_outlined() -> None:
    boxes = one(marked=1).chart["layer"][3]["data"]["values"]
    assert [box["c"] for box in boxes if box["marked"]] == [1.0, 1.0]


def test_small_networks_stand_side_by_side_and_in_lines_on_a_phone() -> None:
    networks = [Unrolled(f"n{i}", ["a"] * i, ["h"] * i, ["y"] * i) for i in range(1, 6)]
    drawn = unrolled(networks, **WORDS)
    wide, slim = positions(svg(drawn, STAGE)), positions(svg(drawn, PHONE))
    assert len({wide[f"n{i}"][1] for i in range(1, 6)}) == 1
    assert len({slim[f"n{i}"][1] for i in range(1, 6)}) == 3
    assert drawn.table["net"].count("n5") == 5 and drawn.table["t"][-1] == 5


def test_learners_text_is_data() -> None:
    rude = ["constructor", "</script>", "datum.x"]
    drawn = unrolled([Unrolled("", rude, rude, rude)], **WORDS)
    assert {"constructor", "datum.x"} <= set(texts(svg(drawn)))
    assert drawn.table["x"] == rude


def test_layers_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="a layer and step"):
        unrolled([Unrolled("", ["a"], ["h", "h"], ["y", "y"])], **WORDS)
