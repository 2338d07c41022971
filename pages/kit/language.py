"""Korean or English: from the address, then the visitor's choice, then the browser, then Korean."""

from typing import Literal

import streamlit as st

Language = Literal["ko", "en"]
LANGUAGES: dict[Language, str] = {"ko": "한국어", "en": "English"}
_KEY = "lang"


def language() -> Language:
    """The language of this run."""
    return st.session_state.get("language", "ko")


def t(ko: str, en: str) -> str:
    """A label in the language of this run; both languages stand at the point of use."""
    return ko if language() == "ko" else en


def settle_language(asked: str | None) -> bool:
    """Decide the language once a run, before anything is drawn; False if ``asked`` is unknown.

    ``asked`` is the address's ``lang`` when the visitor has just arrived through it, else None.
    """
    known = asked is None or asked in LANGUAGES
    if asked in LANGUAGES:
        st.session_state[_KEY] = asked
    elif _KEY not in st.session_state:
        st.session_state[_KEY] = st.session_state.get("language") or _of_browser()
    st.session_state["language"] = st.session_state[_KEY]
    return known


def language_switch() -> None:
    """The switch that stands at the top of every page."""
    st.segmented_control(
        "언어 · Language",
        options=list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key=_KEY,
        required=True,
        label_visibility="collapsed",
    )


def _of_browser() -> Language:
    """The browser's language; anything but English means Korean where the browser says nothing."""
    locale = (st.context.locale or "ko").lower()
    return "ko" if locale.startswith("ko") else "en"
