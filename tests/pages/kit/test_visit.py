"""What a visit keeps is computed once, and again when what it depends on changes."""

from pages.kit.visit import Visit


def test_keep_computes_once() -> None:
    state, calls = Visit(), []

    def compute() -> int:
        calls.append(1)
        return len(calls)

    assert [state.keep("k", 1, compute), state.keep("k", 1, compute)] == [1, 1]
    assert state.keep("k", 2, compute) == 2
    assert state.keep("other", 1, compute) == 3


def test_visits_share_nothing() -> None:
    one, other = Visit(), Visit()
    one.values["a"], one.trainings.left = 1, {"x"}
    one.opened.add("s")
    assert not other.values and not other.trainings.left and not other.opened
