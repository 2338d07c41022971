"""A sentence read without a model."""

import numpy as np
import pytest

from nlp_core.errors import LearnerError
from nlp_core.experiments.home.reading import MOST_WORDS, counted, cuts, subword_pieces


def test_cuts_count_words_characters_and_bytes() -> None:
    found = cuts("고양이가 운다!")
    assert found.tokens == ("고양이가", "운다", "!")
    assert (found.words, found.characters, found.bytes) == (2, 7, 20)


def test_the_sum_of_the_rows_counts_repeated_words() -> None:
    found = counted("The cat saw the dog")
    assert found.words == ["the", "cat", "saw", "the", "dog"]
    assert np.array_equal(found.rows.sum(axis=0), [2, 1, 1, 1])
    assert np.array_equal(found.rows.sum(axis=1), np.ones(5))
    assert (found.size, found.total) == (4, 5)


def test_a_long_sentence_is_drawn_in_part_and_counted_whole() -> None:
    found = counted(" ".join(f"w{i}" for i in range(20)))
    assert found.rows.shape == (MOST_WORDS, MOST_WORDS)
    assert (found.size, found.total) == (20, 20)


def test_nothing_to_count_is_said() -> None:
    with pytest.raises(LearnerError, match="no-words-left"):
        counted("!?")


def test_the_pieces_spell_the_sentence_and_leave_few_characters_unknown() -> None:
    known = subword_pieces("정말 좋아요")
    assert known.source == "both"
    assert "".join(one.text for one in known.tokens) == "정말 좋아요"
    little_world = subword_pieces("지훈이 웃었다")
    assert little_world.source == "world"
    assert all(one.kind != "unknown" for one in little_world.tokens)
