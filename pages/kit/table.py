"""A small table that the learner fills in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from pages.kit.controls import clean
from pages.kit.language import t


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
            settings[name] = st.column_config.TextColumn(title, width="large", max_chars=300)
    start = [dict(row) for row in default] or [dict.fromkeys(columns)]
    edited = st.data_editor(
        start, key=key, column_config=settings, num_rows="dynamic", hide_index=True, width="stretch"
    )
    found = []
    for row in edited:
        values = {name: clean(str(row.get(name) or "")).strip() for name in columns}
        if all(values.values()):
            found.append(values)
    if len(found) > limit:
        st.warning(t(f"앞의 {limit}줄만 써요.", f"Only the first {limit} rows are used."))
    return found[:limit]


def _names(named: Mapping[str, str]) -> Callable[[Any], str]:
    """How a cell shows an option."""
    return lambda value: named.get(value, str(value))
