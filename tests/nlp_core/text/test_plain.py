"""The models' spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_core.text.plain import joined, plain


@given(st.text())
def test_it_is_settled_after_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  The\tFILM \n", "the film"),
        ("한글", "한글"),
        ("!!!!!!", "!!!"),
        ("ㅋㅋㅋㅋㅋㅋ ㅠㅠ", "ㅋㅋㅋ ㅠㅠ"),
        ("a\x00b\ufeff", "ab"),
        ("", ""),
    ],
)
def test_one_spelling(text: str, wanted: str) -> None:
    assert plain(text) == wanted


def test_marks_go_back_to_their_words() -> None:
    assert joined("what a film , a ( very ) good one !") == "what a film, a (very) good one!"
    assert joined('" yes " , he said : " no . "') == '"yes", he said: "no."'
    assert joined("already fine, as it is.") == "already fine, as it is."
