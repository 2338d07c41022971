"""What encoders answer for a sentence and another order of it."""

from functools import cache

import numpy as np
import pytest

from nlp_core.corpora.word_order import lexicon
from nlp_core.errors import LearnerError
from nlp_core.experiments.positions import orders, own_sentence, scores, shuffle
from nlp_core.models.order_encoder import WAYS
from nlp_core.recipes.word_order import WordOrderSpec
from nlp_core.trained import Trained

IDS = own_sentence.read(own_sentence.EXAMPLES["en"][0], "en").ids


@cache
def run() -> shuffle.Run:
    """Untrained encoders: what a shuffle cannot change holds for any weights."""
    spec = WordOrderSpec(language="en", d_model=16, n_head=2)
    bundle = spec.build()
    return Trained("run", spec, bundle.model.eval(), bundle.vocabulary, card={})


@pytest.mark.parametrize("kind", orders.KINDS)
def test_without_positions_nothing_changes_and_with_them_something_does(kind: str) -> None:
    order = orders.reordered(kind, IDS, lexicon("en"), 3)
    found = {one.way: one for one in shuffle.answers(run(), IDS, order)}
    assert tuple(found) == WAYS
    none = found["none"]
    assert none.difference < 1e-5
    assert none.chance[0] == pytest.approx(none.chance[1], abs=1e-6)
    assert none.place[0] == none.place[1]
    for way in WAYS[1:]:
        assert found[way].difference > 1e-3


def test_distances_of_the_same_word_are_nothing_without_positions() -> None:
    order = orders.swap_nouns(IDS, lexicon("en"))
    for way, same in (("none", True), ("sinusoidal", False)):
        table = shuffle.distances(run(), IDS, order, way)
        diagonal = np.array([table[row, place] for row, place in enumerate(order)])
        assert bool((diagonal < 1e-4).all()) is same


def test_a_question_needs_a_verb_and_two_nouns() -> None:
    for text, code in (("the cat the dog", "no-verb"), ("the cat sees the cat", "two-nouns")):
        with pytest.raises(LearnerError, match=code):
            shuffle.question(own_sentence.read(text, "en").ids, "en")


def test_only_the_sites_own_sentences_are_shared() -> None:
    assert shuffle.is_ready(run(), IDS)
    assert not shuffle.is_ready(run(), own_sentence.read("my own cat", "en").ids)


@pytest.mark.parametrize(("way", "flat"), [("rotary", True), ("none", True), ("learned", False)])
def test_scores_know_the_offset_alone_where_they_should(way: str, flat: bool) -> None:
    lex = lexicon("en")
    found = scores.scores(run(), way, lex.verb, lex.noun, 1)
    assert found.table.shape == (scores.PLACES, scores.PLACES)
    assert (found.spread < 1e-4) is flat
    if way == "rotary":
        assert np.ptp(found.table[0]) > 1e-3  # and the offset does matter
