"""A small table gives its complete rows, cleaned."""

from typing import Any

import pytest

from pages.kit import table
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


def test_cells_and_titles_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(table.st, "table", lambda cells, **_: shown.append(cells))
    table.show({"![](//a.example)": ["www.a.example", 3]})
    assert shown == [{r"\!\[\]\(//a\.example\)": [r"www⁠\.a\.example", "3"]}]


def test_a_browser_that_sends_too_much_is_read_as_far_as_it_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Sent(list[dict[str, str]]):
        asked = 0

        def __iter__(self) -> Any:
            for row in super().__iter__():
                self.asked += 1
                yield row

    full = Sent([{"text": "x" * 1000}] * 5000)
    bare = Sent([{"text": ""}] * 5000)
    for sent, found in ((full, 3), (bare, 0)):
        monkeypatch.setattr(table.st, "data_editor", lambda *_, kept=sent, **__: kept)
        rows = table.rows("k", "label", {"text": "Text"}, [], limit=3)
        assert len(rows) == found and sent.asked <= 10 * 3 + 1
        assert all(len(row["text"]) == table.LONGEST_CELL for row in rows)
