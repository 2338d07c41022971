"""Subsets of the public corpora, enough to hold the numbers near those of the whole."""

from pathlib import Path

import pytest

from nlp_core.corpora.public import load
from nlp_core.measurements import public_scores

pytestmark = pytest.mark.public_data


@pytest.fixture(autouse=True)
def folder(public_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets", reason="the datasets library is not installed")
    monkeypatch.setenv("NLP_REVISITED_DATA", str(public_data))


def test_a_tenth_of_nsmc() -> None:
    """The whole reaches 0.861; a tenth of the training texts loses three points of it."""
    splits = load("nsmc")
    score = public_scores.nsmc_accuracy(splits["train"][:15_000], splits["test"][:8000])
    assert score.value >= 0.82


def test_sentence_polarity() -> None:
    assert public_scores.polarity_accuracy(load("sentence_polarity")["all"], folds=3).value >= 0.76


def test_spam() -> None:
    score = public_scores.spam_f1(load("sms_spam")["all"], folds=5)
    assert score.value >= 0.93
    assert "F1" in str(score)
