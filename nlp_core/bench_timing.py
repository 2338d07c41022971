"""What benchmarks measure time with, and a line of one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Timing:
    """What was timed, the best of its wall-clock times in seconds, and what came out."""

    name: str
    seconds: float
    outcome: str = ""

    def __str__(self) -> str:
        return f"{self.name:48} {self.seconds:8.3f} s   {self.outcome}"


@dataclass(frozen=True)
class Clock:
    """Seconds on the wall and seconds of the processor, all threads of this process together."""

    wall: float = 0.0
    processor: float = 0.0

    @staticmethod
    def now() -> "Clock":
        """Both clocks at once."""
        return Clock(time.perf_counter(), time.process_time())

    def since(self, before: "Clock") -> "Clock":
        """What passed between two times."""
        return Clock(self.wall - before.wall, self.processor - before.processor)

    def plus(self, other: "Clock") -> "Clock":
        """Two times together."""
        return Clock(self.wall + other.wall, self.processor + other.processor)


def in_turn(ways: dict[str, Callable[[], Any]], repeat: int) -> dict[str, Clock]:
    """Median times of several ways, which take turns; the first round is not counted."""
    times: dict[str, list[Clock]] = {name: [] for name in ways}
    for _ in range(repeat + 1):
        for name, run in ways.items():
            before = Clock.now()
            run()
            times[name].append(Clock.now().since(before))
    return {
        name: Clock(median(t.wall for t in took[1:]), median(t.processor for t in took[1:]))
        for name, took in times.items()
    }
