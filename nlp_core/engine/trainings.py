"""Trainings on their way: each is handed to the workers when its turn comes, and taken in after."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from nlp_core.engine import worker
from nlp_core.engine.board import Board
from nlp_core.engine.cluster import TRAIN, Cluster
from nlp_core.engine.job import JobView, State
from nlp_core.engine.key import is_private, public_fields
from nlp_core.engine.library import Library
from nlp_core.errors import LearnerError
from nlp_core.training.run import Spec

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 2
MAX_SUBMITS = 6


class Trainings:
    """The computations behind a board's jobs.

    The line is the board's: Dask holds no more of this server's jobs than its workers can train, so
    that a turn can still be given to who came later and has had none.
    """

    def __init__(self, board: Board, library: Library, workers: Callable[[], Cluster]) -> None:
        self._board = board
        self._library = library
        self._workers = workers
        self._specs: dict[str, Spec] = {}  # of active jobs, by run id
        self._futures: dict[str, tuple[Cluster, Any]] = {}  # of those whose turn has come
        self._lock = threading.RLock()
        self._closed = False

    def open(self, spec: Spec, run_id: str, visitor: str, address: str) -> tuple[JobView, bool]:
        """Join the run's job or put a new one on the board; see ``Board.open``."""
        with self._lock:
            view, is_new = self._board.open(run_id, spec.NAME, visitor, address)
            if is_new:
                self._specs[run_id] = spec
                self.go_on()
        return view, is_new

    def go_on(self) -> None:
        """Hand out the jobs whose turn has come."""
        with self._lock:
            if self._closed or len(self._specs) == len(self._futures):
                return
            for run_id in self._board.call(self._workers().trainings_at_once):
                self._dispatch(self._specs[run_id], run_id, submits=1)

    def leave(self, run_id: str, visitor: str) -> None:
        """Stop for this visitor; the training ends if nobody else watches it."""
        with self._lock:
            if self._board.leave(run_id, visitor):
                self._release(run_id)
        self.go_on()

    def sweep(self) -> None:
        """End the jobs that nobody holds any more."""
        with self._lock:
            for run_id in self._board.expire():
                self._release(run_id)
        self.go_on()

    def close(self) -> None:
        """Stop every job."""
        with self._lock:
            self._closed = True
            for run_id in self._board.active():
                self._board.end(run_id, "stopped")
                self._release(run_id)

    def specs(self) -> dict[str, dict[str, Any]]:
        """The name and the fields of each active spec that is not private, by run id."""
        with self._lock:
            return {
                run_id: {"name": spec.NAME, "fields": public_fields(spec)}
                for run_id, spec in self._specs.items()
                if not is_private(spec)
            }

    def _dispatch(self, spec: Spec, run_id: str, *, submits: int) -> None:
        """Hand the job to Dask, whose key makes one computation of it for every server."""
        cluster = self._workers()
        future: Any = cluster.submit(
            worker.run, spec, run_id, key=run_id, resources=TRAIN, priority=-time.time()
        )
        self._futures[run_id] = cluster, future
        future.add_done_callback(lambda done: self._finish(spec, run_id, done, submits))

    def _release(self, run_id: str, *, forget: bool = True) -> None:
        """Let the computation go; Dask ends it unless another server wants it."""
        if forget:
            self._specs.pop(run_id, None)
        cluster, future = self._futures.pop(run_id, (None, None))
        if cluster is not None and cluster.alive:
            cluster.release(future)

    def _finish(self, spec: Spec, run_id: str, future: Any, submits: int) -> None:
        """Called by Dask in a thread of its own when a computation has ended, however it did."""
        with self._lock:
            if self._futures.get(run_id, (None, None))[1] is not future:
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
            self._release(run_id, forget=False)
            if self._board.is_active(run_id) and not self._closed:
                self._board.requeue(run_id)
                self._dispatch(spec, run_id, submits=submits + 1)

    def _end(self, run_id: str, state: State, reason: LearnerError | str | None = None) -> None:
        with self._lock:
            self._release(run_id)
            self._board.end(run_id, state, reason)
        try:
            self.go_on()
        except Exception as error:  # such as a scheduler that went away; the next sweep tries again
            logger.warning("the next training waits: %s", type(error).__name__)
