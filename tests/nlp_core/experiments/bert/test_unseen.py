"""Sentences that no training read, and what is hidden in them."""

from dataclasses import replace

import pytest
import torch

from nlp_core.corpora.pretraining.documents import little_world
from nlp_core.experiments.bert.held_out import (
    PLACES,
    SHARES,
    VIEWS,
    WORDS,
    by_share,
    summary,
    token_counts,
    token_ranks,
    tokens,
    words,
)
from nlp_core.experiments.bert.lexicon import Lexicon
from nlp_core.experiments.bert.pairs import STORIES
from nlp_core.experiments.bert.sentence import read, text_of
from nlp_core.experiments.bert.unseen import unseen
from nlp_core.models.bigram import Bigram
from nlp_core.training.packing import CLS, SEP, Rows
from tests.nlp_core.experiments.bert.small import both, left


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_unseen_sentence_or_story_is_learned_from(language: str) -> None:
    learned = [one.sentences for one in little_world(language) if not one.held_out]
    said = {sentence for one in learned for sentence in one}
    fresh = unseen(language)
    assert not said & {text_of(one.pieces) for one in fresh.sentences}
    assert not set(learned) & set(fresh.stories)
    assert len(fresh.sentences) >= PLACES and len(fresh.stories) >= STORIES
    lexicon = Lexicon(word.bare for one in fresh.learned for word in one.words if word.core)
    asked = words(language, lexicon)
    assert len(asked) == WORDS and len(tokens(language)) == PLACES
    assert all(found.words[place].bare in lexicon.words for found, place in asked)
    assert all(place < len(found.pieces) for found, place in tokens(language))
    first, last = {"left": [0] * PLACES}, {"left": [5] * WORDS}
    told = {row["view"]: row for row in summary(first, asked, last)}
    assert told["token"]["top1"] == 1.0 and told["one"]["top5"] == 0.0
    assert sum(told[view]["places"] for view in ("one", "two", "more")) == WORDS
    assert set(told) == set(VIEWS)


def test_what_stands_right_tells_the_model_of_both_sides_alone() -> None:
    one, other = read("the cat sees a dog"), read("the cat sees a cow")
    ranks = [token_ranks([(found, 1)], left(), both()) for found in (one, other)]
    assert ranks[0]["left"] == ranks[1]["left"]
    assert ranks[0]["both-blind"] == ranks[1]["both-blind"]
    assert ranks[0]["both"] != ranks[1]["both"]


def test_counting_tokens_ranks_what_stood_there_first() -> None:
    a, b = torch.tensor([CLS, 10, 11] * 5), torch.tensor([10, 11, SEP] * 5)
    found = read("the cat")
    sentence = replace(found, words=(replace(found.words[0], pieces=(10, 11), core=2),))
    ranks = token_counts([(sentence, 0), (sentence, 1)], Bigram(a, b, 50))
    assert ranks["bigram"] == [0, 0]


def test_the_more_is_hidden_the_less_can_be_read() -> None:
    row = torch.arange(6, 134)[None]
    rows = Rows(row, torch.zeros_like(row), torch.zeros_like(row), torch.full_like(row, -100))
    assert len(by_share(both(), rows)) == len(SHARES)
