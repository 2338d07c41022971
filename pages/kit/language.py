"""Korean or English: from the address, then the visitor's choice, then the browser, then Korean."""

from typing import Literal, cast

import streamlit as st

from pages.kit.visit import visit

Language = Literal["ko", "en"]
LANGUAGES: dict[Language, str] = {"ko": "한국어", "en": "English"}
Both = tuple[str, str]
"""A label in Korean and in English."""
_KEY = "lang"


def language() -> Language:
    """The language of this run."""
    return cast(Language, visit().language or "ko")


def t(ko: str, en: str) -> str:
    """A label in the language of this run; both languages stand at the point of use."""
    return ko if language() == "ko" else en


def settle_language(asked: str | None) -> bool:
    """Decide the language once a run, before anything is drawn; False if ``asked`` is unknown.

    ``asked`` is the address's ``lang`` when the visitor has just arrived through it, else None;
    case and region do not matter (``KO``, ``en-GB``).
    """
    wanted = asked.replace("_", "-").split("-")[0].lower() if asked is not None else None
    if wanted in LANGUAGES:
        st.session_state[_KEY] = wanted
    elif _KEY not in st.session_state:
        st.session_state[_KEY] = visit().language or _of_browser()
    visit().language = st.session_state[_KEY]
    return wanted is None or wanted in LANGUAGES


def language_switch() -> None:
    """The switch that stands at the top of every page."""
    st.segmented_control(
        "언어 · Language",
        options=list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        default=st.session_state[_KEY],  # see Controls.seed
        key=_KEY,
        required=True,
        label_visibility="collapsed",
    )


def _of_browser() -> Language:
    """The browser's language; Korean where the browser says nothing."""
    locale = (st.context.locale or "ko").lower()
    return "ko" if locale.startswith("ko") else "en"
