"""Back to a page's default settings, and back again."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.kit.visit import Undo, visit


def reset(slug: str) -> None:
    """Put every control of a page back to its default, remembering what it was."""
    defaults = visit().defaults.get(slug, {})
    before = {name: st.session_state[name] for name in defaults if name in st.session_state}
    put_back(defaults)
    visit().undo = Undo(slug, before)


def undo() -> None:
    """Take the last reset back."""
    last = visit().undo
    if last is not None:
        put_back(last.values)
        visit().undo = None


def put_back(values: Mapping[str, Any]) -> None:
    """Give widgets these values, in a callback, before the next run makes them."""
    for name, value in values.items():
        st.session_state[name] = value
        visit().values[name] = value
