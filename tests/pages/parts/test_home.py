"""The front page's cards: what each computed of a sentence, and where it leads."""

import pytest

from nlp_core.experiments.home.example import EXAMPLES
from nlp_core.experiments.home.reading import counted
from pages.kit.curriculum import LESSONS
from pages.parts.home import Step
from tests.pages.kit.running import run

SPOKEN = pytest.mark.parametrize("spoken", ["ko", "en"])


def steps(text: str, language: str) -> dict[str, Step]:
    """The cards of ``text`` on a page in ``language``, by key."""

    def script() -> None:
        import streamlit as st

        from pages.kit.language import settle_language
        from pages.parts.home import journey

        settle_language(None)
        st.session_state["steps"] = {
            step.key: vars(step) for step in journey(st.session_state["text"])
        }

    page = run(script, language, text=text)
    assert not page.exception
    return {key: Step(**one) for key, one in page.session_state["steps"].items()}


@SPOKEN
def test_every_card_of_the_example_has_a_figure_and_leads_to_a_lesson(spoken: str) -> None:
    found = steps(EXAMPLES[spoken], spoken)
    assert len(found) == 7
    slugs = {one.slug for one in LESSONS}
    for step in found.values():
        assert step.lesson in slugs and step.html and step.phrase and step.made
        assert all(name.split("-")[0] in {step.lesson} for name in step.address)


@SPOKEN
def test_a_sentence_is_read_in_its_own_language_on_either_page(spoken: str) -> None:
    other = {"ko": "en", "en": "ko"}[spoken]
    here, there = (steps(EXAMPLES[spoken], page)["counts"] for page in (spoken, other))
    for word in counted(EXAMPLES[spoken]).words:
        assert word in here.html and word in there.html


def test_markup_in_a_sentence_is_text() -> None:
    found = steps("<script>alert(1)</script> <img src=x>", "en")
    assert all("<script" not in one.html and "<img" not in one.html for one in found.values())
    assert "&lt;" in found["tokens"].html


@pytest.mark.parametrize("text", ["", "🙂🙂", "?!", "ㅋㅋㅋ", "constructor __proto__", "가" * 300])
def test_any_text_gives_every_card_something_to_say(text: str) -> None:
    found = steps(text, "ko")
    assert len(found) == 7
    assert all(one.html or one.phrase for one in found.values())
