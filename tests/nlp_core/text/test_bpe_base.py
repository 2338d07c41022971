"""Chunks cover the text, and every byte has one visible character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers.pre_tokenizers import ByteLevel

from nlp_core.text.bpe_base import BYTE_ALPHABET, BYTE_CHARACTERS, chunks, spell, to_bytes, unspell


def test_the_alphabet_is_the_librarys() -> None:
    assert list(BYTE_ALPHABET) == sorted(ByteLevel.alphabet())


def test_each_byte_is_written_as_the_library_writes_it() -> None:
    text = "".join(map(chr, [*range(0x800), *range(0xAC00, 0xAC40), 0x1F600]))
    level = ByteLevel(add_prefix_space=False, use_regex=False)
    assert level.pre_tokenize_str(text)[0][0] == spell(text, "bytes")
    assert len(set(BYTE_CHARACTERS)) == 256
    assert to_bytes("".join(BYTE_CHARACTERS)) == bytes(range(256))


@given(st.text())
def test_chunks_cover_the_text(text: str) -> None:
    assert "".join(chunks(text)) == text
    assert unspell(spell(text, "bytes"), "bytes") == text


@pytest.mark.parametrize("text", ["가" * 100_000, "!" * 100_000, " " * 100_000, "1" * 100_000])
def test_no_chunk_is_long(text: str) -> None:
    assert max(map(len, chunks(text))) <= 65


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("मेरी बिल्ली", ["मेरी", " बिल्ली"]),
        ("என் பூனை", ["என்", " பூனை"]),
        ("می\u200cخواهم بروم", ["می\u200cخواهم", " بروم"]),
        ("cafe\u0301 it's", ["cafe\u0301", " it", "'s"]),
        ("좋아요❤️ 👩‍👩‍👧👍🏽", ["좋아요", "❤️", " 👩‍👩‍👧👍🏽"]),
    ],
)
def test_marks_and_joiners_stay_with_what_they_mark(text: str, found: list[str]) -> None:
    assert chunks(text) == found
