"""How a file is read, in the learner's hands: header, encoding and separator, with a preview."""

from html import escape

import streamlit as st

from nlp_core.corpora.own_file import ENCODINGS, LINES, SEPARATORS, Table
from pages.kit.language import t
from pages.kit.visit import OwnFile

_PREVIEWED = 5  # rows
_LONGEST = 60  # characters of a cell
_SHEETS = ("xlsx",)


def choose_reading(name: str, file: OwnFile, table: Table | None) -> None:
    """Whether the first record is a header; folded: encoding, separator and the first rows.

    A choice is kept with the file, and the page is drawn again with it.
    """
    before = {key: file.choices.get(key) for key in ("header", "encoding", "separator")}
    key = f"{name}-reading-{file.identity}"
    if table is not None and (table.reading.separator or table.reading.encoding in _SHEETS):
        _ask_header(f"{name}-header-{file.identity}", file, table)
    panel = st.expander(
        t("파일을 읽는 방법", "How the file is read"), key=key, type="compact", on_change="rerun"
    )
    if panel.open:
        with panel:
            if table is None or table.reading.encoding not in _SHEETS:
                _ask_encoding(name, file)
            if table is not None:
                st.html(preview(table))
    if before != {key: file.choices.get(key) for key in before}:
        st.rerun()


def _ask_header(key: str, file: OwnFile, table: Table) -> None:
    label = t("첫 줄은 열 이름", "The first line names the columns")
    named = st.toggle(label, value=table.reading.header, key=key)
    if named != table.reading.header:
        file.choices["header"] = named


def _ask_encoding(name: str, file: OwnFile) -> None:
    marks = {
        "\t": t("탭", "tab"),
        ",": t("쉼표 ,", "comma ,"),
        ";": t("쌍반점 ;", "semicolon ;"),
        "|": t("세로줄 |", "bar |"),
        LINES: t("없음: 한 줄이 한 칸", "none: a line is a cell"),
    }
    asked = {
        "encoding": (t("글자 인코딩", "Encoding"), {name: name for name in ENCODINGS}),
        "separator": (
            t("칸을 나누는 기호", "Separator"),
            {m: marks[m] for m in (*SEPARATORS, LINES)},
        ),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for kind, (label, names) in asked.items():
            shown = {"": t("자동", "automatic"), **names}
            kept = list(shown).index(file.choices.get(kind) or "")
            key = f"{name}-{kind}-of-{file.identity}"
            chosen = st.selectbox(label, list(shown), kept, format_func=shown.__getitem__, key=key)
            file.choices[kind] = chosen or None


def preview(table: Table) -> str:
    """The first rows as a table in HTML, long cells cut."""
    head = "".join(f"<th>{_cell(name)}</th>" for name in table.columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>"
        for row in table.rows[:_PREVIEWED]
    )
    return f'<div class="preview"><table><tr>{head}</tr>{body}</table></div>'


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return escape(flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…")
