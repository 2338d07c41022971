"""Clocks: hands where sine and cosine say, names that stay, sizes that fit."""

import pytest

from nlp_core.figures.clocks import MOST, clocks
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

WORDS = {
    "name_title": "clock",
    "frame_title": "position",
    "sine_title": "sine",
    "cosine_title": "cosine",
}


def test_names_and_numbers_are_there_on_every_screen() -> None:
    figure = clocks([[(0.0, 1.0), (1.0, 0.0)]], ["first", "second"], ["position 3"], **WORDS)
    assert figure.table["sine"] == [0.0, 1.0] and figure.table["cosine"] == [1.0, 0.0]
    assert figure.table["position"] == ["position 3"] * 2
    for width in (PHONE, STAGE):
        assert {"first", "second", "position 3"} <= set(texts(svg(figure, width)))


@pytest.mark.parametrize(
    ("frames", "titles", "names"),
    [
        ([[(0.0, 1.0)]], ["a", "b"], ["x"]),
        ([[(0.0, 1.0)]], ["a"], ["x", "y"]),
        ([[]], [], ["x"]),
        ([[(0.0, 1.0)] * (MOST + 1)], ["a"] * (MOST + 1), ["x"]),
    ],
)
def test_numbers_that_do_not_fit_their_names_are_refused(
    frames: list[list[tuple[float, float]]], titles: list[str], names: list[str]
) -> None:
    with pytest.raises(ValueError, match="dials"):
        clocks(frames, titles, names, **WORDS)
