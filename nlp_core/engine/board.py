"""Who waits for which training: places in the line and leases; no Dask in here.

Any number of visitors watch one job. Each holds a lease that every look renews and a reload keeps;
a job that nobody holds any more ends, and soon where its last watcher's window is closed.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from nlp_core.engine.job import ACTIVE, Job, JobView, State
from nlp_core.engine.line import Line
from nlp_core.errors import LearnerError

KEPT_SECONDS = 600.0
GONE_SECONDS = 20.0  # a reload comes back sooner


class Board:
    """All jobs of one server; every method is quick and safe to call from any thread."""

    def __init__(
        self,
        *,
        lease_seconds: float = 120.0,
        line_limit: int = 200,
        share: int = 100,
        is_here: Callable[[str], bool] = lambda visitor: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``is_here`` tells whether a visitor has a window open; for the rest see ``Line``."""
        self._jobs: dict[str, Job] = {}
        self._line = Line(line_limit, share)
        self._lease_seconds = lease_seconds
        self._is_here = is_here
        self._clock = clock
        self._changed = threading.Condition()

    def join(self, run_id: str, visitor: str) -> JobView | None:
        """Hold the run's active job, if there is one."""
        with self._changed:
            job = self._jobs.get(run_id)
            if job is None or not job.is_active:
                return None
            self._renew(job, visitor)
            return self._view(job)

    def open(self, run_id: str, name: str, visitor: str, address: str = "") -> tuple[JobView, bool]:
        """The run's active job joined, or a new one in the line; and whether it is new.

        Raises LearnerError ``one-waiting`` when the visitor has a job in the line already, and
        ``queue-full`` when the line, or the address's share of it, is long enough.
        """
        with self._changed:
            joined = self.join(run_id, visitor)
            if joined is not None:
                return joined, False
            own = [job.state for job in self._active() if job.owner == visitor]
            if "waiting" in own or len(own) > 1:
                raise LearnerError("one-waiting")
            self._line.admit(address, self._active())
            self._jobs.pop(run_id, None)  # a finished run that is trained again goes to the end
            job = self._jobs[run_id] = Job(run_id, name, owner=visitor, address=address)
            self._renew(job, visitor)
            return self._view(job), True

    def call(self, at_once: int) -> list[str]:
        """The runs whose turn it is now, so that ``at_once`` are at work, and no longer waiting.

        A run that another server is training already needs no turn: it is called at once.
        """
        with self._changed:
            active = self._active()
            turns = [job for job in active if job.state == "running" and not job.called]
            free = at_once - sum(job.called for job in active)
            waiting = [job for job in self._line.order(active) if job.state == "waiting"]
            turns += waiting[: max(free, 0)]
            for job in turns:
                job.called = True
            return [job.run_id for job in turns]

    def done(self, run_id: str, name: str, visitor: str) -> JobView:
        """A job that needs no training, since its model is there."""
        with self._changed:
            job = self._jobs[run_id] = Job(run_id, name, owner=visitor)
            self._renew(job, visitor)
            self._end(job, "done", None)
            return self._view(job)

    def watch(self, run_id: str, visitor: str) -> JobView | None:
        """The job's view, the visitor's lease renewed; None for one who left, or an unknown run."""
        with self._changed:
            job = self._jobs.get(run_id)
            if job is None or visitor in job.left:
                return None
            if job.is_active:
                self._renew(job, visitor)
            return self._view(job)

    def wait(self, view: JobView, visitor: str, timeout: float) -> JobView | None:
        """Like ``watch``, but once the job differs from ``view``, has ended, or time is over."""
        with self._changed:
            before = _told(view)
            self._changed.wait_for(lambda: _news(before, self.watch(view.run_id, visitor)), timeout)
            return self.watch(view.run_id, visitor)

    def leave(self, run_id: str, visitor: str) -> bool:
        """Give up the visitor's lease; True if the job ended because nobody holds it any more."""
        with self._changed:
            job = self._jobs.get(run_id)
            if job is None or not job.is_active:
                return False
            job.leases.pop(visitor, None)
            job.left.add(visitor)
            return self._end_if_unheld(job)

    def expire(self) -> list[str]:
        """End the jobs whose leases all ran out, and forget those that ended long ago."""
        with self._changed:
            now = self._clock()
            ended = []
            for job in list(self._jobs.values()):
                if not job.is_active:
                    if now - job.ended > KEPT_SECONDS:
                        del self._jobs[job.run_id]
                    continue
                job.leases = {
                    who: until if self._is_here(who) else min(until, now + GONE_SECONDS)
                    for who, until in job.leases.items()
                    if until > now
                }
                if self._end_if_unheld(job):
                    ended.append(job.run_id)
            return ended

    def progress(self, message: dict[str, Any]) -> None:
        """Take in a worker's message: a run's attempt has begun or has new points."""
        with self._changed:
            job = self._jobs.get(message["run_id"])
            if job is None or not job.is_active:
                return
            if message["attempt"] != job.attempt:
                if message.get("ended"):
                    return
                job.begin(message["attempt"], self._clock())
            for point in message["points"]:
                job.add(point)
            job.frame = message.get("frame", job.frame)
            job.seed = message.get("seed", job.seed)
            job.device = message.get("device", job.device)
            job.worker = message.get("worker", job.worker)
            self._changed.notify_all()

    def end(self, run_id: str, state: State, error: LearnerError | str | None = None) -> None:
        """Close an active job."""
        with self._changed:
            job = self._jobs.get(run_id)
            if job is not None and job.is_active:
                self._end(job, state, error)

    def requeue(self, run_id: str) -> None:
        """Back to waiting: the worker went away before this job's turn was over."""
        with self._changed:
            job = self._jobs.get(run_id)
            if job is not None and job.is_active:
                job.state = "waiting"

    def lose_worker(self, worker: str) -> None:
        """A worker died: what it was training begins afresh on another, or on its replacement."""
        with self._changed:
            for job in self._jobs.values():
                if job.state == "running" and job.worker == worker:
                    job.replacing = True
            self._changed.notify_all()

    def is_active(self, run_id: str) -> bool:
        """Whether somebody still waits for this run."""
        with self._changed:
            job = self._jobs.get(run_id)
            return job is not None and job.is_active

    def attempts(self, run_id: str) -> int:
        """How often a worker began this job."""
        with self._changed:
            job = self._jobs.get(run_id)
            return job.attempts if job is not None else 0

    def jobs_of(self, visitor: str) -> list[JobView]:
        """The jobs that this visitor holds or held to their end, oldest first."""
        with self._changed:
            return [self._view(job) for job in self._jobs.values() if visitor in job.leases]

    def active(self) -> list[str]:
        """The runs that are waiting or running."""
        with self._changed:
            return [job.run_id for job in self._active()]

    def watched(self) -> dict[str, list[str]]:
        """Who holds which active run."""
        with self._changed:
            return {job.run_id: sorted(job.leases) for job in self._active()}

    def _renew(self, job: Job, visitor: str) -> None:
        job.left.discard(visitor)
        job.leases[visitor] = self._clock() + self._lease_seconds

    def _active(self) -> list[Job]:
        return [job for job in self._jobs.values() if job.is_active]

    def _end_if_unheld(self, job: Job) -> bool:
        if not job.leases:
            self._end(job, "stopped", None)
        elif job.owner not in job.leases:
            job.owner = ""
        return not job.leases

    def _end(self, job: Job, state: State, error: LearnerError | str | None) -> None:
        job.state, job.error, job.ended = state, error, self._clock()
        self._line.end(job, self._active())
        self._changed.notify_all()

    def _view(self, job: Job) -> JobView:
        return job.view(self._position(job), self._clock())

    def _position(self, job: Job) -> int:
        """Place in the line, those first whose turn has come already."""
        if job.state != "waiting":
            return 0
        active = self._active()
        line = [each for each in active if each.called] + self._line.order(active)
        return [each.run_id for each in line if each.state == "waiting"].index(job.run_id) + 1


def _told(view: JobView) -> tuple[str, int, int, bool]:
    """What a watcher waits for to change."""
    return view.state, view.step, view.position, view.replacing


def _news(before: tuple[str, int, int, bool], view: JobView | None) -> bool:
    return view is None or view.state not in ACTIVE or _told(view) != before
