"""The recurrent lesson's figures of one text."""

import pytest

from nlp_core.experiments.recurrent.writing import Sample, Word
from nlp_core.recipes.character_model import LANGUAGES
from pages.parts import recurrent_steps as steps


def test_spaces_and_line_ends_can_be_seen() -> None:
    assert [steps.visible(one) for one in (" ", "\n", "가")] == ["␣", "⏎", "가"]


@pytest.mark.parametrize("count", [1, 2, 6, 25])
def test_the_history_has_the_first_and_the_last(count: int) -> None:
    found = steps.history([Sample(i, f"text {i}", i / count) for i in range(count)])
    texts = list(found.values())[2]
    assert texts[0] == "text 0" and texts[-1] == f"text {count - 1}"
    assert len(texts) <= steps.SAMPLES


def test_words_that_do_not_exist_are_marked() -> None:
    chips = steps.written_chips([Word("비가", True), Word("븨가", False)])
    assert [chip.role for chip in chips] == [None, "negative"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_the_writers(language: str) -> None:
    told = steps.writer_numbers(language)
    assert told["one"] < 0.1 < told["low"] <= told["high"] <= 1
    assert told["loss_rnn"] < told["loss_3"] < told["loss_2"] < told["loss_1"]
