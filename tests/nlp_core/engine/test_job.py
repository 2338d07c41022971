"""What a watcher is told of a job: steps, curve, time left, and a worker that was lost."""

import pytest

from nlp_core.engine.board import Board
from nlp_core.provenance import TrainedHere
from tests.nlp_core.engine.boards import Clock, open_job, points


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock: Clock) -> Board:
    return Board(lease_seconds=120.0, line_limit=6, share=4, clock=clock)


def test_progress_tells_steps_and_time_left(board: Board, clock: Clock):
    open_job(board, "a", "ann")
    board.progress(points("a"))
    assert board.watch("a", "ann").state == "running"
    assert board.watch("a", "ann").seconds_left is None
    clock.now += 2.0
    board.progress(points("a", 1, 2, 3, 4))
    view = board.watch("a", "ann")
    assert (view.step, view.total, view.seconds) == (4, 10, 2.0)
    assert view.seconds_left == pytest.approx(3.0)
    clock.now += 1.0
    assert board.watch("a", "ann").seconds_left == pytest.approx(2.0)


def test_a_curve_of_many_points_stays_small(board: Board):
    open_job(board, "a", "ann")
    board.progress(points("a", *range(1, 5000), total=5000))
    view = board.watch("a", "ann")
    assert len(view.points) <= 300 and view.points[-1]["step"] == 4999


def test_no_time_is_told_while_no_points_come(board: Board, clock: Clock):
    open_job(board, "a", "ann")
    board.progress(points("a"))
    board.progress(points("a", 1, 2, total=1000))
    clock.now += 2.0
    assert board.watch("a", "ann").seconds_left > 400
    clock.now += 60.0
    assert board.watch("a", "ann").seconds_left is None
    clock.now += 10_000.0
    assert board.watch("a", "ann").seconds_left is None


def test_a_lost_worker_is_told_until_another_begins(board: Board):
    for run, worker in (("a", "tcp://1"), ("b", "tcp://2")):
        open_job(board, run, "ann" if run == "a" else "bob")
        board.progress(points(run, 1, 2) | {"worker": worker})
    view = board.watch("a", "ann")
    board.lose_worker("tcp://1")
    lost = board.wait(view, "ann", timeout=10.0)
    assert lost.replacing and lost.seconds_left is None and lost.state == "running"
    assert not board.watch("b", "bob").replacing
    board.progress(points("a", 1, attempt="second") | {"worker": "tcp://3"})
    again = board.watch("a", "ann")
    assert (again.replacing, again.attempt, again.step) == (False, 2, 1)
    board.lose_worker("tcp://1")
    assert not board.watch("a", "ann").replacing


def test_a_second_attempt_begins_the_curve_afresh(board: Board):
    open_job(board, "a", "ann")
    board.progress(points("a", 1, 2, 3))
    board.progress(points("a", attempt="second"))
    board.progress(points("a", 1, attempt="second"))
    view = board.watch("a", "ann")
    assert [point["step"] for point in view.points] == [1]
    assert board.attempts("a") == 2


def test_points_that_come_twice_or_for_nobody_change_nothing(board: Board):
    board.progress(points("unknown", 1))
    open_job(board, "a", "ann")
    board.progress(points("a", 1, 2))
    board.progress(points("a", 1, 2, 3) | {"ended": True})
    board.progress(points("a", 1, attempt="long over") | {"ended": True})
    assert [point["step"] for point in board.watch("a", "ann").points] == [1, 2, 3]
    board.end("a", "done")
    board.progress(points("a", 4))
    assert board.watch("a", "ann").step == 3


def test_the_newest_frame_is_kept_while_the_job_runs(board: Board):
    open_job(board, "a", "ann")
    frame = {"w": (b"\x01\x02", "uint8", [1, 2])}
    board.progress(points("a", 1) | {"frame": frame})
    board.progress(points("a", 2))
    view = board.watch("a", "ann")
    assert view is not None and view.frame is not None
    assert view.frame["w"].tolist() == [[1, 2]]
    board.end("a", "done")
    ended = board.watch("a", "ann")
    assert ended is not None and ended.frame is None


def test_a_job_knows_where_its_numbers_come_from(board: Board):
    open_job(board, "a", "ann")
    board.progress(points("a") | {"seed": 7})
    board.progress(points("a", 1, 4) | {"seed": 7, "device": "CPU, 1 thread"})
    board.progress(points("a", 5))
    view = board.watch("a", "ann")
    assert view is not None
    assert view.provenance == TrainedHere("a", 7, 5, view.seconds, "CPU, 1 thread")
