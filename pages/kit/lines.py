"""A few lines of code that ran, read from the function itself, each beside what it gave."""

import ast
import textwrap
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import Any

import streamlit as st

from pages.kit.code import source


def draw(function: Callable[..., Mapping[str, Any]], values: Mapping[str, Any]) -> None:
    """The body of ``function``, line by line; ``values`` are the names that it returned.

    Its docstring, its ``return`` and the line that only collects what is returned are left out.
    """
    rows = []
    for text, names in body(function):
        given = [shown(values[name]) for name in names if name in values]
        if names and not given:
            continue
        rows.append(f"<code>{escape(text)}</code><samp>{escape(', '.join(given))}</samp>")
    st.html(f'<div class="lines">{"".join(rows)}</div>')


@cache
def body(function: Callable[..., Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each statement as it is written, and the names that it gives a value."""
    text = textwrap.dedent(source(function)[0])
    lines = text.splitlines()
    defined = ast.parse(text).body[0]
    if not isinstance(defined, ast.FunctionDef):
        raise TypeError(f"{function!r} is no function")
    found = []
    for one in defined.body[1:]:  # the first is the docstring
        if isinstance(one, ast.Return):
            continue
        written = "\n".join(lines[one.lineno - 1 : one.end_lineno])
        targets = one.targets if isinstance(one, ast.Assign) else []
        names = [node.id for t in targets for node in ast.walk(t) if isinstance(node, ast.Name)]
        found.append((textwrap.dedent(written), tuple(names)))
    return tuple(found)


def shown(value: Any) -> str:
    """A value as Python's prompt shows it, on one line."""
    return " ".join(repr(value).split())
