"""One clock for all that moves: the same two signals, play first, still until asked."""

import pytest

from nlp_core.figures.player import spread, vega_clock


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
