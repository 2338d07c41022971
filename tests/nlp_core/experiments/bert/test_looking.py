"""Attention by words, and what a head is worth."""

import copy
import math

import numpy as np
import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.cloze import guess, log_chance
from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.looking import by_words, looks, without_heads
from nlp_core.experiments.bert.sentence import read
from nlp_core.training.packing import CLS, MASK, SEP
from tests.nlp_core.experiments.bert.small import both

LEXICON = Lexicon(["말을", "개를", "소를", "책을", "의사의", "왕이", "서울에서", "부산에서"])
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


@pytest.mark.parametrize(
    ("text", "place"), [("여왕이 의사의 말을 믿지 않았다.", 2), ("서울에서 왕이", 0)]
)
def test_a_head_that_is_out_counts_as_one_whose_weights_are_zero(text: str, place: int) -> None:
    """Once computed are the states below and the heads; here the whole model runs for each head."""
    found = read(text)
    before, own, after = found.around(place)
    _, chances = without_heads(both(), found, place, LEXICON)
    for layer, head in np.ndindex(2, 4):
        model = copy.deepcopy(both().model)
        attention = model.encoder.block(layer).attention
        assert attention is not None
        with torch.no_grad():
            attention.out.weight.unflatten(1, (4, -1))[:, head] = 0  # what is added of the head
        logs = 0.0
        for j, piece in enumerate(own):
            row = [CLS, *before, *own[:j], *[MASK] * (len(own) - j), *after, SEP]
            with torch.inference_mode():
                states = model(torch.tensor([row]))  # (1, T, C)
                scores = model.token_scores(states[0, 1 + len(before) + j])
            logs += log_chance(scores, piece, LEXICON.following(own[:j], own))
        assert chances[layer, head] == pytest.approx(math.exp(logs), rel=1e-3)


def test_a_place_without_a_word_is_told() -> None:
    with pytest.raises(LearnerError):
        without_heads(both(), read("🙂 hello"), 0, LEXICON)
