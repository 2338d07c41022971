"""What a visit keeps is computed once, and again when what it depends on changes."""

from pages.kit.visit import Visit
from tests.pages.kit.running import run


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


def test_a_thread_keeps_no_visit_alive() -> None:
    def script() -> None:
        import gc
        import weakref

        import streamlit as st

        from pages.kit.visit import visit

        gone = weakref.ref(visit())
        same = visit() is gone()
        del st.session_state["visit"]
        gc.collect()
        st.text(f"{same} {gone() is None}")

    page = run(script)
    assert not page.exception, page.exception
    assert page.text[0].value == "True True"
