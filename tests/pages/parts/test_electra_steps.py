"""The ELECTRA lesson's later figures."""

import pytest

from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra.edits import Edited
from nlp_core.experiments.electra.game import Round
from nlp_core.experiments.electra.judging import Judged, Token
from nlp_core.measurements import electra_results as measured
from pages.parts import electra_steps as steps


@pytest.mark.parametrize("spoken", ["ko", "en"])
@pytest.mark.parametrize("probe", measured.PROBES)
def test_every_question_has_its_line(spoken: str, probe: str) -> None:
    table = steps.teaches(spoken, probe).table
    named = set(next(iter(table.values())))
    assert {one[spoken != "ko"] for one in steps.NAMES.values()} <= named
    leaders = steps.leaders(spoken, probe)
    assert all(one[spoken != "ko"] not in leaders or key in measured.leaders(spoken, probe)
               for key, one in steps.NAMES.items())  # fmt: skip


def test_the_word_of_most_tokens() -> None:
    one, two = (Token("a", 0.1),), (Token("b", 0.2), Token("c", 0.3))
    assert steps.widest_word(Judged(("a", "bc"), (one, two), ((0, 1), (0, 2)))) == 1


def test_a_round_in_numbers() -> None:
    found = read("The cow lived on the farm.")
    dealt = Round(Edited(found, found), (1, 2), (1,))
    told = steps.round_numbers(dealt, [0, 3])
    assert (told["tried"], told["replaced"]) == (2, 0)
    assert (told["found"], told["wrong"], told["model_wrong"]) == (0, 2, 1)
