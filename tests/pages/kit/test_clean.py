"""A learner's text is bounded before it is looked at."""

import unicodedata

import pytest

from pages.kit.clean import clean


def test_marks_are_capped_before_composing() -> None:
    text = clean("a" + "\u0345\u0301" * 40_000)
    assert len(text) <= 31
    assert unicodedata.normalize("NFD", text)[0] == "a"


def test_it_is_cut_to_the_limit() -> None:
    assert clean("가" * 50, 10) == "가" * 10
    assert len(clean("e\u0301" * 50, 10)) == 10


@pytest.mark.parametrize("text", ["한글 각", "मेरी बिल्ली", "👨‍👩‍👧‍👦 👍🏽", "a\tb\nc"])
def test_what_is_in_order_stays(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_controls_and_line_ends() -> None:
    assert clean("a\r\nb\rc\x00\x1b\ud800") == "a\nb\nc"
    assert clean("7\u202eB\u2066 x\u2069") == "7B x"  # what turns the site's own words round
