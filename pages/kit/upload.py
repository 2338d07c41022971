"""A learner's own file: read in this session's memory alone, its columns chosen by the learner."""

from collections.abc import Mapping

import streamlit as st

from nlp_core.corpora.own_file import MOST_ROWS, Table, read_table
from nlp_core.errors import LearnerError
from pages.kit.language import language, t
from pages.kit.prose import escape, sections
from pages.kit.visit import visit
from pages.kit.words import worded


def columns(slug: str, key: str, wanted: Mapping[str, str]) -> dict[str, list[str]] | None:
    """The chosen columns of an uploaded .txt or .csv; None until there is a file that can be read.

    ``wanted`` maps "text" and perhaps "label" to the names that the learner sees.
    """
    name = f"{slug}-{key}"
    kinds = ["csv", "tsv", "txt"]
    file = st.file_uploader(
        t("내 파일(.txt, .csv, 2MB까지)", "My file (.txt or .csv, up to 2 MB)"), kinds, key=name
    )
    st.caption(sections("kit", language())["upload-private"].body)
    if file is None:
        return None
    header = file.name.casefold().endswith(".txt") or st.toggle(
        t("첫 줄은 열 이름", "The first line names the columns"), value=True, key=f"{name}-header"
    )
    try:
        table = _read(name, file.file_id, file.getvalue(), file.name, header)
        if len(wanted) > len(table.columns):
            raise LearnerError("file-no-label")
    except LearnerError as error:
        st.warning(worded(error, slug))
        return None
    return _chosen(name, table, wanted)


def _read(name: str, identity: str, data: bytes, file: str, header: bool) -> Table:
    """The table, parsed once a file."""
    known = (identity, header)
    return visit().keep(f"{name}-table", known, lambda: read_table(data, file, header=header))


def _chosen(name: str, table: Table, wanted: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for kind, label in wanted.items():
            places = list(table.columns)
            guess = places.index(table.guess(kind))
            chosen = (
                st.selectbox(label, places, index=guess, key=f"{name}-{kind}-{hash(table.columns)}")
                if len(places) > 1
                else places[0]
            )
            found[kind] = table.column(chosen)
    rows, encoding = f"{len(table.rows):,}", escape(table.encoding)
    st.caption(t(f"{rows}줄을 읽었어요({encoding}).", f"{rows} rows read ({encoding})."))
    if table.cut:
        st.warning(
            t(f"앞의 {MOST_ROWS:,}줄만 써요.", f"Only the first {MOST_ROWS:,} rows are used.")
        )
    return found
