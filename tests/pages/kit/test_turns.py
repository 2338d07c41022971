"""Runs go one after another, in their order; a long one keeps nobody beyond its turn."""

import threading
from collections.abc import Callable

import pytest

from pages.kit.turns import Turns

PATIENCE = 30


def begun(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def waiting(turns: Turns, count: int) -> None:
    """Come back when so many stand in the line."""
    tick = threading.Event()
    for _ in range(PATIENCE * 100):
        if len(turns._line) == count:
            return
        tick.wait(0.01)
    raise AssertionError(f"{len(turns._line)} wait, not {count}")


def test_one_at_a_time_in_order() -> None:
    turns, order, inside = Turns(longest=PATIENCE), [], []

    def run(number: int) -> None:
        with turns.take():
            inside.append(number)
            assert len(inside) == 1
            order.append(number)
            inside.remove(number)

    threads = []
    with turns.take():
        for number in range(20):
            threads.append(begun(lambda number=number: run(number)))
            waiting(turns, number + 1)
    for thread in threads:
        thread.join(PATIENCE)
    assert order == list(range(20))


def test_a_long_run_keeps_nobody_beyond_its_turn() -> None:
    now = [0.0]
    turns, done = Turns(longest=5.0, clock=lambda: now[0]), threading.Event()

    def run() -> None:
        with turns.take():
            done.set()

    with turns.take():
        first = begun(run)
        waiting(turns, 1)
        assert not done.is_set()
        now[0] = 6.0
        turns._line[0].set()  # the real clock's time-out
        assert done.wait(PATIENCE)
        first.join(PATIENCE)
    with turns.take():  # the late end of the long run took nothing away
        pass


def test_a_run_that_fails_gives_its_turn_back() -> None:
    turns = Turns(longest=PATIENCE)
    with pytest.raises(ZeroDivisionError), turns.take():
        raise ZeroDivisionError
    with turns.take():
        pass
