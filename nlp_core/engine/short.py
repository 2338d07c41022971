"""Short tasks: one after another on the worker that is kept for them, each within a time limit.

Whoever asks learns its place in the line. A task that runs over its limit may hang for ever, so the
worker is replaced, and the next in line waits for the new one. What many ask for at the same time,
such as how fast this machine is, is asked once and shared.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field
from typing import Any

from nlp_core.engine.cluster import SHORT, START_SECONDS, Cluster
from nlp_core.errors import LearnerError

logger = logging.getLogger(__name__)

LIMIT_SECONDS = 30.0
LONGEST_LINE = 100
LOOK_SECONDS = 0.25


@dataclass(frozen=True)
class Place:
    """Where a task stands: how many come before it, and whether the worker is being replaced."""

    ahead: int
    replacing: bool = False


@dataclass(frozen=True)
class Call:
    """What to do: a function of a module that the worker can import, and its arguments.

    It may take ``limit`` seconds. With ``shared`` its result serves all who ask for the same within
    so many seconds; the arguments are hashable then.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict, hash=False)
    limit: float = LIMIT_SECONDS
    shared: float = 0.0


@dataclass(eq=False)
class _Task:
    call: Call
    asked: float
    waiting: int = 0  # how many wait for it
    begun: bool = False
    over: bool = False
    value: Any = None
    error: BaseException | None = None


class ShortTasks:
    """The line before the short-task worker; any thread may ask."""

    def __init__(
        self, cluster: Callable[[], Cluster], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._cluster = cluster
        self._clock = clock
        self._line: list[_Task] = []
        self._shared: dict[Call, _Task] = {}
        self._serving = self._replacing = False
        self._changed = threading.Condition()

    def ask(self, call: Call, told: Callable[[Place], None] = lambda place: None) -> Any:
        """The function's value, once its turn has come; raises what it raises.

        ``told`` hears of every new place in the line, in the caller's thread, and may raise to give
        up. LearnerError ``short-full``: too many wait. ``short-hung``: it ran over its limit, and
        the worker is being replaced. ``short-lost``: the worker died of it, or went away.
        """
        task = self._join(call)
        try:
            self._wait(task, told)
        finally:
            with self._changed:
                task.waiting -= 1
                if not task.waiting and not task.begun and task in self._line:
                    self._line.remove(task)
        if task.error is not None:
            raise task.error
        return task.value

    def _join(self, call: Call) -> _Task:
        """The shared task of this call, or a new one at the end of the line."""
        with self._changed:
            now = self._clock()
            self._shared = {
                each: task
                for each, task in self._shared.items()
                if task.error is None and not (task.over and now - task.asked > each.shared)
            }
            task = self._shared.get(call) if call.shared else None
            if task is None or not (task.over or task in self._line):
                if len(self._line) >= LONGEST_LINE:
                    raise LearnerError("short-full", waiting=len(self._line))
                task = _Task(call, now)
                self._line.append(task)
                if call.shared:
                    self._shared[call] = task
                if not self._serving:
                    self._serving = True
                    threading.Thread(target=self._serve, name="short tasks", daemon=True).start()
            task.waiting += 1
            return task

    def _wait(self, task: _Task, told: Callable[[Place], None]) -> None:
        """Until the task is over; every new place is told outside the lock."""
        known: Place | None = None
        while True:
            with self._changed:
                if not task.over and self._place(task) == known:
                    self._changed.wait(LOOK_SECONDS)
                if task.over:
                    return
                place = self._place(task)
            if place != known:
                known = place
                told(place)

    def _place(self, task: _Task) -> Place:
        return Place(self._line.index(task) if task in self._line else 0, self._replacing)

    def _serve(self) -> None:
        """Run the line's first task until there is none."""
        while True:
            with self._changed:
                if not self._line:
                    self._serving = False
                    return
                task = self._line[0]
                task.begun = True
            try:
                task.value = self._run(task.call)
            except BaseException as error:
                task.error = error
            with self._changed:
                task.over, task.asked = True, self._clock()
                self._line.remove(task)
                self._replacing = isinstance(task.error, _Hung)
                self._changed.notify_all()
            if isinstance(task.error, _Hung):
                self._replace(task.error)

    def _run(self, call: Call) -> Any:
        cluster = self._cluster()
        future = cluster.submit(
            call.function, *call.args, **call.kwargs, resources=SHORT, pure=False
        )
        since = self._clock()
        while True:
            try:
                return future.result(timeout=call.limit)
            except cluster.lost as error:
                raise LearnerError("short-lost") from error
            except (TimeoutError, FutureTimeoutError) as error:
                if future.done():
                    raise  # the function's own
                if cluster.holders(future):
                    raise _Hung(call.limit, cluster, future) from error
                if self._clock() - since > START_SECONDS:
                    cluster.release(future)
                    raise LearnerError("short-lost") from error

    def _replace(self, hung: "_Hung") -> None:
        logger.warning("a short task ran over %g s; its worker is replaced", hung.values["seconds"])
        try:
            hung.cluster.replace(hung.future)
        except Exception as error:  # it may come back by itself; the line goes on either way
            logger.warning("the worker for short tasks is not back: %s", type(error).__name__)
        with self._changed:
            self._replacing = False
            self._changed.notify_all()


class _Hung(LearnerError):
    """A task over its limit, with what is needed to be rid of it."""

    def __init__(self, seconds: float, cluster: Cluster, future: Any) -> None:
        super().__init__("short-hung", seconds=seconds)
        self.cluster, self.future = cluster, future
