"""What a learner gives and no link may hold: a long text, and words that are picked from it.

These fields stay out of the address. The text lasts for the visit, through other pages and the
other language.
"""

from collections.abc import Sequence

import streamlit as st

from pages.kit.clean import clean
from pages.kit.visit import visit


def private_text(label: str, *, key: str, most: int) -> str:
    """A long text, cleaned, at most ``most`` characters of it."""
    if key not in st.session_state:
        st.session_state[key] = visit().values.get(key, "")
    now = st.session_state[key]  # see Controls.seed
    typed = st.text_area(label, now, key=key, height=160, max_chars=most) or ""
    visit().values[key] = typed
    return visit().keep(f"{key}-clean", typed, lambda: clean(typed, most))


def pick(label: str, options: Sequence[str], place: int, *, key: str) -> str:
    """One of ``options``, the one at ``place`` to begin with, or where the last one is gone."""
    if st.session_state.get(key) not in (None, *options):
        del st.session_state[key]
    return str(st.selectbox(label, options, index=min(place, len(options) - 1), key=key))
