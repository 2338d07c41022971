"""The engine: asks the library for a model, and the workers for one that is not there yet."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nlp_core.engine import worker
from nlp_core.engine.board import Board
from nlp_core.engine.cluster import SHORT, TRAIN, Cluster
from nlp_core.engine.job import JobView, State
from nlp_core.engine.key import is_private, run_id_of
from nlp_core.engine.library import Library
from nlp_core.errors import LearnerError
from nlp_core.places import MODELS, default_cache
from nlp_core.trained import S, Trained
from nlp_core.training.run import Spec

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 2
MAX_SUBMITS = 6


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
        line_limit: int = 40,
    ) -> None:
        """``cache`` and ``address`` default to NLP_REVISITED_CACHE and NLP_REVISITED_SCHEDULER."""
        cache = cache or os.environ.get("NLP_REVISITED_CACHE") or default_cache()
        self._address = address or os.environ.get("NLP_REVISITED_SCHEDULER") or None
        self._library = Library(shipped, cache, memory_bytes=memory_bytes, disk_bytes=disk_bytes)
        self._board = Board(lease_seconds=lease_seconds, line_limit=line_limit)
        self._cluster: Cluster | None = None
        self._futures: dict[str, Any] = {}  # Dask futures by run id
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

    def submit(self, spec: Spec, visitor: str, *, again: bool = False) -> JobView:
        """Train ``spec``, or join the job that does; ``again`` even though there is a model.

        Raises LearnerError ``one-waiting`` or ``queue-full``.
        """
        run_id = run_id_of(spec)
        joined = self._board.join(run_id, visitor)
        if joined is not None:
            return joined
        if not again and self.find(spec) is not None:
            return self._board.done(run_id, spec.NAME, visitor)
        cluster = self._workers()
        with self._lock:
            view, is_new = self._board.open(run_id, spec.NAME, visitor)
            if is_new:
                self._dispatch(spec, run_id, submits=1)
        if is_new and not cluster.embedded:
            for message in cluster.earlier(run_id):
                self._board.progress(message)
        return view

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
        with self._lock:
            if self._board.leave(run_id, visitor):
                self._release(run_id)

    def jobs_of(self, visitor: str) -> list[JobView]:
        """The jobs that this visitor holds, or held until they ended in the last ten minutes."""
        return self._board.jobs_of(visitor)

    def short(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """``function(*args, **kwargs)`` on the worker for short tasks; raises what it raises."""
        future = self._workers().submit(function, *args, **kwargs, resources=SHORT, pure=False)
        return future.result()

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
        """Stop every job and end the workers."""
        self._closed.set()
        with self._lock:
            for run_id in self._board.active():
                self._board.end(run_id, "stopped")
                self._release(run_id)
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
                self._cluster = Cluster(self._address, self._board.progress)
                if first:
                    threading.Thread(target=self._sweep, name="leases", daemon=True).start()
            return self._cluster

    def _sweep(self) -> None:
        """Once a second, end the jobs that nobody holds any more."""
        while not self._closed.wait(1.0):
            with self._lock:
                for run_id in self._board.expire():
                    self._release(run_id)

    def _dispatch(self, spec: Spec, run_id: str, *, submits: int) -> None:
        """Hand the job to Dask, whose key makes one computation of it for every server."""
        future: Any = self._workers().submit(
            worker.run, spec, run_id, key=run_id, resources=TRAIN, priority=-time.time()
        )
        self._futures[run_id] = future
        future.add_done_callback(lambda done: self._finish(spec, run_id, done, submits))

    def _release(self, run_id: str) -> None:
        """Let the computation go; Dask ends it unless another server wants it."""
        future = self._futures.pop(run_id, None)
        if future is not None and self._cluster is not None and self._cluster.alive:
            self._cluster.release(future)

    def _finish(self, spec: Spec, run_id: str, future: Any, submits: int) -> None:
        """Called by Dask in a thread of its own when a computation has ended, however it did."""
        with self._lock:
            if self._futures.get(run_id) is not future:
                return
        try:
            self._take_in(spec, run_id, future, submits)
        except Exception as error:  # a waiting visitor must hear of it, whatever it is
            logger.warning("%s could not be taken in", run_id, exc_info=not is_private(spec))
            self._end(run_id, "failed", f"{type(error).__name__}: {error}")

    def _take_in(self, spec: Spec, run_id: str, future: Any, submits: int) -> None:
        outcome: worker.Outcome | None = future.result() if future.status == "finished" else None
        if outcome is not None and outcome.packed is not None:
            self._library.keep(outcome.packed, spec)
            self._end(run_id, "done")
        elif outcome is not None and outcome.error is not None:
            self._end(run_id, "failed", outcome.error)
        elif submits < MAX_SUBMITS and (outcome or self._board.attempts(run_id) < MAX_ATTEMPTS):
            self._try_again(spec, run_id, submits)
        else:
            self._end(run_id, "failed", LearnerError("worker-lost"))

    def _try_again(self, spec: Spec, run_id: str, submits: int) -> None:
        """Submit anew what ended for a reason of its surroundings: a neighbour whose worker died,
        or a stop for another server's visitors that crossed this one's start."""
        with self._lock:
            self._release(run_id)
            if self._board.is_active(run_id) and not self._closed.is_set():
                self._board.requeue(run_id)
                self._dispatch(spec, run_id, submits=submits + 1)

    def _end(self, run_id: str, state: State, error: LearnerError | str | None = None) -> None:
        with self._lock:
            self._release(run_id)
            self._board.end(run_id, state, error)
