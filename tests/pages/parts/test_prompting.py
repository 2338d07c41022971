"""The prompting lesson's parts: chips of an answer, and a name for every measured line."""

import numpy as np
import pytest

from nlp_core.experiments.prompting.one_prompt import OPENING, read
from nlp_core.experiments.prompting.typed_prompt import END, Answer
from nlp_core.measurements import prompting_results
from pages.kit.suggested import Suggested
from pages.parts import prompting as parts


def test_an_answers_chips_are_as_deep_as_the_model_was_sure() -> None:
    shares = np.array([[0.6, 0.1, 0.3], [0.0, 0.9, 0.1]], dtype=np.float32)
    row = parts.answer_chips("bird", Answer(("s", END), ("s", END, ""), shares))
    assert [chip.text for chip in row] == ["bird", "→", "s", END]
    assert [chip.weight for chip in row[2:]] == pytest.approx([0.6, 0.9])
    assert [chip.special for chip in row[2:]] == [False, True]


@pytest.mark.parametrize("view", ["sizes", "controls", *parts.VIEWS])
def test_every_measured_line_has_a_name(view: str) -> None:
    assert {line.name for line in prompting_results.lines(view)} <= parts.LINES.keys()


def test_every_suggested_prompt_can_be_read() -> None:
    assert isinstance(parts.PROMPT, Suggested)
    for text in (*parts.PROMPT.examples, *OPENING.values()):
        assert read(text).question
