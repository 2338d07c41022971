"""A typed sentence as words and their pieces."""

import unicodedata

import pytest

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.corpora.pretraining.tokenizer import SPECIALS
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.sentence import (
    hidden_at,
    piece_texts,
    read,
    text_of,
)


def test_words_are_eojeols_and_signs_stay_behind_them() -> None:
    found = read("안나는 책을 읽는다.")
    assert [word.text for word in found.words] == ["안나는", "책을", "읽는다."]
    assert [word.bare for word in found.words] == ["안나는", "책을", "읽는다"]
    assert found.words[-1].signs == "."
    assert text_of(found.pieces) == "안나는 책을 읽는다."


def test_what_is_around_a_word_is_all_of_the_sentence() -> None:
    found = read("The dog, it runs.")
    for place in found.hideable:
        before, own, after = found.around(place)
        assert before + own + after == found.pieces
        assert text_of(own) == found.words[place].bare


@pytest.mark.parametrize(
    "typed", ["The CAT", "the cat", unicodedata.normalize("NFD", "the cat"), "the\x00 cat\u200b"]
)
def test_spelling_that_means_the_same_reads_the_same(typed: str) -> None:
    assert read(typed).words[0] == read("the cat").words[0]


def test_half_hangul_is_composed() -> None:
    assert read(unicodedata.normalize("NFD", "고양이가 운다")) == read("고양이가 운다")


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\n\t"])
def test_nothing_is_told(typed: str) -> None:
    with pytest.raises(LearnerError) as error:
        read(typed)
    assert error.value.code == "empty-text"


def test_a_long_text_is_cut_at_a_word_and_says_how_many_are_left_out() -> None:
    found = read("the cat sees the dog " * 200)
    assert len(found.pieces) <= LONGEST
    assert len(found.words) + found.left_out == 1000


def test_a_first_word_that_is_too_long_is_told() -> None:
    with pytest.raises(LearnerError) as error:
        read("漢字語" * 60)
    assert error.value.code == "long-word"


@pytest.mark.parametrize("typed", ["🙂👨‍👩‍👧", "... !!", "漢字" * 8])
def test_a_text_without_a_word_to_hide_is_told(typed: str) -> None:
    found = read(typed)
    assert not found.hideable
    with pytest.raises(LearnerError) as error:
        hidden_at(found, 0)
    assert error.value.code == "no-mask"


def test_pieces_say_their_text_with_the_space_in_front() -> None:
    texts = piece_texts()
    assert texts[:6] == SPECIALS
    word = read("the").words[0]
    assert texts[word.pieces[0]] == " the"
