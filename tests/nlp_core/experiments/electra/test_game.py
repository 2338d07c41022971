"""The game's rounds and points."""

import pytest

from nlp_core.experiments.bert.sentence import read
from nlp_core.experiments.bert.unseen import unseen
from nlp_core.experiments.electra.game import ROUNDS, Score, boards, deal, score
from nlp_core.measurements import electra_results
from nlp_core.measurements.bert_results import lexicon
from tests.nlp_core.experiments.electra.small import electra

SECOND = electra_results.boards("en")[1]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_rounds_are_unseen_sentences_always_the_same(language: str) -> None:
    sentences = electra_results.boards(language)
    assert len(set(sentences)) == len(sentences) == ROUNDS
    assert sentences == boards(language)
    assert {read(one) for one in sentences} <= set(unseen(language).sentences)
    dealt = deal(electra(), sentences[0], 1, lexicon())
    assert dealt is deal(electra(), sentences[0], 1, lexicon())
    assert len(dealt.tried) >= 2
    assert set(dealt.replaced) <= set(dealt.tried)


def test_a_draw_equal_to_the_original_is_not_replaced() -> None:
    for number, sentence in enumerate(electra_results.boards("en"), 1):
        dealt = deal(electra(), sentence, number, lexicon())
        for place in set(dealt.tried) - set(dealt.replaced):
            words = dealt.edited.before.words[place], dealt.edited.now.words[place]
            assert words[0].pieces == words[1].pieces


def test_points_are_found_less_wrong() -> None:
    dealt = deal(electra(), SECOND, 2, lexicon())
    all_places = range(len(dealt.edited.now.words))
    assert score(dealt, dealt.replaced) == Score(len(dealt.replaced), len(dealt.replaced), 0)
    assert score(dealt, []) == Score(0, len(dealt.replaced), 0)
    every = score(dealt, list(all_places))
    assert every.points == 2 * len(dealt.replaced) - len(all_places)
    assert every.plus(every) == Score(2 * every.found, 2 * every.of, 2 * every.wrong)
