"""A learner's documents: the default ones, own lines, a file, or the reviews; and their units."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.experiments.bag_of_words import own_documents
from nlp_core.text.reader import COMPARED
from pages.kit.documents import UNIT_NAMES
from tests.pages.kit.running import run

pytestmark = pytest.mark.usefixtures("no_worker")


def _page() -> None:
    import json

    import streamlit as st

    from pages.kit.controls import Controls
    from pages.kit.documents import SOURCE, documents, unit_choice
    from pages.kit.language import settle_language
    from pages.kit.lesson import Lesson

    settle_language(None)
    lesson = Lesson("bag_of_words", Controls("bag_of_words", {}), None)
    texts = documents(lesson, lesson.ask(SOURCE))
    st.json(json.dumps({"texts": texts, "unit": lesson.ask(unit_choice())}))


def seen(page: AppTest) -> dict[str, Any]:
    """What the page has in hand."""
    assert not page.exception, page.exception
    return json.loads(page.json[0].value)


def choose(page: AppTest, control: str, value: str) -> None:
    page.session_state[f"bag_of_words-{control}"] = value
    page.run()


def test_the_documents_of_the_lesson_come_first() -> None:
    found = seen(run(_page))
    assert found["texts"] == list(own_documents.split_documents(own_documents.DOCUMENTS["en"]))
    assert found["unit"] == "words"


def test_own_lines_an_own_file_and_the_reviews() -> None:
    page = run(_page)
    page.text_area[0].set_value("red fish\n\nblue fish").run()
    assert seen(page)["texts"] == ["red fish", "blue fish"]
    choose(page, "source", "file")
    assert len(seen(page)["texts"]) > 2, "the default documents until there is a file"
    data = b"text,year\nred fish,1960\nblue fish,1961\n"
    page.file_uploader[0].set_value(("fish.csv", data, "text/csv")).run()
    assert seen(page)["texts"] == ["red fish", "blue fish"]
    choose(page, "source", "reviews")
    assert seen(page)["texts"] == list(own_documents.review_documents("en"))


def test_a_file_that_cannot_be_used_leaves_the_default() -> None:
    page = run(_page)
    choose(page, "source", "file")
    page.file_uploader[0].set_value(("empty.csv", b"text\n \n", "text/csv")).run()
    assert page.warning
    default = own_documents.split_documents(own_documents.DOCUMENTS["en"])
    assert seen(page)["texts"] == list(default)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_language_offers_the_units_that_the_reader_can_cut(language: str) -> None:
    page = run(_page, language)
    (units,) = [one for one in page.selectbox if one.key == "bag_of_words-unit"]
    assert len(units.options) == len(COMPARED[language])
    for unit in COMPARED[language]:
        choose(page, "unit", unit)
        assert seen(page)["unit"] == unit
    assert set(UNIT_NAMES) == set(COMPARED["ko"])


def test_a_file_is_cleaned_once_a_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    page = run(_page)
    choose(page, "source", "file")
    calls = []
    usable = own_documents.usable_documents
    monkeypatch.setattr(
        own_documents, "usable_documents", lambda lines: calls.append(len(lines)) or usable(lines)
    )
    page.file_uploader[0].set_value(("fish.txt", b"red fish\nblue fish\n", "text/plain")).run()
    page.run()
    assert seen(page)["texts"] == ["red fish", "blue fish"]
    assert calls.count(2) == 1
