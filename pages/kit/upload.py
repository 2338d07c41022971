"""A learner's own file: kept for the visit, read once, its columns chosen by the learner.

It stays when the page or the language changes, in this session's memory alone, until it is removed.
"""

import uuid
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from nlp_core.corpora.own_file import Table, read_table
from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from pages.kit import short, uploader
from pages.kit.language import language, t
from pages.kit.prose import escape, fill, sections
from pages.kit.reading import choose_reading
from pages.kit.visit import OwnFile, visit
from pages.kit.words import worded


@dataclass(frozen=True)
class Columns:
    """Chosen columns of a file by kind; ``identity`` names them and is quick to compare."""

    identity: Hashable
    texts: dict[str, list[str]]


def texts(slug: str) -> Columns | None:
    """The text column of the visitor's file, under "text"; None until there is one to read."""
    return columns(slug, "file", {"text": t("글이 있는 열", "Column of the text")})


def columns(slug: str, key: str, wanted: Mapping[str, str]) -> Columns | None:
    """The chosen columns of the visitor's file; None until there is one that can be read.

    ``wanted`` maps "text" and perhaps "label" to the names that the learner sees. The file and
    what was chosen about it are the same in every lesson.
    """
    name = f"{slug}-{key}"
    file = visit().own_file
    if file is None:
        kinds = "(.txt, .csv, .tsv, .xlsx, .jsonl)"
        uploader.draw(name, t(f"내 파일{kinds}", f"My file {kinds}"), take=_take)
        st.caption(sections("kit", language())["upload-private"].body)
        return None
    _show(name, file)
    try:
        table = _read(file)
    except LearnerError as error:
        table = error
    if isinstance(table, Table) and len(wanted) > len(table.columns):
        table = LearnerError("file-no-label")
    if isinstance(table, LearnerError):
        st.warning(worded(table, slug))
        choose_reading(name, file, None)
        return None
    chosen = _chosen(name, file, table, wanted)
    choose_reading(name, file, table)
    _tell(table)
    found = {kind: table.column(place) for kind, place in chosen.items()}
    return Columns((file.identity, *_choices(file).items(), *chosen.items()), found)


def _take(name: str) -> None:
    """Keep what was just uploaded; the uploader's own copy goes with it."""
    file = st.session_state.get(name)
    if file is not None:
        _remove()
        visit().own_file = OwnFile(file.name, file.getvalue(), uuid.uuid4().hex[:8])


def _remove() -> None:
    """Forget the file and all that was made of it."""
    visit().own_file = None
    visit().notes.clear()
    for key in [key for key in visit().kept if key.startswith("own-file")]:
        del visit().kept[key]


def _show(name: str, file: OwnFile) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"{name}-kept"):
        st.markdown(f":material/description: **{escape(file.name[:60])}**", width="content")
        st.button(
            t("파일 빼기", "Remove"),
            key=f"{name}-remove",
            type="tertiary",
            icon=":material/close:",
            on_click=_remove,
        )


def _choices(file: OwnFile) -> dict[str, Any]:
    """How the learner wants the file to be read; what is left to us is not in it."""
    return {key: file.choices[key] for key in READ if file.choices.get(key) is not None}


READ = ("header", "encoding", "separator")


def _read(file: OwnFile) -> Table | LearnerError:
    """The table, parsed once for each way to read it, or why there is none.

    The worker for short tasks parses it: a file may be large, and other visitors wait meanwhile.
    LearnerError ``short-full``, ``short-hung`` or ``short-lost`` where it did not come to that.
    """

    def parse() -> Table | LearnerError:
        call = Call(read_table, (file.data, file.name), _choices(file))
        try:
            table: Table = short.ask(call, t("파일을 읽는 중이에요 …", "Reading the file …"))
            return table
        except LearnerError as error:
            if error.code.startswith("short-"):  # nothing is wrong with the file
                raise
            return error

    return visit().keep("own-file-table", (file.identity, _choices(file)), parse)


def _chosen(name: str, file: OwnFile, table: Table, wanted: Mapping[str, str]) -> dict[str, str]:
    """The name of the column that the learner gives each kind."""
    found: dict[str, str] = {}
    places = list(table.columns)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for kind, label in wanted.items():
            kept = file.choices.get(kind)
            guess = places.index(kept if kept in places else table.guess(kind))
            key = f"{name}-{kind}-{file.identity}-{hash(table.columns)}"
            one = len(places) == 1
            found[kind] = places[0] if one else st.selectbox(label, places, index=guess, key=key)
    file.choices.update(found)
    return found


def _tell(table: Table) -> None:
    """How many rows were read, and what was not."""
    reading = table.reading
    prose = sections("kit", language())
    said = ["file-read"]
    said += ["file-sampled"] * table.cut + ["file-stopped"] * reading.stopped
    said += ["file-filled"] * (reading.filled > 0) + ["file-spanning"] * (reading.spanning > 0)
    values = {
        "rows": reading.rows,
        "encoding": reading.encoding,
        "used": len(table.rows),
        "filled": reading.filled,
        "spanning": reading.spanning,
        "unread": reading.unread,
        "all": reading.rows + reading.unread,
        "lines": ", ".join(f"{line:,}" for line in reading.unread_lines)
        + ("…" if reading.unread > len(reading.unread_lines) else ""),
        "bad": reading.bad,
    }
    st.caption(" ".join(fill(prose[key].body, values) for key in said))
    for key in ("unread", "bad"):
        if values[key]:
            st.warning(fill(prose[f"file-{key}"].body, values))
