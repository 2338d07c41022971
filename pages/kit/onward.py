"""Previous and next, by click or by keyboard."""

import streamlit as st

from pages.kit.curriculum import neighbours, page_file


def draw(slug: str) -> None:
    """Buttons to the lessons before and after ``slug``."""
    before, after = neighbours(slug)
    left, right = st.columns(2)
    if before is not None:
        with left:
            if st.button(
                before.title,
                key=f"{slug}-previous",
                icon=":material/arrow_back:",
                shortcut="Alt+Shift+Left",
            ):
                st.switch_page(page_file(before.slug))
    if after is not None:
        with right, st.container(horizontal_alignment="right"):
            if st.button(
                after.title,
                key=f"{slug}-next",
                icon=":material/arrow_forward:",
                icon_position="right",
                shortcut="Alt+Shift+Right",
            ):
                st.switch_page(page_file(after.slug))
