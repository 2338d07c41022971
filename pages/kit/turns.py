"""Whole runs of pages take turns, in the order in which they came.

Runs that all draw at once share one interpreter, so that each of them ends late; one after another
most end early, and the interpreter need not go from thread to thread in the middle of each. A run
that takes long, such as one that waits for a worker, keeps nobody waiting beyond its turn.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LONGEST_S = 0.25  # a turn; then the next run begins beside this one


class Turns:
    """A fair line: ``with turns.take():`` waits for everyone who came before."""

    def __init__(
        self, longest: float = LONGEST_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._longest = longest
        self._clock = clock
        self._lock = threading.Lock()
        self._line: deque[threading.Event] = deque()
        self._holder: threading.Event | None = None
        self._since = 0.0

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for a turn and hold it."""
        me = threading.Event()
        with self._lock:
            self._line.append(me)
        try:
            while (left := self._claim(me)) != 0:
                me.wait(left)
            yield
        finally:
            with self._lock:
                if me in self._line:  # it was torn away while it waited
                    self._line.remove(me)
                    self._call_next()
                elif self._holder is me:
                    self._holder = None
                    self._call_next()

    def _claim(self, me: threading.Event) -> float | None:
        """Begin, and give 0; else how long to wait: None until called, or the turn's rest."""
        with self._lock:
            me.clear()
            if self._line[0] is not me:
                return None
            rest = self._since + self._longest - self._clock()
            if self._holder is not None and rest > 0:
                return rest
            self._line.popleft()
            self._holder, self._since = me, self._clock()
            self._call_next()  # who looks how long this turn may last
            return 0

    def _call_next(self) -> None:
        if self._line:
            self._line[0].set()


turns = Turns()
