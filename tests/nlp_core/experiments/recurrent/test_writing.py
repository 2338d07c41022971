"""What a model wrote and writes: repeatable, judged word by word."""

import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.recurrent import writing
from nlp_core.experiments.recurrent.reading import TrainedWriter
from tests.nlp_core.experiments.recurrent.fresh import trained


def test_the_history_begins_before_training(model: TrainedWriter) -> None:
    found = writing.history(model)
    assert found[0].step == 0 and found[-1].step == 4
    assert all(0 < len(one.text) <= writing.LINE and "\n" not in one.text for one in found)


def test_words_are_judged_and_the_last_one_is_not(model: TrainedWriter) -> None:
    words = writing.continued(model, "The cat zzq", 40, 1.0, 1)
    assert [word.text for word in words[:2]] == ["The", "cat"]
    assert words[0].known and words[1].known and words[-1].known
    assert not all(word.known for word in words)
    assert words == writing.continued(model, "The cat zzq", 40, 1.0, 1)
    assert words != writing.continued(model, "The cat zzq", 40, 1.0, 2)
    assert writing.continued(model, "The cat", 0, 1.0, 1)[-1].text == "cat"


def test_jamo_are_shown_as_syllables() -> None:
    model = trained(corpus="ko", unit="jamo")
    for one in writing.history(model):
        assert not any("ㄱ" <= letter <= "ㅣ" for letter in one.text)


def test_no_beginning_is_said(model: TrainedWriter) -> None:
    with pytest.raises(LearnerError, match="recurrent-empty"):
        writing.continued(model, " ", 10, 1.0, 1)
