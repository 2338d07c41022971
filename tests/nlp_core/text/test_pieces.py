"""Typed sentences come back as the pieces that spell them."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.pieces import cut, join

WORDS = (" 고양이", " 고", "양", "이", "가", " 우유", "를", " 마신", "다", ".", "?", " The", " cat")


def test_fewest_pieces_and_a_final_mark() -> None:
    assert cut("고양이가 우유를 마신다", WORDS).pieces == (
        " 고양이",
        "가",
        " 우유",
        "를",
        " 마신",
        "다",
        ".",
    )


def test_capitals_and_decomposed_hangul_are_read() -> None:
    assert cut("THE CAT", WORDS).pieces == (" The", " cat", ".")
    assert cut(unicodedata.normalize("NFD", "고양이가"), WORDS).pieces == (" 고양이", "가", ".")


def test_unknown_words_are_named_once_without_their_marks() -> None:
    found = cut("용이 cat 용이 🙂!", WORDS)
    assert found.unknown == ("용이", "🙂")
    assert found.pieces[0] == " cat"


@given(st.text(max_size=60))
def test_any_text_is_cut_or_named(text: str) -> None:
    found = cut(text, WORDS)
    assert bool(found.pieces or found.unknown) == bool(text.split())


def test_joined_pieces_read_as_the_text() -> None:
    text = "고양이가 우유를 마신다?"
    assert join(cut(text, WORDS).pieces) == text
