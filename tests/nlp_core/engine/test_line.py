"""Turns go round by address and by visitor: nobody fills the line, nobody starves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.engine.board import Board


def at_work(board: Board) -> str:
    """The run whose turn is next, begun."""
    (run_id,) = board.call(1)
    return run_id


def test_after_forty_windows_without_a_cookie_another_visitor_is_next():
    board = Board()
    for number in range(40):
        board.open(f"flood{number}", "fake", f"nameless{number}", "one address")
    first = at_work(board)
    view, _ = board.open("mine", "fake", "ann", "home")
    assert view.position == 2  # behind the one that a worker is about to begin
    board.end(first, "done")
    assert at_work(board) == "mine"


def test_addresses_take_turns_and_a_class_of_a_hundred_is_served_whole():
    board = Board()
    for number in range(100):
        board.open(f"school{number}", "fake", f"student{number}", "school")
    for number in range(3):
        board.open(f"home{number}", "fake", f"visitor{number}", "home")
    served = []
    while board.active():
        served.append(at_work(board))
        board.end(served[-1], "done")
    assert served[:8] == [
        *("school0", "home0", "school1", "home1", "school2", "home2", "school3", "school4")
    ]
    assert len(served) == 103 and served[-1] == "school99"


def test_an_address_that_keeps_coming_does_not_pass_those_who_wait():
    board = Board()
    for number in range(3):
        board.open(f"school{number}", "fake", f"student{number}", "school")
    served = []
    for number in range(9):  # a new address at each turn
        served.append(at_work(board))
        board.open(f"new{number}", "fake", f"visitor{number}", f"address{number}")
        board.end(served[-1], "done")
    assert [run for run in served if run.startswith("school")] == ["school0", "school1", "school2"]


def test_within_an_address_visitors_take_turns():
    board = Board()
    board.open("ann1", "fake", "ann", "school")
    assert at_work(board) == "ann1"
    board.progress({"run_id": "ann1", "attempt": "one", "points": []})
    board.open("ann2", "fake", "ann", "school")
    board.open("bob1", "fake", "bob", "school")
    assert board.watch("bob1", "bob").position == 1
    board.end("ann1", "done")
    assert at_work(board) in ("ann2", "bob1")


def test_the_place_that_is_told_is_the_place_that_comes():
    board = Board()
    arrivals = ["a", "a", "b", "a", "c", "b", "b"]
    for number, address in enumerate(arrivals):
        board.open(f"{address}{number}", "fake", f"visitor{number}", address)
    told = {run: board.watch(run, "x").position for run in board.active()}
    served = []
    while board.active():
        served.append(at_work(board))
        board.end(served[-1], "done")
    assert served == sorted(told, key=lambda run: told[run])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=40))
def test_nobody_waits_for_more_turns_of_another_address_than_of_their_own(arrivals: list[str]):
    board = Board()
    for number, address in enumerate(arrivals):
        board.open(f"{address}{number}", "fake", f"visitor{number}", address)
    served: list[str] = []
    while board.active():
        served.append(at_work(board))
        board.end(served[-1], "done")
    assert len(served) == len(arrivals)
    for place, run in enumerate(served):
        turns = [other[0] for other in served[: place + 1]]
        own = turns.count(run[0])
        assert all(turns.count(address) <= own for address in set(turns))


@pytest.mark.parametrize("ended", ["done", "failed", "stopped"])
def test_however_a_turn_ends_the_next_comes(ended: str):
    board = Board()
    board.open("a", "fake", "ann", "x")
    board.open("b", "fake", "bob", "y")
    board.end(at_work(board), ended)  # type: ignore[arg-type]
    assert at_work(board) == "b"
