"""The generator's proposals and draws."""

import math

import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.lexicon import Lexicon, spelled
from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.electra.proposals import drawn, propose
from tests.nlp_core.experiments.electra.small import electra

WORDS = Lexicon(["cow", "dog", "cat", "hen", "pig", "farm", "house", "spoon"])


def test_proposals_are_words_in_order_of_chances_that_add_up() -> None:
    found = propose(electra(), read("The cow lived on the farm."), 1, WORDS)
    assert set(found.words) <= WORDS.words
    assert list(found.chances) == sorted(found.chances, reverse=True)
    assert sum(found.chances) <= 1 + 1e-5
    if "cow" in found.words:
        assert found.own == pytest.approx(found.chances[found.words.index("cow")], rel=1e-4)


def test_draws_follow_the_chances() -> None:
    found, dice = read("The cow lived on the farm."), torch.Generator().manual_seed(0)
    likely = propose(electra(), found, 1, WORDS)
    words = [drawn(electra(), found, 1, WORDS, dice) for _ in range(300)]
    for word, chance in zip(likely.words, likely.chances, strict=True):
        spread = math.sqrt(chance * (1 - chance) / 300)
        assert abs(words.count(word) / 300 - chance) < 4 * spread + 1e-6


def test_any_word_begins_with_a_space_and_goes_on_without() -> None:
    found = propose(electra(), read("고양이가 우유를 마셨다."), 1, spelled("little_world"))
    assert all(word and " " not in word for word in found.words)


def test_no_word_can_be_proposed_for_a_sign() -> None:
    with pytest.raises(LearnerError):
        propose(electra(), read("a !! b"), 1, WORDS)
