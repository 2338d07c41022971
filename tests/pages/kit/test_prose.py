"""Sections are found by id; what a learner wrote cannot become markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.kit.prose import escape, fill


def test_values_are_formatted_and_latex_is_left_alone() -> None:
    body = r"rate [[rate:.2f]] of $\frac{a}{b}$"
    assert fill(body, {"rate": 0.5}) == r"rate 0\.50 of $\frac{a}{b}$"


def test_bold_signs_may_carry_a_particle() -> None:
    joiner = "\N{WORD JOINER}"
    assert fill("**[[shape]]**입니다", {"shape": "(4, 3)"}) == f"**\\(4, 3\\){joiner}**입니다"
    assert fill("**굵게**는 (**굵게**)", {}) == f"**굵게**는 ({joiner}**굵게**)"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("[[nothing]]", {})


@given(st.text())
def test_every_markup_character_is_escaped(text: str) -> None:
    escaped = escape(text)
    assert "\n" not in escaped
    for place, letter in enumerate(escaped):
        if letter in "*_`[<$~":
            before = escaped[:place]
            assert (len(before) - len(before.rstrip("\\"))) % 2 == 1


def test_directives_are_broken() -> None:
    assert ":red" not in escape(":red[x]")
    assert ":smile" not in escape(":smile:")
