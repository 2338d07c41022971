"""Tokenizers whose tokens are whole letters: they spell everything, as those over bytes do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.bpe_file import as_text, from_text
from nlp_core.text.bpe_letters import train_on_letters

TEXTS = ["고양이가 우유를 마신다.", "고양이는 나무를 본다.", "the cat drinks milk.", "☕ 한 잔"] * 2


def test_every_token_of_a_known_letter_is_whole() -> None:
    bpe = train_on_letters(TEXTS, vocab_size=330)
    for text in ("나무가 우유를 본다", "잔이 고양이를", "☕☕"):
        pieces = [bpe.decode([one]) for one in bpe.encode(text)]
        assert "".join(pieces) == text
    assert "�" in "".join(bpe.decode([one]) for one in bpe.encode("뷁"))


def test_frequent_letters_are_joined_to_words() -> None:
    bpe = train_on_letters(TEXTS, vocab_size=330)
    assert [bpe.decode([one]) for one in bpe.encode("고양이")] == ["고양이"]


@given(st.text(max_size=40))
def test_whatever_is_typed_comes_back(text: str) -> None:
    bpe = from_text(as_text(train_on_letters(TEXTS, vocab_size=310, special=("[PAD]",))))
    ids = bpe.encode(text)
    assert bpe.decode(ids) == text
    assert bpe.fast.encode(text, add_special_tokens=False).ids == ids


def test_letters_must_fit() -> None:
    with pytest.raises(ValueError, match="letters take more than 260 tokens"):
        train_on_letters(TEXTS, vocab_size=260)
