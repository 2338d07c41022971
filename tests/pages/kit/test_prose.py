"""Sections are found by id; what a learner wrote cannot become markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.kit.prose import escape, fill, plain


def test_values_are_formatted_and_latex_is_left_alone() -> None:
    body = r"rate [[rate:.2f]] of $\frac{a}{b}$"
    assert fill(body, {"rate": 0.5}) == r"rate 0\.50 of $\frac{a}{b}$"


def test_a_negative_number_has_a_minus_but_words_and_code_keep_their_hyphens() -> None:
    values = {"n": -1.5, "name": "a-b"}
    assert fill("[[n:.2f]] [[name]]", values) == r"−1\.50 a\-b"
    assert fill("`x = [[n]]`", values) == "`x = -1.5`"
    assert plain("[[n:.1f]] [[name]] [[n:.1e]]", values) == "−1.5 a-b −1.5×10⁰"


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


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("![](//a.example)", r"\!\[\]\(//a\.example\)"),
        ("http://a", "http:⁠//a"),
        ("HTTPS://a", "HTTPS:⁠//a"),
        ("www.a.example", r"www⁠\.a\.example"),
        ("xWWW.a", r"xWWW⁠\.a"),
        ("who@a.example", r"who@⁠a\.example"),
        (":material/home:", ":⁠material/home:"),
        (":+1:", r":⁠\+1:"),
        (":red[a]", r":⁠red\[a\]"),
        ("a -> b", r"a \-⁠\> b"),
        ("--", r"\-⁠\-"),
        ("<->", r"\<⁠\-\>"),
        ("$a$", r"\$a\$"),
        ("a: b @ c", "a: b @ c"),
        ("- a\n- b", r"\- a \- b"),
        ("a\u2028b\u0085c", "a b c"),
    ],
)
def test_what_is_read_late_is_broken(typed: str, escaped: str) -> None:
    assert escape(typed) == escaped


def test_a_value_in_code_is_seen_as_it_is_and_cannot_end_it() -> None:
    body = "run `fetch [[name]]` or [[name]]"
    assert fill(body, {"name": "a_b"}) == "run `fetch a_b` or a\\_b"
    assert fill(body, {"name": "`x`\n\n[[name]]"}).startswith("run `fetch ˋxˋ [[name]]` or ")
    assert fill("``[[n:.1f]] ` `` [[n]]", {"n": 0.25}) == "``0.2 ` `` 0\\.25"


def test_a_number_of_letters_and_what_it_counts_stay_on_one_line() -> None:
    joiner = "\N{WORD JOINER}"
    assert fill("[[n]]-그램과 2-그램", {"n": 3}) == f"3-{joiner}그램과 2-{joiner}그램"
    assert fill("2-gram, n-grams, skip-gram", {}) == f"2-{joiner}gram, n-{joiner}grams, skip-gram"
