"""Attention by words, and what a head is worth."""

import numpy as np
import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.cloze import guess
from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.looking import by_words, looks, without_heads
from nlp_core.experiments.bert.sentence import read
from tests.nlp_core.experiments.bert.small import both

LEXICON = Lexicon(["말을", "개를", "소를", "책을", "의사의", "왕이"])
FOUND = read("여왕이 의사의 말을 들었지만 믿지 않았다.")


def test_every_word_looks_with_a_whole_of_one() -> None:
    seen = looks(both(), FOUND, None)
    count = len(FOUND.words) + 2
    assert seen.names[0] == "[CLS]" and seen.names[-1] == "[SEP]" and len(seen.names) == count
    assert seen.weights.shape == (2, 4, count, count)
    assert np.allclose(seen.weights.sum(-1), 1.0, atol=1e-5)


def test_words_of_one_piece_keep_their_weights() -> None:
    weights = torch.rand(2, 3, 3)
    assert torch.allclose(by_words(weights, torch.arange(3)), weights)


def test_the_hidden_word_is_named_as_a_mask() -> None:
    seen = looks(both(), FOUND, 1)
    assert seen.names[2] == "[MASK]"
    assert not np.allclose(seen.weights, looks(both(), FOUND, None).weights)


def test_heads_are_taken_out_one_by_one() -> None:
    whole, chances = without_heads(both(), FOUND, 2, LEXICON)
    assert chances.shape == (2, 4)
    assert whole == pytest.approx(guess(both(), FOUND, 2, LEXICON).own, rel=1e-3)
    assert not np.allclose(chances, whole)


def test_a_place_without_a_word_is_told() -> None:
    with pytest.raises(LearnerError):
        without_heads(both(), read("🙂 hello"), 0, LEXICON)
