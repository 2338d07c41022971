"""The beam's tree as it is drawn: every kept word on the screen, at the width of a phone too."""

import pytest

from nlp_core.figures.beam_tree import ALIVE, CHOSEN, DEAD, Twig, beam_tree
from nlp_core.figures.figure import Figure
from tests.nlp_core.figures.drawn import PHONE, STAGE, positions, svg, texts

FATES = ("best", "kept", "dropped")


def tree() -> Figure:
    steps = [
        [Twig("Jihun", "-0.1", 0, CHOSEN), Twig("Yuna", "-3.0", 0, DEAD)],
        [Twig("heard", "-0.2", 0, CHOSEN), Twig("saw", "-2.5", 0, ALIVE)],
        [Twig("(end)", "-0.3", 0, CHOSEN), Twig("it", "-2.6", 1, ALIVE)],
    ]
    return beam_tree(steps, fates=FATES, table={"word": ["Jihun"]})


@pytest.mark.parametrize("width", [PHONE, STAGE])
def test_every_word_and_number_is_drawn(width: int) -> None:
    written = texts(svg(tree(), width))
    assert {"Jihun", "Yuna", "heard", "saw", "(end)", "it", "-2.6"} <= set(written)
    assert set(FATES) <= set(written)


def test_time_runs_to_the_right_and_on_a_phone_downward() -> None:
    wide, narrow = (positions(svg(tree(), width)) for width in (STAGE, PHONE))
    assert wide["Jihun"][0] < wide["heard"][0] < wide["(end)"][0]
    assert wide["Jihun"][1] == wide["heard"][1] < wide["saw"][1]
    assert narrow["Jihun"][1] < narrow["heard"][1] < narrow["(end)"][1]
    assert narrow["heard"][0] < narrow["saw"][0]


def test_a_beam_of_nothing_is_drawn() -> None:
    assert svg(beam_tree([], fates=FATES, table={"word": []}))
