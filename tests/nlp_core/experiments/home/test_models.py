"""A sentence before models: small ones made here, so that every answer is known."""

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from nlp_core.corpora.letter_rules.episodes import CHARACTERS, NEWLINE
from nlp_core.errors import LearnerError
from nlp_core.experiments.home.models import judged, placed, prompted
from nlp_core.experiments.naive_bayes.verdict import learn
from nlp_core.text.embeddings import Vectors
from nlp_core.text.reader import Reader

ROWS = (("good good film", "positive"), ("bad film", "negative"))
WORDS = ("the", ".", "cat", "dog", "car")


class Repeater(nn.Module):
    """Writes "!" first and then ends the line, whatever it has read."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, tokens: Tensor, *_: object, **__: object) -> Tensor:
        mark = CHARACTERS.index("!")
        logits = torch.zeros(*tokens.shape, len(CHARACTERS))
        wanted = torch.where(tokens == mark, NEWLINE, mark)
        return logits.scatter(-1, wanted.unsqueeze(-1), 20.0) * self.scale


def test_the_strongest_words_come_first_and_decide() -> None:
    reader = Reader("en", "words")
    found = judged(learn(ROWS, reader), "a good film", reader)
    assert found.winner == "positive"
    assert [name for name, _ in found.shares] == ["good", "film"]
    assert 0.5 < found.probability < 1


def test_rare_words_are_placed_with_their_nearest() -> None:
    matrix = np.array([[1, 1, 1], [0, 1, 0], [1, 0, 0], [0.9, 0.1, 0], [0, 0, 1]], np.float32)
    found = placed(Vectors(WORDS, matrix), "The cat runs.")
    assert found.unknown == ("runs",) or "runs" in found.unknown
    assert found.words[:2] == ["the", "cat"]
    cat = found.words.index("cat")
    assert (cat, found.words.index("dog")) in found.links
    assert found.points.shape == (len(found.words), 2)
    assert "." not in [word for word, own in zip(found.words, found.chosen, strict=True) if own]


def test_the_prompt_is_made_of_the_longest_words_in_reading_order() -> None:
    found = prompted(Repeater(), "a great little film", "en")
    assert found.examples == [("great", "great!"), ("little", "little!")]
    assert found.question == "film"
    assert found.text.endswith("film >")


def test_spare_words_stand_in_where_a_sentence_is_short() -> None:
    found = prompted(Repeater(), "안녕", "ko")
    assert [word for word, _ in found.examples] == ["바다", "나무"]
    assert found.question == "안녕"
    assert found.answer.text == "!"
    assert not found.is_right


def test_no_word_to_ask_about_is_said() -> None:
    with pytest.raises(LearnerError, match="no-letters"):
        prompted(Repeater(), "?!", "en")
