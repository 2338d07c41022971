"""One training as its watchers see it: state, curve, leases, time left."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nlp_core.engine.curve import Curve
from nlp_core.errors import LearnerError
from nlp_core.provenance import TrainedHere

State = Literal["waiting", "running", "done", "failed", "stopped"]
ACTIVE = ("waiting", "running")
SILENT_GAPS, SILENT_SECONDS = 3.0, 5.0  # no points for longer than this is news in itself


@dataclass(frozen=True)
class JobView:
    """What a page draws of a job: a snapshot that changes no more.

    ``position`` is 0 while running (or ended) and 1 for the next in line; ``points`` are at most
    300 dicts of step, total, loss, metrics and seconds; ``seconds_left`` is None until two points
    tell the pace, and while no points come; ``device`` is empty until the first point comes;
    ``error`` is what a learner can put right, or a message.
    """

    run_id: str
    name: str
    state: State
    position: int
    step: int
    total: int
    points: list[dict[str, Any]]
    seconds: float
    seconds_left: float | None
    watchers: int
    seed: int = 0
    device: str = ""
    error: LearnerError | str | None = None
    frame: dict[str, NDArray[Any]] | None = None  # the newest small snapshot, while it trains
    replacing: bool = False  # the worker died: a new one comes and begins afresh
    attempt: int = 0

    @property
    def provenance(self) -> TrainedHere:
        """Where the numbers of a training come from that is not over yet."""
        return TrainedHere(self.run_id, self.seed, self.step, self.seconds, self.device)


@dataclass
class Job:
    """A training's mutable state, touched under its board's lock alone."""

    run_id: str
    name: str
    owner: str
    address: str = ""
    state: State = "waiting"
    called: bool = False  # its turn has come: a worker has it, or is about to
    leases: dict[str, float] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    curve: Curve[dict[str, Any]] = field(default_factory=Curve)
    attempt: str | None = None
    attempts: int = 0
    first: dict[str, Any] | None = None
    last: dict[str, Any] | None = None
    started: float = 0.0
    ended: float = 0.0
    seed: int = 0
    device: str = ""
    frame: dict[str, Any] | None = None  # as it travelled: name: (bytes, dtype, shape)
    error: LearnerError | str | None = None
    worker: str = ""
    replacing: bool = False
    gap: float = 0.0  # the longest time between two points of this attempt

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE

    def begin(self, attempt: str, now: float) -> None:
        """A worker took the job up; a second attempt begins the curve afresh."""
        self.attempt, self.attempts = attempt, self.attempts + 1
        self.curve, self.first, self.last = Curve(), None, None
        self.frame, self.replacing, self.gap = None, False, 0.0
        self.state, self.started = "running", now

    def add(self, point: dict[str, Any]) -> None:
        """Take in a point, unless its step was seen before: a message may come twice."""
        if self.last is None or point["step"] > self.last["step"]:
            self.curve.add(point)
            if self.last is not None:
                self.gap = max(self.gap, point["seconds"] - self.last["seconds"])
            self.first, self.last = self.first or point, point

    def view(self, position: int, now: float) -> JobView:
        """The job as it stands ``now``."""
        last = self.last or {"step": 0, "total": 0}
        until = now if self.is_active else self.ended
        return JobView(
            run_id=self.run_id,
            name=self.name,
            state=self.state,
            position=position,
            step=last["step"],
            total=last["total"],
            points=self.curve.items,
            seconds=until - self.started if self.started else 0.0,
            seconds_left=self._seconds_left(now),
            watchers=len(self.leases),
            seed=self.seed,
            device=self.device,
            error=self.error,
            frame=self._arrays(),
            replacing=self.replacing,
            attempt=self.attempts,
        )

    def _arrays(self) -> dict[str, NDArray[Any]] | None:
        if self.frame is None or not self.is_active:
            return None
        return {
            name: np.frombuffer(content, dtype).reshape(shape)
            for name, (content, dtype, shape) in self.frame.items()
        }

    def _seconds_left(self, now: float) -> float | None:
        """From the pace between the first and the newest point, less the time since then.

        Points that do not come any more would let it run to zero, so it is not told then.
        """
        first, last = self.first, self.last
        if self.state != "running" or first is None or last is None or last is first:
            return None
        if self.replacing:
            return None
        pace = (last["seconds"] - first["seconds"]) / (last["step"] - first["step"])
        since = max(0.0, now - self.started - last["seconds"])
        if since > SILENT_GAPS * self.gap + SILENT_SECONDS:
            return None
        return max(0.0, (last["total"] - last["step"]) * pace - since)
