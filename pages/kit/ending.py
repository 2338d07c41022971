"""The end of a lesson: the way on, and what its address named in vain."""

import streamlit as st

from pages.kit.controls import Controls
from pages.kit.curriculum import neighbours, page_file


def onward(slug: str) -> None:
    """Buttons to the lessons before and after ``slug``, with their keys."""
    before, after = neighbours(slug)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if before is not None and st.button(
            before.title,
            key=f"{slug}-previous",
            icon=":material/arrow_back:",
            shortcut="Alt+Shift+Left",
        ):
            st.switch_page(page_file(before.slug))
        if after is not None and st.button(
            after.title,
            key=f"{slug}-next",
            icon=":material/arrow_forward:",
            icon_position="right",
            shortcut="Alt+Shift+Right",
        ):
            st.switch_page(page_file(after.slug))


def unknown(controls: Controls) -> int:
    """How many of the address's names for this lesson are no control of it."""
    mine = [name for name in controls.arrived if name.startswith(f"{controls.slug}-")]
    return sum(name not in controls.values for name in mine)
