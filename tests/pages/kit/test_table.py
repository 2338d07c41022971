"""A small table gives its complete rows, cleaned."""

from tests.pages.kit.running import run


def _page() -> None:
    import streamlit as st

    from pages.kit.table import rows

    default = [
        {"text": "  good\x00 ", "label": "p"},
        {"text": "", "label": "p"},
        {"text": "bad", "label": None},
        {"text": "late", "label": "n"},
        {"text": "more", "label": "n"},
    ]
    columns = {"text": "Text", "label": "Label"}
    found = rows("k", "Rows", columns, default, limit=2, options={"label": {"p": "+", "n": "-"}})
    st.json(found)


def test_incomplete_rows_are_left_out_and_the_limit_is_said() -> None:
    import json

    page = run(_page)
    assert json.loads(page.json[0].value) == [
        {"text": "good", "label": "p"},
        {"text": "late", "label": "n"},
    ]
    assert len(page.warning) == 1
