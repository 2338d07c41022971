"""One line of a benchmark."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """What was timed, the best of its wall-clock times in seconds, and what came out."""

    name: str
    seconds: float
    outcome: str = ""

    def __str__(self) -> str:
        return f"{self.name:48} {self.seconds:8.3f} s   {self.outcome}"
