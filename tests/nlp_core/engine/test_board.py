import pytest

from nlp_core.engine.board import Board
from nlp_core.errors import LearnerError
from tests.nlp_core.engine.boards import Clock, open_job, points


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock: Clock) -> Board:
    return Board(lease_seconds=120.0, line_limit=6, share=4, clock=clock)


def test_a_run_has_one_job_however_many_ask(board: Board):
    _, first = board.open("a", "fake", "ann")
    view, second = board.open("a", "fake", "bob")
    assert first and not second
    assert view.watchers == 2 and view.state == "waiting" and view.position == 1


def test_places_in_the_line_are_those_of_submission(board: Board):
    for run, visitor in (("a", "ann"), ("b", "bob"), ("c", "cem")):
        open_job(board, run, visitor)
    board.progress(points("a"))
    assert [board.watch(run, "x").position for run in "abc"] == [0, 1, 2]
    board.end("a", "done")
    board.progress(points("b"))
    assert [board.watch(run, "x").position for run in "abc"] == [0, 0, 1]


def test_a_visitor_has_one_running_and_one_waiting_job(board: Board):
    open_job(board, "a", "ann")
    with pytest.raises(LearnerError, match="one-waiting"):
        open_job(board, "b", "ann")
    board.progress(points("a"))
    open_job(board, "b", "ann")
    with pytest.raises(LearnerError, match="one-waiting"):
        open_job(board, "c", "ann")
    open_job(board, "c", "bob")
    assert open_job(board, "c", "ann").watchers == 2  # joining another's job is always possible
    board.end("a", "done")
    board.progress(points("b"))
    open_job(board, "d", "ann")


def test_an_address_has_a_share_of_the_line_and_others_still_get_in(board: Board):
    for number in range(4):
        open_job(board, f"run{number}", f"visitor{number}", "school")
    with pytest.raises(LearnerError, match="queue-full"):
        open_job(board, "more", "ann", "school")
    assert open_job(board, "run3", "ann", "school").watchers == 2  # joining is always possible
    for number in range(4, 6):
        open_job(board, f"run{number}", f"visitor{number}", "another school")
    with pytest.raises(LearnerError, match="queue-full"):
        open_job(board, "more", "bob", "another school")
    assert open_job(board, "mine", "cem", "home").state == "waiting"
    with pytest.raises(LearnerError, match="queue-full"):
        open_job(board, "mine too", "dan", "home")


def test_the_line_is_bounded_however_many_addresses_come(board: Board):
    for number in range(12):
        open_job(board, f"run{number}", f"visitor{number}", f"address{number}")
    with pytest.raises(LearnerError, match="queue-full"):
        open_job(board, "more", "ann", "new")


def test_turns_are_called_one_at_a_time(board: Board):
    for run in "abc":
        open_job(board, run, f"visitor of {run}")
    assert board.call(1) == ["a"] and board.call(1) == []
    assert board.call(2) == ["b"]
    assert [board.watch(run, "x").position for run in "abc"] == [1, 2, 3]
    board.progress(points("a"))
    board.end("a", "done")
    assert board.call(1) == [] and board.call(2) == ["c"]


def test_what_another_server_trains_already_needs_no_turn(board: Board):
    open_job(board, "a", "ann")
    open_job(board, "b", "bob")
    assert board.call(1) == ["a"]
    board.progress(points("b", 1))
    assert board.call(1) == ["b"]


def test_a_window_that_closed_leaves_a_short_lease_and_a_reload_keeps_it(clock: Clock):
    here = {"ann", "bob", "cem"}
    board = Board(clock=clock, is_here=lambda visitor: visitor in here)
    for run, visitor in (("a", "ann"), ("b", "bob"), ("c", "cem")):
        open_job(board, run, visitor)
    board.watch("c", "bob")
    here -= {"ann", "bob"}
    assert board.expire() == []
    clock.now += 10
    here.add("ann")  # it was a reload
    board.watch("a", "ann")
    clock.now += 11
    assert board.expire() == ["b"]  # it had no other watcher, c has cem
    assert board.active() == ["a", "c"]
    assert board.watch("c", "cem").watchers == 1


def test_looking_renews_a_lease_and_an_unheld_job_ends(board: Board, clock: Clock):
    open_job(board, "a", "ann")
    open_job(board, "b", "bob")
    clock.now += 100
    board.watch("a", "ann")
    clock.now += 100
    assert board.expire() == ["b"]
    assert board.watch("b", "bob").state == "stopped"
    assert board.watch("a", "ann").state == "waiting"
    assert board.active() == ["a"]


def test_stop_ends_a_job_only_for_the_last_who_holds_it(board: Board):
    open_job(board, "a", "ann")
    open_job(board, "a", "bob")
    assert not board.leave("a", "ann")
    assert board.watch("a", "ann") is None  # a late poll takes no lease again
    assert board.watch("a", "bob").watchers == 1
    assert board.jobs_of("ann") == []
    assert board.leave("a", "bob")
    assert not board.is_active("a")


def test_who_left_may_come_back_by_submitting(board: Board):
    open_job(board, "a", "ann")
    open_job(board, "a", "bob")
    board.leave("a", "ann")
    assert open_job(board, "a", "ann").watchers == 2
    assert board.watch("a", "ann") is not None


def test_who_left_may_queue_another(board: Board):
    open_job(board, "a", "ann")
    open_job(board, "a", "bob")
    board.leave("a", "ann")
    assert open_job(board, "b", "ann").position == 2


def test_jobs_are_found_again_after_a_reload_and_forgotten_later(board: Board, clock: Clock):
    open_job(board, "a", "ann")
    assert [view.run_id for view in board.jobs_of("ann")] == ["a"]
    board.end("a", "failed", "it broke")
    assert [(view.state, view.error) for view in board.jobs_of("ann")] == [("failed", "it broke")]
    clock.now += 601
    board.expire()
    assert board.jobs_of("ann") == [] and board.watch("a", "ann") is None


def test_a_finished_run_may_be_trained_again(board: Board):
    open_job(board, "a", "ann")
    board.end("a", "done")
    view, is_new = board.open("a", "fake", "ann")
    assert is_new and view.state == "waiting" and view.points == []


def test_wait_returns_when_something_changed_or_time_is_over(board: Board):
    view = open_job(board, "a", "ann")
    assert board.wait(view, "ann", timeout=0.01) == view
    board.progress(points("a", 1))
    assert board.wait(view, "ann", timeout=10.0).step == 1
    board.end("a", "done")
    ended = board.watch("a", "ann")
    assert board.wait(ended, "ann", timeout=1000.0) == ended
