"""Moves go from a circle to a diamond, in the order given."""

from nlp_core.figures.moves import moves
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg, texts

FIGURE = moves(
    ["second in the alphabet", "first in the alphabet"],
    [1.0, -1.0],
    [0.5, 1.0],
    x_title="odds",
    name_title="sentence",
    before_title="before",
    after_title="after",
)


def test_the_table_holds_both_ends() -> None:
    assert FIGURE.table["before"] == [1.0, -1.0]
    assert FIGURE.table["after"] == [0.5, 1.0]


def test_names_are_in_order_and_both_marks_are_explained() -> None:
    for width in (PHONE, STAGE):
        drawn = texts(svg(FIGURE, width))
        names = [text for text in drawn if "alphabet" in text]
        assert names[-2:] == ["second in the alphabet", "first in the alphabet"]
        assert {"before", "after", "odds"} <= set(drawn)


def test_a_domain_sets_the_ends_of_the_axis() -> None:
    words = {"x_title": "x", "name_title": "n", "before_title": "b", "after_title": "a"}
    half = moves(["one"], [0.5], [0.5], domain=(0.0, 1.0), **words)
    assert "1.0" in texts(svg(half, STAGE))
    assert "1.0" not in texts(svg(moves(["one"], [0.5], [0.5], **words), STAGE))
