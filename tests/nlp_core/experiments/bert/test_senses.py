"""Words of two meanings, and how far their vectors part."""

import numpy as np
import pytest

from nlp_core.experiments.bert.senses import (
    CONTROL,
    EACH,
    WORDS,
    Ambiguous,
    balanced,
    measured,
    occurrences,
    parted,
    shown,
    vectors,
)
from nlp_core.experiments.bert.sentence import read
from tests.nlp_core.experiments.bert.small import both

EVERY = [(language, one) for language, words in WORDS.items() for one in words]


@pytest.mark.parametrize(("language", "one"), EVERY, ids=lambda x: getattr(x, "word", x))
def test_the_shown_sentences_hold_the_word_three_times_in_each_meaning(
    language: str, one: Ambiguous
) -> None:
    assert [meaning for _, _, meaning in shown(one)] == [0, 0, 0, 1, 1, 1]


def test_the_control_has_two_kinds_of_sentences() -> None:
    texts = {
        "ko": ("안나는 한국어로 된 책을 읽는다.", "안나는 책을 들고 왔다."),
        "en": ("anna reads a book in korean.", "she saw the book on the table."),
    }
    for language, pair in texts.items():
        found = occurrences(CONTROL[language], [read(text) for text in pair])
        assert [meaning for _, _, meaning in found] == [1, 0]


def test_an_embedding_cannot_part_and_a_layer_can() -> None:
    found = shown(WORDS["ko"][0])
    numbers = measured(both(), found)
    assert numbers["meaning"][0] == pytest.approx(0.5)
    assert len(numbers["meaning"]) == len(numbers["dealt"]) == 3
    assert numbers["meaning"][1] != 0.5


def test_vectors_are_those_of_the_word_alone() -> None:
    found = read("the cat sees the dog.")
    one, other = vectors(both(), found, 0), vectors(both(), found, 3)
    assert one.shape == (3, 64)
    assert np.allclose(one[0], other[0], atol=1e-5)  # both are "the"
    assert not np.allclose(one[1], other[1], atol=1e-5)


def test_random_meanings_part_by_chance() -> None:
    table = np.random.default_rng(0).normal(size=(60, 16)).astype(np.float32)
    assert parted(table, [0, 1] * 30) == pytest.approx(0.5, abs=0.05)
    assert parted(np.vstack([table[:30] + 9, table[:30] - 9]), [0] * 30 + [1] * 30) == 1.0


def test_meanings_are_balanced_or_left_out() -> None:
    sentence = read("the cat")
    many = [(sentence, 0, 0)] * 40 + [(sentence, 0, 1)] * 30
    assert len(balanced(many)) == 2 * EACH
    assert balanced([(sentence, 0, 0)] * 40 + [(sentence, 0, 1)] * 2) == []
