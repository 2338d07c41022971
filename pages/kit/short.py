"""A short task for a page: the place in line is said while it waits, and nothing is left of it."""

from typing import Any

import streamlit as st

from nlp_core.engine.short import Call, Place
from pages.kit.engine import engine
from pages.kit.language import t


def ask(call: Call, words: str) -> Any:
    """The call's value; ``words`` say what is being done. Raises what the task raises.

    LearnerError ``short-full``, ``short-hung`` or ``short-lost`` where the worker gave none.
    """
    said = st.empty()

    def told(place: Place) -> None:
        said.caption(f":material/hourglass_top: {standing(place, words)}")

    try:
        return engine().ask(call, told)
    finally:
        said.empty()


def standing(place: Place, words: str) -> str:
    """Where a task stands, in words."""
    if place.replacing:
        return t(
            "짧은 작업을 맡은 프로세스가 멈춰서 새로 띄우는 중이에요. 곧 이어서 해요.",
            "The process for short tasks hung and is being replaced; yours comes next.",
        )
    if place.ahead:
        return t(
            f"차례를 기다리는 중이에요. 앞에 {place.ahead}명이 있어요.",
            f"Waiting in line; {place.ahead} before you.",
        )
    return words
