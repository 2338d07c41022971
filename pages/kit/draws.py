"""A slider through random draws, always the same ones, with a button for the next."""

import streamlit as st

from pages.kit.controls import Slider
from pages.kit.lesson import Lesson
from pages.kit.resetting import put_back


def draw_again(lesson: Lesson, draws: Slider, label: str, icon: str = ":material/casino:") -> int:
    """Which of the ``draws`` is shown; after the last, the button leads to the first again."""
    number = int(lesson.ask(draws))
    following = number % int(draws.high) + 1
    st.button(
        label,
        key=f"{lesson.slug}-again",
        icon=icon,
        on_click=put_back,
        args=({f"{lesson.slug}-{draws.key}": following},),
    )
    return number
