"""One clock for all that moves: the same two signals, play first, still until asked."""

import re
from collections.abc import Sequence

import pytest

from nlp_core.figures.axes import responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.player import captioned, spread, vega_clock
from nlp_core.figures.type import text_width
from tests.nlp_core.figures.drawn import PHONE, STAGE, svg


def test_play_comes_before_the_scrubber_and_nothing_moves_by_itself() -> None:
    playing, frame = vega_clock(5, play="play", scrub="step")
    assert (playing["name"], playing["bind"]["input"], playing["value"]) == (
        "playing",
        "checkbox",
        False,
    )
    assert (frame["name"], frame["bind"]["input"], frame["bind"]["max"]) == ("frame", "range", 4)


@pytest.mark.parametrize(("start", "opens"), [(0, 0), (3, 3), (99, 4), (-1, 4)])
def test_a_figure_says_where_it_opens(start: int, opens: int) -> None:
    assert vega_clock(5, play="p", scrub="s", start=start)[1]["value"] == opens


def test_spread_keeps_both_ends() -> None:
    assert spread(1, 60) == [0]
    assert spread(1000, 60)[0] == 0 and spread(1000, 60)[-1] == 999 and len(spread(1000, 60)) == 60


SAID = "to school, and on to the school's library: the distance is the root of 2, or 1.4142"


@pytest.mark.parametrize("said", [([SAID], ()), ([], [SAID]), ([SAID], [SAID])])
@pytest.mark.parametrize("width", [290, PHONE, 519, 521, STAGE])
def test_what_stands_above_a_figure_fits_it(
    said: tuple[Sequence[str], Sequence[str]], width: int
) -> None:
    chart = captioned({"height": 100, "data": {"values": [{}]}, "mark": "point"}, *said)
    assert chart["title"]["limit"] == 0  # Streamlit would set one that cuts what fits
    drawn = svg(Figure(responsive(chart), {"x": []}), width)
    above = re.findall(r'<text[^>]*font-size="([\d.]+)px"([^>]*)>(.*?)</text>', drawn)
    blocks = [(float(size), "bold" in style, written(text)) for size, style, text in above]
    assert [" ".join(lines) for _, _, lines in blocks] == [SAID] * sum(map(len, said))
    for size, bold, lines in blocks:
        assert max(text_width(line, size, bold=bold) for line in lines) <= width, lines


def written(text: str) -> list[str]:
    """The lines of an SVG's text."""
    return [line for line in re.split(r"<[^>]*>", text) if line]
