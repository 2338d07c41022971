"""What a page says to its lesson: errors are worded, clicks are seen once, the end is the end."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.kit.running import run


def _page() -> None:
    import streamlit as st

    from nlp_core.errors import LearnerError
    from pages.kit.controls import Controls
    from pages.kit.language import settle_language
    from pages.kit.lesson import Lesson

    settle_language(None)
    lesson = Lesson("naive_bayes", Controls("naive_bayes", {}), None)

    def refuse() -> int:
        raise LearnerError("empty-text")

    st.text(repr(lesson.attempt(refuse, 7)))
    st.text(repr(lesson.attempt(lambda: 3, 7)))
    with lesson.guard():
        refuse()
    st.text("the page goes on")
    st.text(repr(lesson.clicked("map", "place")))
    st.text(repr(lesson.clicked("map", "place")))
    lesson.end()
    st.text("never said")


def drawn(language: str) -> AppTest:
    selected = {"selection": {"place": [{"x": 1}]}}
    page = run(_page, language, **{"naive_bayes-map": selected})
    assert not page.exception, page.exception
    return page


@pytest.mark.parametrize("language", ["ko", "en"])
def test_errors_are_worded_and_the_page_goes_on(language: str) -> None:
    page = drawn(language)
    assert [one.value for one in page.text][:3] == ["7", "3", "the page goes on"]
    first, second = (one.value for one in page.warning)
    assert first == second and "empty-text" not in first
    assert any("가" <= letter <= "힣" for letter in first) == (language == "ko")


def test_a_click_is_seen_once() -> None:
    page = drawn("en")
    assert [one.value for one in page.text][3:5] == ["[{'x': 1}]", "None"]
    assert page.run().text[3].value == "None"


def test_nothing_follows_the_end_but_the_slip_and_the_reading() -> None:
    page = drawn("en")
    assert "never said" not in [one.value for one in page.text]
    assert len(page.info) == 1 and len(page.expander) == 1


def test_a_lesson_is_opened_inside_the_frame_alone(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    page = AppTest.from_function(_alone, default_timeout=30).run()
    assert page.exception
    told = capsys.readouterr()  # where rich is installed, Streamlit prints instead of logging
    assert "a lesson is drawn inside the frame" in caplog.text + told.out + told.err


def _alone() -> None:
    from pages.kit.lesson import open_lesson

    open_lesson("naive_bayes")
