"""The state of one visit: everything that a page remembers between two runs, typed, in one place.

Widgets keep their own values under their keys in ``st.session_state``; all else is here. It lives
in the session alone and goes with it: nothing of a learner's own text is kept anywhere else.
"""

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nlp_core.memory import keep_notes_in
from nlp_core.training.run import Spec

_KEY = "visit"
T = TypeVar("T")


@dataclass
class Undo:
    """What the controls of a lesson were before a reset."""

    slug: str
    values: dict[str, Any]


@dataclass
class Top:
    """The line at the top of a page, where a lesson puts its title and its tools."""

    title: DeltaGenerator
    tools: DeltaGenerator


@dataclass
class Trainings:
    """The trainings of this visit, by run id."""

    here: set[str] = field(default_factory=set)  # finished while this visitor watched
    followed: set[str] = field(default_factory=set)  # started by this visitor, not seen to end
    left: set[str] = field(default_factory=set)  # stopped by this visitor
    refused: dict[str, str] = field(default_factory=dict)  # panel -> why a start was refused
    finished: dict[str, dict[str, Spec]] = field(default_factory=dict)  # panel -> last runs


@dataclass
class OwnFile:
    """The file that this visitor uploaded, and what was chosen about it."""

    name: str
    data: bytes
    identity: str
    choices: dict[str, Any] = field(default_factory=dict)  # how to read it, which columns


@dataclass
class Visit:
    """One browser session on the site."""

    language: str | None = None
    page: str = ""  # the page that was drawn last
    arrived: dict[str, str] = field(default_factory=dict)  # an address's parameters, to be read
    written: list[dict[str, str]] = field(default_factory=list)  # addresses this site wrote
    values: dict[str, Any] = field(default_factory=dict)  # of controls; they outlive a page
    defaults: dict[str, dict[str, Any]] = field(default_factory=dict)  # of controls, by lesson
    default_texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # language and text
    undo: Undo | None = None
    opened: set[str] = field(default_factory=set)  # steps that were unfolded
    clicks: dict[str, Any] = field(default_factory=dict)  # selections in charts that were seen
    kept: dict[str, Any] = field(default_factory=dict)  # what was computed once for this visit
    notes: dict[str, Any] = field(default_factory=dict)  # results of ``per_visitor`` functions
    own_file: OwnFile | None = None
    trainings: Trainings = field(default_factory=Trainings)
    top: Top | None = None

    def enter(self, page: str) -> bool:
        """Note which page is drawn now; whether it is another one than last time."""
        is_new, self.page = page != self.page, page
        return is_new

    def keep(self, key: str, of: Any, compute: Callable[[], T]) -> T:
        """``compute()`` once for this visit; again when ``of``, what it depends on, changes."""
        known = self.kept.get(key)
        if known is None or known[0] != of:
            known = (of, compute())
            self.kept[key] = known
        value: T = known[1]
        return value


class _Here(threading.local):
    """The session that this thread drew for last, and its visit, which is not kept alive by it."""

    session: str | None = None
    visit: Callable[[], Visit | None] = staticmethod(lambda: None)


_here = _Here()


def visit() -> Visit:
    """This session's state, made at its first run.

    Every label of a page asks for it, so that a thread keeps what it found until it draws for
    another session.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and context.session_id == _here.session:
        known = _here.visit()
        if known is not None:
            return known
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Visit()
    found: Visit = st.session_state[_KEY]
    if context is not None:
        _here.session, _here.visit = context.session_id, weakref.ref(found)
    return found


def _notes() -> dict[str, Any] | None:
    """Where this visit's results are kept; None in a thread that draws no page."""
    return None if get_script_run_ctx(suppress_warning=True) is None else visit().notes


keep_notes_in(_notes)
