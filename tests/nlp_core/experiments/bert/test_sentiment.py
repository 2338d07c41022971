"""The verdict on a review: what hiding a word changes, on a model that knows two words alone."""

from typing import Any

import pytest
import torch

from nlp_core.corpora.pretraining.tokenizer import MASK
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.bert.sentiment import MOST, ROOM, Verdict, judge
from nlp_core.recipes.fine_tuning import FILM_JUDGES, FineTuningSpec
from nlp_core.trained import Trained

GOOD, BAD = "wonderful", "dull"


class Counting(torch.nn.Module):
    """It finds praise where the pieces of one word stand, and blame where those of another do."""

    def __init__(self) -> None:
        super().__init__()
        self.head = torch.nn.Identity()

    def pooled(self, tokens: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        good, bad = (read(word, "public").pieces[0] for word in (GOOD, BAD))
        count = [((tokens == piece) & real).sum(1) for piece in (good, bad)]
        return torch.stack(count, dim=1).float()  # (B, 2)


@pytest.fixture
def run() -> Trained[FineTuningSpec, Any]:
    return Trained("test", FILM_JUDGES["en"], Counting(), {}, {}, shipped=True)


def test_a_word_of_praise_adds_and_one_of_blame_takes_away(run: Any) -> None:
    found = judge(run, f"a {GOOD} and {BAD} {GOOD} story")
    assert found.praise > 0.5 and len(found.gains) == 6
    assert found.gains[1] == found.gains[4] > 0 > found.gains[3]
    assert found.gains[0] == found.gains[5] == pytest.approx(0)
    assert found.without[3] > found.praise


def test_nothing_said_is_even_odds(run: Any) -> None:
    assert judge(run, "a story").praise == 0.5


def test_the_strongest_word_may_speak_for_either_side() -> None:
    found = read("one two three", "public")
    assert Verdict(found, 0.5, (0.4, 0.9, 0.5)).strongest == 1
    assert Verdict(found, 0.5, (0.0, 0.9, 0.5)).strongest == 0


def test_a_word_is_hidden_with_all_its_pieces(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[torch.Tensor] = []
    monkeypatch.setattr(
        Counting, "pooled", lambda self, tokens, real: (seen.append(tokens), tokens[:, :2] * 0.0)[1]
    )
    text = "incomprehensibilities are dull"
    judge(run, text)
    rows = torch.cat(seen)
    pieces = len(read(text, "public").words[0].pieces)
    assert pieces > 1 and rows.shape[0] == 4
    assert sorted((rows == MASK).sum(1).tolist()) == sorted([0, pieces, 1, 1])


@pytest.mark.parametrize("text", ["a dull story " * 50, "지루해요 " * 90, "가 " * 200, "a b"])
def test_of_a_long_review_the_first_words_are_hidden(
    text: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one verdict reads is bounded; all of the review is in every one of the readings."""
    seen: list[torch.Tensor] = []
    monkeypatch.setattr(
        Counting, "pooled", lambda self, tokens, real: (seen.append(tokens), tokens[:, :2] * 0.0)[1]
    )
    found = judge(run, text)
    rows = torch.cat(seen)
    assert rows.shape == (1 + len(found.gains), len(found.read.pieces) + 2)
    assert len(found.gains) * len(found.read.pieces) <= ROOM
    assert len(found.gains) in (MOST, len(found.read.words), ROOM // len(found.read.pieces))


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_of_nothing_there_is_no_verdict(text: str, run: Any) -> None:
    with pytest.raises(LearnerError, match="empty-text"):
        judge(run, text)
