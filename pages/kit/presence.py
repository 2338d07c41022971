"""Who has a window open: a training whose last watcher closed theirs need not run on for long."""

import threading
from collections.abc import Callable

from streamlit import runtime

_KEPT = 5_000  # visitors before those without a window are forgotten


def is_open(window: str) -> bool:
    """Whether a browser window (a Streamlit session) is connected; true where nobody can tell."""
    return not runtime.exists() or bool(runtime.get_instance().is_active_session(window))


class Windows:
    """The windows of each visitor; safe to use from any thread."""

    def __init__(self, is_open: Callable[[str], bool] = is_open) -> None:
        self._is_open = is_open
        self._of: dict[str, set[str]] = {}
        self._lock = threading.Lock()

    def note(self, visitor: str, window: str) -> None:
        """The visitor is looking through this window."""
        with self._lock:
            self._of.setdefault(visitor, set()).add(window)
            if len(self._of) > _KEPT:
                self._of = {who: seen for who, seen in self._of.items() if self._still(seen)}

    def is_here(self, visitor: str) -> bool:
        """Whether one of the visitor's windows is open; true for one who never had any."""
        with self._lock:
            seen = self._of.get(visitor)
            if seen is None:
                return True
            seen.intersection_update(self._still(seen))
            return bool(seen)

    def _still(self, seen: set[str]) -> set[str]:
        return {window for window in seen if self._is_open(window)}
