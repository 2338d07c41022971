"""An own file is read in the session, its columns chosen, its faults told."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.corpora import own_file
from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from pages.kit import short
from tests.pages.drawing import visit
from tests.pages.kit.running import run

pytestmark = pytest.mark.usefixtures("no_worker")


def _page() -> None:
    import streamlit as st

    from pages.kit.language import settle_language
    from pages.kit.upload import columns

    settle_language(None)
    found = columns("naive_bayes", "file", {"text": "Text", "label": "Label"})
    st.text(repr(found.texts if found else None))


def uploaded(data: bytes, name: str = "mine.csv") -> AppTest:
    page = run(_page)
    assert page.text[0].value == "None" and not page.warning
    return page.file_uploader[0].set_value((name, data, "text/csv")).run()


def test_columns_are_guessed_from_their_names() -> None:
    page = uploaded("label,text\ngood,뛰어나다\nbad,지루하다\n".encode("cp949"))
    assert page.text[0].value == "{'text': ['뛰어나다', '지루하다'], 'label': ['good', 'bad']}"
    assert any("2 rows read (cp949)" in one.value for one in page.caption)


def test_another_column_can_be_chosen() -> None:
    page = uploaded(b"text,label,title\none,good,first\ntwo,bad,second\n")
    page.selectbox[0].set_value("title").run()
    assert page.text[0].value == "{'text': ['first', 'second'], 'label': ['good', 'bad']}"


def test_a_first_line_can_be_a_row_too() -> None:
    page = uploaded(b"one,good\ntwo,bad\n")
    page.toggle[0].set_value(False).run()
    assert "'one', 'two'" in page.text[0].value


def test_a_file_without_labels_or_without_text_is_told() -> None:
    for data, name in (
        (b"text\nonly\n", "mine.csv"),
        (b"\x00\x01\x02", "mine.txt"),
        (b"", "m.csv"),
    ):
        page = uploaded(data, name)
        assert page.text[0].value == "None" and len(page.warning) == 1 and not page.exception


def test_a_file_stays_with_its_choices_until_it_is_removed() -> None:
    page = uploaded(b"text,label,title\none,good,first\ntwo,bad,second\n")
    assert not page.file_uploader, "the kept file stands in its place"
    page.selectbox[0].set_value("title").run()
    page.session_state["lang"] = "ko"
    page.run()
    assert page.text[0].value == "{'text': ['first', 'second'], 'label': ['good', 'bad']}"
    assert any("mine" in one.value for one in page.markdown)
    (remove,) = [one for one in page.button if one.key == "naive_bayes-file-remove"]
    assert remove.label == "파일 빼기"
    remove.click().run()
    assert page.text[0].value == "None" and page.file_uploader


def _two_lessons() -> None:
    import streamlit as st

    from pages.kit.language import settle_language
    from pages.kit.upload import columns, texts

    settle_language(None)
    if st.toggle("other", key="other"):
        found = texts("bag_of_words")
    else:
        found = columns("naive_bayes", "file", {"text": "Text", "label": "Label"})
    st.text(repr(found.texts if found else None))


def test_a_file_can_be_used_in_another_lesson() -> None:
    page = run(_two_lessons)
    data = b"text,label,title\none,good,first\ntwo,bad,second\n"
    page.file_uploader[0].set_value(("mine.csv", data, "text/csv")).run()
    page.selectbox[0].set_value("title").run()
    page.toggle(key="other").set_value(True).run()
    assert page.text[0].value == "{'text': ['first', 'second']}"
    page.toggle(key="other").set_value(False).run()
    assert page.text[0].value == "{'text': ['first', 'second'], 'label': ['good', 'bad']}"


def test_a_file_is_parsed_once_and_on_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Call] = []

    def ask(call: Call, _words: str) -> Any:
        calls.append(call)
        return call.function(*call.args, **call.kwargs)

    monkeypatch.setattr(short, "ask", ask)
    page = uploaded(b"text,label\none,good\ntwo,bad\n")
    page.run()
    assert [call.kwargs for call in calls] == [{}]
    page.toggle[0].set_value(False).run()
    page.run()
    assert [call.kwargs for call in calls] == [{}, {"header": False}]
    assert all(call.function is own_file.read_table for call in calls)


def test_a_file_that_the_worker_could_not_take_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = short.ask

    def full(call: Call, words: str) -> Any:
        raise LearnerError("short-full", waiting=100)

    monkeypatch.setattr(short, "ask", full)
    page = visit("naive_bayes", "en", **{"naive_bayes-source": "file"})
    file = ("mine.csv", b"text,label\nfree cash,spam\nsee you,ham\n", "text/csv")
    page.file_uploader(key="naive_bayes-file").set_value(file).run()
    assert not page.exception and "100" in page.warning[0].value
    monkeypatch.setattr(short, "ask", asked)
    page.run()
    assert not page.exception and not page.warning


def test_what_could_not_be_read_is_told() -> None:
    lines = ["good film,pos"] * 200
    lines[55] = "good, bad and ugly,pos"
    page = uploaded("\n".join(["text,label", *lines]).encode() + b"\na caf\xc3 film,neg\n")
    said = [one.value for one in page.warning]
    assert said[0].startswith("1 of 201 rows could not be read") and "line 57" in said[0]
    assert said[1].startswith("1 characters could not be read")


def test_encoding_and_separator_are_chosen_in_a_folded_panel() -> None:
    page = uploaded(b"text;n,label\none;1,good\ntwo;2,bad\n")
    identity = page.session_state["visit"].own_file.identity
    page.session_state[f"naive_bayes-file-reading-{identity}"] = True
    page.run()
    assert "<td>one;1</td>" in page.get("html")[-1].proto.body
    (mark,) = [one for one in page.selectbox if (one.key or "").startswith("naive_bayes-file-sep")]
    mark.set_value(";").run()
    assert page.session_state["visit"].own_file.choices["separator"] == ";"
    assert page.text[0].value == "{'text': ['one', 'two'], 'label': ['1,good', '2,bad']}"
