"""The hidden word of the stage, asked of a published BERT beside the little one."""

import math
from pathlib import Path

import pytest

from nlp_core.experiments.bert.cloze import Guess
from nlp_core.published.hidden import Filled
from pages.parts.bert_hidden import ranking
from tests.pages.drawing import badges, charts
from tests.pages.real_hub import fetched, hub, said

SHOWN = 3  # the stage, the measured, and the checkpoint's


@pytest.mark.parametrize(("language", "name"), [("ko", "klue/bert-base")])
def test_its_candidates_stand_beside_the_little_models(
    language: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(name, tmp_path, monkeypatch):
        page = fetched("bert", language)
        assert len(charts(page)) == SHOWN and any(
            name in badge.replace("\\", "") for badge in badges(page)
        )
        assert "CC BY-SA" in said(page)


@pytest.mark.parametrize(
    "typed", ["The [MASK] sleeps", "[mask] [MASK] cat", "漢字 [MASK]", "the cat"]
)
def test_the_learners_own_sentence_is_asked(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("google-bert/bert-base-uncased", tmp_path, monkeypatch):
        page = fetched("bert", "en", **{"bert-text": "own", "sentence-en": typed})
        assert len(charts(page)) == SHOWN and not page.warning


def test_a_word_that_never_stood_there_has_no_row() -> None:
    guess = Guess(("a", "b"), (0.6, 0.3), math.nan, None)
    assert len(ranking("x", guess, "[MASK]", "#000").words) == 2
    known = Guess(("a", "b"), (0.6, 0.3), 0.05, None)
    assert ranking("x", known, "own", "#000").words[-1] == "… own"
    assert Filled.__dataclass_params__.frozen  # it is kept with the visit
