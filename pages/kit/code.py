"""The code that ran: real source of objects that the page called, with file and line.

Sources are read once, when the server imports them, so that an edit under a running server does
not print other lines than those that run.
"""

import inspect
import linecache
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from nlp_core.places import ROOT
from pages.kit.language import t


def show(key: str, objects: tuple[Callable[..., Any], ...], trained_by: Any, same: bool) -> None:
    """A folded panel; its code is sent only when it is opened.

    ``trained_by`` is what trained where that is another, faster code; ``same`` says that it gives
    the same values, and not an estimate of the same objective.
    """
    label = t("실행된 코드", "The code that ran")
    icon = ":material/code:"
    panel = st.expander(label, icon=icon, type="compact", key=key, on_change="rerun")
    listings = [source(thing) for thing in objects]
    if not panel.open:
        return
    with panel:
        for text, file, line in listings:
            st.caption(f"`{file}`, {t(f'{line}행부터', f'from line {line}')}")
            st.code(text, language="python", line_numbers=False)
        if trained_by is not None:
            st.caption(_faster(trained_by, same))


def _faster(trained_by: Any, same: bool) -> str:
    _, file, line = source(trained_by)
    name = trained_by.__qualname__
    if same:
        return t(
            "위 코드는 읽기 위한 것이고, 학습에는 같은 값을 내는 더 빠른 코드를 썼어요: "
            f"`{file}` {line}행, `{name}`.",
            "The code above is the one to read; training used faster code that gives the same "
            f"values: `{name}` in `{file}`, line {line}.",
        )
    return t(
        "위 코드는 읽기 위한 것이고, 학습에는 같은 목표를 더 빠르게 어림하는 코드를 썼어요: "
        f"`{file}` {line}행, `{name}`.",
        "The code above is the one to read; training used faster code that estimates the same "
        f"objective: `{name}` in `{file}`, line {line}.",
    )


@cache
def source(thing: Callable[..., Any]) -> tuple[str, str, int]:
    """The source text, the file relative to the project, and the first line."""
    plain = inspect.unwrap(thing)
    plain = plain if inspect.isclass(plain) else getattr(plain, "__func__", plain)
    file = Path(inspect.getsourcefile(plain) or "")
    linecache.getlines(str(file))  # kept from here on
    lines, first = inspect.getsourcelines(plain)
    return "".join(lines), str(file.relative_to(ROOT)), first
