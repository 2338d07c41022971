"""The ELECTRA lesson's game: what the truth shows, and how rounds add up."""

from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra.edits import edit
from nlp_core.experiments.electra.game import Round, Score
from pages.parts import electra_game as play


def test_the_truth_names_the_original_and_who_called_it() -> None:
    edited = edit(read("The cow lived on the farm."), 1, "spoon")
    row = play.truth(Round(edited, (1, 2), (1,)), [1, 4])
    assert [chip.role for chip in row] == [None, "negative", "gold", None, None, None]
    assert "← cow" in row[1].note
    assert row[4].note and not row[3].note


def test_rounds_add_up() -> None:
    rounds = {1: (Score(1, 2, 0), Score(2, 2, 1)), 2: (Score(0, 1, 2), Score(1, 1, 0))}
    mine, other = play.total(rounds)
    assert (mine, other) == (Score(1, 3, 2), Score(3, 3, 1))
    assert (mine.points, other.points) == (-1, 2)
