import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.cleaning import clean

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("", ""),
        ("  \t\n ", ""),
        ("재미\x00있\x07다", "재미있다"),
        (unicodedata.normalize("NFD", "재미있다"), "재미있다"),
        ("a\tb  c\r\nd\u3000e", "a b c\nd e"),
        ("\u202eabc\u200b\ufeff", "abc"),
        ("\ud800ok\uffff\ue000", "ok"),
        (f"좋아요 {FAMILY} 👍🏽 ❤️", f"좋아요 {FAMILY} 👍🏽 ❤️"),
        ("<b>bold</b> **md** $x$", "<b>bold</b> **md** $x$"),  # escaping is the page's
        ("ㅋㅋ 재밌ㄷ", "ㅋㅋ 재밌ㄷ"),
        ("\U0001fae8", "\U0001fae8"),  # newer than this Python's tables, and still no rubbish
    ],
)
def test_what_stays(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_removed_characters_are_counted() -> None:
    assert clean("a\x00b\x01c").removed == 2


def test_a_long_text_is_cut_and_says_so() -> None:
    cleaned = clean("가" * 10_000, limit=500)
    assert cleaned.text == "가" * 500
    assert cleaned.cut
    assert not clean("가" * 500, limit=500).cut


def test_the_cut_never_breaks_a_character() -> None:
    for limit in range(1, 12):
        text = clean(f"ab{FAMILY}{FAMILY}", limit=limit).text
        assert text in ("a", "ab", f"ab{FAMILY}", f"ab{FAMILY}{FAMILY}")
    assert clean(unicodedata.normalize("NFD", "한국어"), limit=2).text == "한국"


@given(st.text(), st.integers(1, 20))
def test_cleaning_twice_changes_nothing_and_keeps_the_limit(text: str, limit: int) -> None:
    once = clean(text, limit=limit)
    assert len(once.text) <= limit
    assert clean(clean(text).text).text == clean(text).text
