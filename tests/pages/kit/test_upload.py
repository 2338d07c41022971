"""An own file is read in the session, its columns chosen, its faults told."""

from streamlit.testing.v1 import AppTest

from tests.pages.kit.running import run


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
