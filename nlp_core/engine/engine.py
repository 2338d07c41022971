"""The engine: asks the library for a model, and the workers for one that is not there yet."""

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nlp_core.engine.board import Board
from nlp_core.engine.cluster import Cluster
from nlp_core.engine.job import JobView
from nlp_core.engine.journal import Journal
from nlp_core.engine.key import run_id_of
from nlp_core.engine.library import Library
from nlp_core.engine.short import Call, Place, ShortTasks
from nlp_core.engine.trainings import Trainings
from nlp_core.places import MODELS, cache_place
from nlp_core.trained import S, Trained
from nlp_core.training.run import Spec

logger = logging.getLogger(__name__)


class Engine:
    """One per server: finds models, runs trainings and short tasks, and closes its workers.

    Making one is cheap; the workers start with ``start``, or with the first job. Jobs, places in
    the line and curves live here, keyed by run id, so that a page's reload loses none of them.
    """

    def __init__(
        self,
        shipped: Path | str = MODELS,
        cache: Path | str | None = None,
        address: str | None = None,
        *,
        memory_bytes: int = 256 * 2**20,
        disk_bytes: int = 2 * 2**30,
        lease_seconds: float = 120.0,
        is_here: Callable[[str], bool] = lambda visitor: True,
    ) -> None:
        """``cache`` and ``address`` default to NLP_REVISITED_CACHE and NLP_REVISITED_SCHEDULER.

        ``is_here`` tells whether a visitor still has a window open; the training of one who has
        none, and does not come back at once, ends unless others watch it.
        """
        cache = cache or cache_place()
        self._address = address or os.environ.get("NLP_REVISITED_SCHEDULER") or None
        self._library = Library(shipped, cache, memory_bytes=memory_bytes, disk_bytes=disk_bytes)
        self._board = Board(lease_seconds=lease_seconds, is_here=is_here)
        self._trainings = Trainings(self._board, self._library, self._workers)
        self._short = ShortTasks(self._workers)
        self._journal = Journal(cache)
        self._cluster: Cluster | None = None
        self._lock = threading.RLock()
        self._closed = threading.Event()

    def start(self) -> None:
        """Start the workers (or connect to the standing ones), and see if the cache can be written.

        Costs nothing if they are there already.
        """
        if self._cluster is None:
            self._library.probe()
        self._workers()

    def find(self, spec: S, *, here_first: bool = False) -> Trained[S, Any] | None:
        """The spec's model if it is there: the shipped one, else the one trained on this server.

        ``here_first`` turns the preference round.
        """
        return self._library.find(spec, here_first=here_first)

    def is_damaged(self, spec: Spec) -> bool:
        """Whether a model of ``spec`` came with the site and was found broken by ``find``."""
        return self._library.is_damaged(spec)

    def submit(
        self, spec: Spec, visitor: str, *, again: bool = False, address: str = ""
    ) -> JobView:
        """Train ``spec``, or join the job that does; ``again`` even though there is a model.

        ``address`` is where the visitor's computer is: addresses take turns. Raises LearnerError
        ``one-waiting`` or ``queue-full``.
        """
        run_id = run_id_of(spec)
        self._journal.settle(run_id, visitor)
        joined = self._board.join(run_id, visitor)
        if joined is not None:
            return joined
        if not again and self.find(spec) is not None:
            return self._board.done(run_id, spec.NAME, visitor)
        cluster = self._workers()
        view, is_new = self._trainings.open(spec, run_id, visitor, address)
        if is_new and not cluster.embedded:
            for message in cluster.earlier(run_id):
                self._board.progress(message)
        return view

    def was_lost(self, run_id: str, visitor: str) -> bool:
        """Whether a training that this visitor watched ended with its server, and not by itself.

        It is told until the visitor starts it again, or for an hour.
        """
        return self._journal.has_lost(run_id, visitor)

    def lost_of(self, visitor: str) -> dict[str, dict[str, Any]]:
        """All runs of which ``was_lost`` holds: their specs' ``name`` and ``fields`` by run id.

        Nothing is known of a private run's spec. What a note says may have been changed by hand.
        """
        return self._journal.lost_of(visitor)

    def forget_lost(self, run_id: str, visitor: str) -> None:
        """The visitor has read it."""
        self._journal.settle(run_id, visitor)

    def watch(self, run_id: str, visitor: str) -> JobView | None:
        """The job as it stands, in microseconds, the visitor's lease renewed.

        None when there is no such job, or when this visitor left it.
        """
        return self._board.watch(run_id, visitor)

    def wait(self, view: JobView, visitor: str, timeout: float = 30.0) -> JobView:
        """Block until the job differs from ``view``, at most ``timeout`` seconds."""
        return self._board.wait(view, visitor, timeout) or view

    def leave(self, run_id: str, visitor: str) -> None:
        """Stop for this visitor; the training ends if nobody else watches it."""
        self._journal.settle(run_id, visitor)
        self._trainings.leave(run_id, visitor)

    def jobs_of(self, visitor: str) -> list[JobView]:
        """The jobs that this visitor holds, or held until they ended in the last ten minutes."""
        return self._board.jobs_of(visitor)

    def short(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """``function(*args, **kwargs)`` on the worker for short tasks; raises what it raises."""
        return self.ask(Call(function, args, kwargs))

    def ask(self, call: Call, told: Callable[[Place], None] = lambda place: None) -> Any:
        """A short task's value; ``told`` hears its place in the line. Raises what it raises.

        LearnerError ``short-full``, ``short-hung`` or ``short-lost`` where it has no value; see
        ``ShortTasks.ask``.
        """
        return self._short.ask(call, told)

    @property
    def storage_problem(self) -> str | None:
        """Why trained models cannot be stored: ``disk-full``, ``read-only``, ``no-permission`` or
        ``unreachable``; None while they can be. The lessons go on from memory meanwhile."""
        return self._library.storage_problem

    @property
    def address(self) -> str:
        """The scheduler's address, which other servers may share; starts the workers if need be."""
        return self._workers().address

    def close(self) -> None:
        """Stop every job and end the workers; who watched one will be told that it was lost."""
        self._journal.close(self._board.watched(), self._trainings.specs())
        self._trainings.close()
        self._closed.set()
        with self._lock:
            cluster, self._cluster = self._cluster, None
        if cluster is not None:
            cluster.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _workers(self) -> Cluster:
        """The cluster, started once; connected anew if its scheduler went away."""
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("the engine is closed")
            if self._cluster is None or not self._cluster.alive:
                first = self._cluster is None
                board = self._board
                self._cluster = Cluster(self._address, board.progress, board.lose_worker)
                if first:
                    threading.Thread(target=self._sweep, name="leases", daemon=True).start()
            return self._cluster

    def _mend(self) -> None:
        cluster = self._cluster
        if cluster is not None and cluster.alive:
            cluster.mend()

    def _sweep(self) -> None:
        """Once a second, end the jobs that nobody holds any more, note those that are held, and see
        that no worker is missing."""
        while not self._closed.wait(1.0):
            try:
                self._mend()
                self._trainings.sweep()
                self._journal.note(self._board.watched(), self._trainings.specs())
            except Exception as error:  # such as a scheduler that went away; it may come back
                logger.warning("leases: %s: %s", type(error).__name__, error)
