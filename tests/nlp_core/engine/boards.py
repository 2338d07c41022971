"""A board on a clock that the test moves, and the messages that a worker sends it."""

from nlp_core.engine.board import Board
from nlp_core.engine.job import JobView


class Clock:
    """Time that passes when the test says so."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def open_job(board: Board, run_id: str, visitor: str, address: str = "") -> JobView:
    return board.open(run_id, "fake", visitor, address)[0]


def points(run_id: str, *steps: int, attempt: str = "first", total: int = 10) -> dict:
    made = [
        {"step": n, "total": total, "loss": 1.0, "metrics": {}, "seconds": 0.5 * n} for n in steps
    ]
    return {"run_id": run_id, "attempt": attempt, "points": made}
