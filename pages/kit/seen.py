"""Which lessons a browser has opened: kept on the server by its random cookie, and bounded.

Nothing but slugs is kept, so that a reload shows the marks again; a restart of the server or ten
thousand later visitors forget them.
"""

import threading
from collections import OrderedDict

import streamlit as st

from pages.kit.curriculum import LESSONS
from pages.kit.engine import visitor

MOST_VISITORS = 10_000
SLUGS = frozenset(one.slug for one in LESSONS)


class Seen:
    """Sets of slugs by visitor, the visitor that was away longest forgotten first."""

    def __init__(self, most: int = MOST_VISITORS) -> None:
        self._most = most
        self._slugs: OrderedDict[str, frozenset[str]] = OrderedDict()
        self._lock = threading.Lock()

    def mark(self, who: str, slug: str) -> None:
        """``who`` has opened ``slug``."""
        with self._lock:
            self._slugs[who] = self._slugs.get(who, frozenset()) | {slug}
            self._slugs.move_to_end(who)
            while len(self._slugs) > self._most:
                self._slugs.popitem(last=False)

    def of(self, who: str) -> frozenset[str]:
        """What ``who`` has opened."""
        with self._lock:
            return self._slugs.get(who, frozenset())


@st.cache_resource(show_spinner=False)
def _store() -> Seen:
    """The one store of this server."""
    return Seen()


def mark(slug: str) -> None:
    """This browser has opened a lesson; what is no lesson is passed over."""
    if slug in SLUGS and slug not in seen():
        _store().mark(visitor(), slug)


def seen() -> frozenset[str]:
    """The lessons that this browser has opened."""
    return _store().of(visitor())
