"""A learner's own file: read in this session's memory alone, its columns chosen by the learner."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import streamlit as st

from nlp_core.corpora.own_file import MOST_ROWS, Table, read_table
from nlp_core.errors import LearnerError
from pages.kit.language import language, t
from pages.kit.prose import escape, sections
from pages.kit.visit import visit
from pages.kit.words import worded


@dataclass(frozen=True)
class Columns:
    """Chosen columns of a file by kind; ``identity`` names them and is quick to compare."""

    identity: Hashable
    texts: dict[str, list[str]]


def columns(slug: str, key: str, wanted: Mapping[str, str]) -> Columns | None:
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
    chosen = _chosen(name, table, wanted)
    texts = {kind: table.column(place) for kind, place in chosen.items()}
    return Columns((file.file_id, header, *chosen.items()), texts)


def _read(name: str, identity: str, data: bytes, file: str, header: bool) -> Table:
    """The table, parsed once a file."""
    known = (identity, header)
    return visit().keep(f"{name}-table", known, lambda: read_table(data, file, header=header))


def _chosen(name: str, table: Table, wanted: Mapping[str, str]) -> dict[str, str]:
    """The name of the column that the learner gives each kind."""
    found: dict[str, str] = {}
    places = list(table.columns)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for kind, label in wanted.items():
            key = f"{name}-{kind}-{hash(table.columns)}"
            guess = places.index(table.guess(kind))
            one = len(places) == 1
            found[kind] = places[0] if one else st.selectbox(label, places, index=guess, key=key)
    rows, encoding = f"{len(table.rows):,}", escape(table.encoding)
    st.caption(t(f"읽은 줄 수: {rows}({encoding}).", f"{rows} rows read ({encoding})."))
    if table.cut:
        st.warning(
            t(f"앞의 {MOST_ROWS:,}줄만 써요.", f"Only the first {MOST_ROWS:,} rows are used.")
        )
    return found
