"""A short task says where it stands, and leaves nothing on the page, however it ends."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.short import Call, Place
from nlp_core.errors import LearnerError
from tests.pages.kit.running import run


class Line:
    """An engine whose line is as the test says."""

    def __init__(self, *places: Place, error: Exception | None = None) -> None:
        self.places, self.error = places, error
        self.on_screen: list[str] = []

    def ask(self, call: Call, told: Callable[[Place], None]) -> Any:
        for place in self.places:
            told(place)
        if self.error is not None:
            raise self.error
        return call.function(*call.args)


def _page() -> None:
    import streamlit as st

    from nlp_core.engine.short import Call
    from nlp_core.errors import LearnerError
    from pages.kit import short
    from pages.kit.language import settle_language

    settle_language(None)
    try:
        st.text(str(short.ask(Call(max, (3, 5)), "working")))
    except LearnerError as error:
        st.text(error.code)


def drawn(line: Line, language: str = "en") -> AppTest:
    with patch("pages.kit.short.engine", lambda: line):
        page = run(_page, language)
    assert not page.exception
    return page


def test_the_value_comes_and_nothing_is_left() -> None:
    page = drawn(Line(Place(2), Place(0)))
    assert page.text[0].value == "5" and not page.caption


@pytest.mark.parametrize("code", ["short-hung", "short-lost", "short-full"])
def test_an_error_leaves_nothing_either(code: str) -> None:
    page = drawn(Line(Place(0), error=LearnerError(code)))
    assert page.text[0].value == code and not page.caption


@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_place_is_worded(language: str) -> None:
    from pages.kit.short import standing

    with patch("pages.kit.language.language", lambda: language):
        said = [standing(p, "working") for p in (Place(3), Place(0), Place(1, replacing=True))]
    assert "3" in said[0] and said[1] == "working" and "3" not in said[2]
    assert len(set(said)) == 3
