"""One fault as it was seen, and waiting for what must come."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from nlp_core.engine.engine import Engine
from nlp_core.engine.job import ACTIVE, JobView

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Seen:
    """What happened, and whether it is right; None where this machine does not let us try."""

    what: str
    right: bool | None


def until(condition: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Whether it came about within so many seconds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def follow(engine: Engine, view: JobView, visitor: str) -> JobView:
    """The job at its end."""
    end = time.monotonic() + PATIENCE_S
    while view.state in ACTIVE and time.monotonic() < end:
        view = engine.wait(view, visitor, timeout=1.0)
    return view


def trained(engine: Engine, seed: int) -> bool:
    """Whether a small training still goes well."""
    from tests.nlp_core.engine.fake import FakeSpec

    spec = FakeSpec(steps=3, seed=seed)
    return follow(engine, engine.submit(spec, "after", again=True), "after").state == "done"
