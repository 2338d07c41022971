"""Titles of axes fit a phone, and are as large as other text where there is room."""

import re

import pytest

from nlp_core.figures.axes import LEAST_EM
from nlp_core.figures.curve import Series, curves
from nlp_core.figures.figure import Figure
from nlp_core.figures.type import text_width
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg

SHORT, LONG = "step", "size of the gradient (1 where the distance is 0, log scale)"


def size_of(figure: Figure, title: str, width: int) -> float:
    """The font size in which a title is drawn."""
    pattern = rf'font-size="([\d.]+)px"[^>]*>{re.escape(title)}</text>'
    return float(re.findall(pattern, svg(figure, width))[0])


@pytest.mark.parametrize("side", ["x_title", "y_title"])
def test_a_long_title_is_smaller_on_a_phone_alone(side: str) -> None:
    titles = {"x_title": SHORT, "y_title": SHORT} | {side: LONG}
    figure = curves([Series("a", [1, 2], [0.0, 1.0])], **titles)  # type: ignore[arg-type]
    assert size_of(figure, SHORT, PHONE) == LEAST_EM
    assert text_width(LONG, LEAST_EM, bold=True) > PHONE
    for width in (280, PHONE):
        assert text_width(LONG, size_of(figure, LONG, width), bold=True) < 0.9 * width
    assert size_of(figure, LONG, STAGE) == size_of(figure, SHORT, STAGE) > LEAST_EM
