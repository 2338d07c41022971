"""What runs on a worker: one training as a Dask task, with its progress sent to every server.

A task learns from its own worker that nobody wants it any more: when the last client lets the
future go, the scheduler frees the key, and the worker marks the running task as cancelled.
"""

import logging
import time
import uuid
from dataclasses import dataclass
from typing import Any

from nlp_core.engine.artifact import Packed
from nlp_core.engine.key import is_private
from nlp_core.engine.train import Stopped, all_cores, finite, step_back, train, warm
from nlp_core.errors import LearnerError
from nlp_core.training.run import Spec

logger = logging.getLogger(__name__)

TOPIC = "nlp-revisited"
SEND_SECONDS = 0.2
NICENESS = 10
ONCE = ("frame", "device")  # what a message holds once, beside its points


@dataclass(frozen=True)
class Outcome:
    """How a training ended: with a model, with an error, or with neither, stopped."""

    packed: Packed | None = None
    error: LearnerError | str | None = None


class Reporter:
    """Sends points to the servers, several at a time so that quick steps flood nobody."""

    def __init__(self, run_id: str, seed: int, worker: Any) -> None:
        self._head = {"run_id": run_id, "attempt": uuid.uuid4().hex, "seed": seed}
        self._head["worker"] = worker.address
        self._worker = worker
        self._points: list[dict[str, Any]] = []
        self._frame: dict[str, Any] = {}
        self._sent = 0.0

    def add(self, point: dict[str, Any]) -> None:
        """Send this point, now or with the next ones."""
        self._frame = {"frame": point["frame"]} if "frame" in point else {}
        self._head["device"] = point["device"]
        self._points.append(finite({k: v for k, v in point.items() if k not in ONCE}))
        if time.monotonic() - self._sent > SEND_SECONDS:
            self.send()

    def send(self, **more: Any) -> None:
        """Send what has gathered."""
        self._worker.log_event(TOPIC, {**self._head, "points": self._points, **self._frame, **more})
        self._points, self._sent = [], time.monotonic()


def run(spec: Spec, run_id: str) -> Outcome:
    """Train ``spec`` on this worker; errors come back as values, so that no log shows the spec."""
    from distributed import get_worker

    worker = get_worker()
    reporter = Reporter(run_id, spec.seed, worker)
    step_back(NICENESS)
    all_cores(spare=1)
    reporter.send()

    def stopped() -> bool:
        """Dask has no public way to ask this; the pinned version's own state tells."""
        task = worker.state.tasks.get(run_id)
        return task is None or task.state == "cancelled"

    try:
        outcome = Outcome(packed=train(spec, observe=reporter.add, stopped=stopped))
    except Stopped:
        outcome = Outcome()
    except LearnerError as error:
        outcome = Outcome(error=error)
    except Exception as error:
        logger.warning("%s failed", run_id, exc_info=not is_private(spec))
        outcome = Outcome(error=f"{type(error).__name__}: {error}")
    reporter.send(ended=True)
    return outcome


def get_ready() -> None:
    """What a worker does before its first training is asked for."""
    step_back(NICENESS)
    all_cores(spare=1)
    warm()
