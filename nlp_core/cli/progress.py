"""The line that shows how far a training is."""

import os
import sys
from types import TracebackType
from typing import Any, Self

BAR = 20  # characters
NARROW = 80  # columns of a terminal that does not tell


class Progress:
    """One line on standard error, drawn again for each point and cleared at the end.

    Nothing is written where standard error is not a terminal.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._is_shown = sys.stderr.isatty()

    def show(self, point: dict[str, Any]) -> None:
        """Draw a point: a bar, steps, seconds, loss and metrics."""
        self._draw(line(self._name, point))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._draw("")

    def _draw(self, text: str) -> None:
        if self._is_shown:
            room = (os.get_terminal_size(sys.stderr.fileno()).columns or NARROW) - 1
            end = "" if text else "\r"
            print(f"\r{text[:room]:{room}}{end}", end="", file=sys.stderr, flush=True)


def line(name: str, point: dict[str, Any]) -> str:
    """A point in words.

    >>> line("fake", {"step": 3, "total": 6, "seconds": 1.2, "loss": None, "metrics": {"f1": 0.5}})
    'fake [##########..........] 3/6 1 s loss nan f1 0.5000'
    """
    done = round(BAR * point["step"] / max(point["total"], 1))
    numbers = {"loss": point["loss"], **point["metrics"]}
    values = [f"{k} {float('nan') if v is None else v:.4f}" for k, v in numbers.items()]
    bar = f"[{'#' * done:.<{BAR}}]"
    steps = f"{point['step']}/{point['total']}"
    return " ".join([name, bar, steps, f"{point['seconds']:.0f} s", *values])
