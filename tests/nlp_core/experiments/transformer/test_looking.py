"""Alignment errors, head by head, equal those that the whole model is judged by."""

import pytest

from nlp_core.experiments.attention.accuracy import alignment_error
from nlp_core.experiments.transformer.looking import alignment_errors
from tests.nlp_core.experiments.transformer.small import untrained


def test_the_last_blocks_mean_is_what_the_model_is_judged_by() -> None:
    trained = untrained()
    words = trained.vocabulary
    found = alignment_errors(trained.model, tuple(words["source"]), tuple(words["target"]), "en-ko")
    assert [len(row) for row in found] == [3, 3]
    assert all(0 <= value <= 1 for row in found for value in row)
    assert found[-1][0] == pytest.approx(alignment_error(trained.model, words, "en-ko"))
