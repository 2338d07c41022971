"""Unknown words of a learner's sentence, each with buttons that put a known one in its place."""

from collections.abc import Iterable, Sequence

import streamlit as st

from nlp_core.text.pieces import respelt
from pages.kit.language import language, t
from pages.kit.prose import escape


def offer(slug: str, text: str, unknown: Iterable[tuple[str, Sequence[str]]]) -> None:
    """A row for each unknown word of ``text``, the learner's own sentence, that has near ones."""
    for place, (word, near) in enumerate(unknown):
        if not near:
            continue
        key = f"{slug}-near-{place}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=key):
            said = t(f"‘{escape(word)}’ 대신", f"Instead of “{escape(word)}”")
            st.markdown(said, width="content")
            for other in near:
                name = f"{key}-{other}"
                st.button(escape(other), key=name, on_click=_put, args=(text, word, other))


def _put(text: str, word: str, other: str) -> None:
    st.session_state[f"sentence-{language()}"] = respelt(text, word, other)
