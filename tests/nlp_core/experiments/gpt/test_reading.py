"""A learner's text becomes pieces; what is odd in it is told, and nothing broken is shown."""

import pytest

from nlp_core.corpora.pretraining.tokenizer import BOS, EOS, tokenizer
from nlp_core.errors import LearnerError
from nlp_core.experiments.gpt.reading import END_MARK, is_whole, piece, read, shown

WORLD = "little_world"


def test_a_text_is_read_in_lower_case_after_bos() -> None:
    found = read(WORLD, "The Cat")
    assert found.ids[0] == BOS and found.text == "the cat" and not found.left_out
    assert shown(WORLD, found.ids[1:]) == " the cat" and not found.unseen


def test_a_long_text_is_cut_and_said() -> None:
    found = read(WORLD, "고양이가 " * 600)
    assert len(found.ids) == 126 and found.left_out > 400


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_nothing_to_read_is_said(text: str) -> None:
    with pytest.raises(LearnerError) as error:
        read(WORLD, text)
    assert error.value.code == "empty-text"


def test_letters_never_seen_are_named() -> None:
    found = read(WORLD, "나는 책을 빌렸다 👩\u200d🚀 東")
    assert found.unseen == ("빌", "👩", "\u200d", "🚀", "東")
    assert not read(WORLD, "고양이가 우유를 마신다.").unseen


def test_a_space_at_the_end_stays_where_the_text_goes_on() -> None:
    assert len(read(WORLD, "왕은 ", goes_on=True).ids) == len(read(WORLD, "왕은 ").ids) + 1


def test_pieces_and_texts_show_no_broken_letter() -> None:
    bpe = tokenizer(WORLD)
    for token in range(len(bpe.tokens)):
        for text in (piece(WORLD, token), shown(WORLD, [token]), shown(WORLD, [token, 700])):
            assert "\ufffd" not in text
        assert shown(WORLD, [token]).isprintable()
    half = bpe.encode("뷁")
    assert shown(WORLD, half) == "뷁" and shown(WORLD, half[:1]).startswith("‹")
    assert not is_whole(WORLD, half[0]) and piece(WORLD, EOS) == END_MARK
    assert shown(WORLD, [*bpe.encode("왕"), EOS]) == "왕"
