"""The language comes from the address, in any spelling, then from the visitor, then the browser."""

import pytest

from tests.pages.drawing import visit


@pytest.mark.parametrize(
    ("asked", "spoken"), [("KO", "ko"), ("ko-KR", "ko"), ("EN", "en"), ("en_GB", "en")]
)
def test_spellings(asked: str, spoken: str) -> None:
    page = visit("home", asked)
    assert not page.exception and not page.toast
    assert page.session_state["lang"] == spoken


@pytest.mark.parametrize("asked", ["xx", "", "한국어", "<b>"])
def test_an_unknown_language_is_said(asked: str) -> None:
    page = visit("home", asked)
    assert not page.exception
    assert page.toast and page.session_state["lang"] in ("ko", "en")
