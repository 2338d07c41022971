"""A small table: one that the learner fills in, or one to read."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

import streamlit as st

from pages.kit.clean import clean
from pages.kit.language import t
from pages.kit.prose import escape

LONGEST_CELL = 300  # characters
EMPTY = 10  # rows that are not filled in, for each that may be


def show(columns: Mapping[str, Sequence[Any]]) -> None:
    """A table to read, its titles and cells as they are: ``st.table`` takes them for Markdown."""
    cells = {
        escape(name): [escape(str(cell)) for cell in column] for name, column in columns.items()
    }
    st.table(cells, hide_index=True)


def rows(
    key: str,
    label: str,
    columns: Mapping[str, str],
    default: Sequence[Mapping[str, Any]],
    *,
    limit: int = 50,
    options: Mapping[str, Mapping[str, str]] | None = None,
) -> list[dict[str, Any]]:
    """The rows that are filled in completely, cleaned; at most ``limit`` of them.

    ``columns`` maps names to titles; ``options`` maps a column to its values and their names.
    """
    st.caption(label)
    settings: dict[str, Any] = {}
    for name, title in columns.items():
        if options and name in options:
            settings[name] = st.column_config.SelectboxColumn(
                title, options=list(options[name]), format_func=_names(options[name])
            )
        else:
            settings[name] = st.column_config.TextColumn(
                title, width="large", max_chars=LONGEST_CELL
            )
    start = [dict(row) for row in default] or [dict.fromkeys(columns)]
    edited = st.data_editor(
        start, key=key, column_config=settings, num_rows="dynamic", hide_index=True, width="stretch"
    )
    found: list[dict[str, Any]] = []
    for row in islice(edited, EMPTY * limit):  # a browser may send more than it is asked to
        cells = {name: str(row.get(name) or "") for name in columns}
        values = {name: clean(cell, LONGEST_CELL).strip() for name, cell in cells.items()}
        if all(values.values()):
            found.append(values)
        if len(found) > limit:
            break
    if len(found) > limit:
        st.warning(t(f"앞의 {limit}줄만 써요.", f"Only the first {limit} rows are used."))
    return found[:limit]


def _names(named: Mapping[str, str]) -> Callable[[Any], str]:
    """How a cell shows an option."""
    return lambda value: named.get(value, str(value))
