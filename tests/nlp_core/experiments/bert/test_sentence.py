"""A typed sentence as words and their pieces."""

import unicodedata

import pytest

from nlp_core.corpora.pretraining.passages import LONGEST
from nlp_core.corpora.pretraining.tokenizer import MASK, SPECIALS
from nlp_core.errors import LearnerError
from nlp_core.experiments.bert.sentence import (
    hidden_at,
    piece_texts,
    read,
    text_of,
    with_place,
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


@pytest.mark.parametrize(
    ("typed", "place", "lead", "around"),
    [
        ("나는 [MASK]에서 책을 읽는다.", 1, 0, "에서"),
        ("나는 [mask].", 1, 0, "."),
        ("안나[Mask] 운다", 0, 1, ""),
        ("[MASK][MASK] 운다", 0, 0, ""),
    ],
)
def test_a_typed_mask_is_one_piece(typed: str, place: int, lead: int, around: str) -> None:
    found = read(typed)
    word = found.words[place]
    assert found.typed == (place,) and word.typed and word.can_hide
    before, own, after = found.around(place)
    assert own == (MASK,) and before + own + after == found.pieces
    assert bool(word.lead) == bool(lead)
    assert word.signs.replace("[MASK]", "") == around
    assert with_place(found, place)[1] is None


def test_a_typed_mask_gives_way_to_other_pieces() -> None:
    found = read("안나는 [MASK] 읽는다.")
    filled = found.filled(1, read("책을").pieces)
    assert filled == read("안나는 책을 읽는다.") and not filled.typed
    assert read("[MASK] and [MASK]").masks == 2


@pytest.mark.parametrize("typed", ["[MASK]", "[mask] [MASK]!", "[MASK][MASK] ... 🙂"])
def test_masks_alone_are_told(typed: str) -> None:
    with pytest.raises(LearnerError) as error:
        read(typed)
    assert error.value.code == "all-masks"


def test_a_place_is_told_as_letters() -> None:
    text, span = with_place(read("안나는 책을 읽는다."), 2)
    assert span is not None and text[span[0] : span[1]] == "읽는다"


def test_another_corpus_has_its_own_pieces() -> None:
    found = read("배우들의 연기가 좋았다.", "public")
    assert found.words[0].bare == "배우들의" and found.words[0].corpus == "public"
    assert text_of(found.pieces, "public") == "배우들의 연기가 좋았다."
    assert len(piece_texts("public")) == 8_000
