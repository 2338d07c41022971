"""The BERT lesson's steps."""

import numpy as np
import pytest

from nlp_core.experiments.bert import senses
from nlp_core.experiments.bert.masking import Drawn
from nlp_core.experiments.bert.sentence import read
from pages.parts import bert_steps as steps


def test_a_long_sentence_is_cut_around_the_hidden_word() -> None:
    found = read("the cat sees the dog " * 10)
    for place in (0, 20, len(found.words) - 1):
        seen, at = steps.cut(found, place)
        assert len(seen.words) == steps.WORDS_DRAWN
        assert seen.words[at] is found.words[place]
    short = read("the cat")
    assert steps.cut(short, 1) == (short, 1)


def test_a_sentence_of_rare_words_is_cut_to_few_pieces_around_the_hidden_word() -> None:
    found = read("incomprehensible 초콜릿아이스크림처럼 " * 8, "public")
    for place in range(len(found.words)):
        seen, at = steps.cut(found, place)
        assert seen.words[at] is found.words[place]
        assert len(seen.words) > 1 and len(seen.pieces) <= steps.PIECES_DRAWN
        assert len(seen.pieces) * found.words[place].core <= steps.READ_AGAIN


def test_what_is_asked_about_is_coloured_and_says_what_it_was() -> None:
    row = steps.drawn_chips(
        [
            Drawn("[CLS]", "[CLS]", ""),
            Drawn("[MASK]", " cat", "asked-mask"),
            Drawn(" dog", " sees", "asked-other"),
            Drawn("s", "s", "asked-same"),
        ]
    )
    assert [chip.role for chip in row] == [None, "query", "negative", "gold"]
    assert [chip.note for chip in row] == ["", "cat", "sees", "✓"]
    assert [chip.joined for chip in row] == [False, False, False, True]


def test_the_dearest_head_is_the_lowest_chance() -> None:
    assert steps.dearest(np.array([[0.5, 0.4], [0.1, 0.6]])) == [2]
    assert steps.dearest(np.array([[0.1, 0.4], [0.1, 0.6]])) == [1, 2]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_word_of_two_senses_was_measured(language: str) -> None:
    for one in senses.WORDS[language]:
        numbers = steps.parted(language, one.word)
        assert numbers["first"] == pytest.approx(0.5)
        assert numbers["count"] >= 2 * senses.LEAST
        assert steps.parting(language, one.word).table
