"""What the training row says is true: of the line, of dying workers, of missing models."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from nlp_core.engine.job import JobView
from nlp_core.errors import LearnerError
from nlp_core.provenance import Shipped, TrainedHere
from pages.kit.standing import failure, progress, standing

POINTS = [{"step": n, "total": 100, "loss": 1.0, "metrics": {}, "seconds": n} for n in range(9)]
JOB = JobView(
    run_id="fake-1",
    name="attention",
    state="running",
    position=0,
    step=8,
    total=100,
    points=POINTS,
    seconds=8.0,
    seconds_left=92.0,
    watchers=1,
    attempt=1,
)
HERE = TrainedHere("fake-1", 0, 1, 1.0, "CPU")
SHIPPED = Shipped("fake-1", "data", "CPU")


def model(provenance: Any) -> Any:
    return SimpleNamespace(provenance=provenance)


def said(what: Any, language: str) -> str:
    """The words inside a page of that language."""

    def page(what):  # type: ignore[no-untyped-def]
        import streamlit as st

        from pages.kit.language import settle_language

        settle_language(None)
        st.text(what())

    from streamlit.testing.v1 import AppTest

    drawn = AppTest.from_function(page, args=(what,), default_timeout=30)
    drawn.session_state["lang"] = language
    drawn.run()
    assert not drawn.exception, drawn.exception
    return str(drawn.text[0].value)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_worker_that_is_replaced_is_told_and_no_time_left(language: str) -> None:
    lost = replace(JOB, replacing=True, seconds_left=None)
    words = said(lambda: progress(lost), language)
    assert words != said(lambda: progress(JOB), language)
    assert not any(letter.isdigit() for letter in words)
    again = said(lambda: progress(replace(JOB, attempt=2)), language)
    assert again != said(lambda: progress(JOB), language) and again.startswith(
        said(lambda: progress(JOB), language)[:8]
    )


def test_a_time_that_is_not_known_is_not_told() -> None:
    assert "left" in said(lambda: progress(JOB), "en")
    assert "left" not in said(lambda: progress(replace(JOB, seconds_left=None)), "en")


def test_places_in_the_line() -> None:
    waiting = replace(JOB, state="waiting", points=[], position=7)
    assert "7" in said(lambda: progress(waiting), "en")
    assert "Next" in said(lambda: progress(replace(waiting, position=1)), "en")


@pytest.mark.parametrize(
    ("exact", "shown", "damaged", "words", "never"),
    [
        (SHIPPED, SHIPPED, False, "the shipped model", "nearest"),
        (HERE, HERE, True, "trained here", "damaged"),
        (None, SHIPPED, False, "nearest shipped", "damaged"),
        (None, HERE, False, "nearest model, which was trained here", "shipped"),
        (None, SHIPPED, True, "damaged", "yet.**"),
        (None, None, True, "damaged", "nearest"),
        (None, None, False, "Not trained", "nearest"),
    ],
)
def test_only_what_is_shown_is_named(
    exact: Any, shown: Any, damaged: bool, words: str, never: str
) -> None:
    found = [None if each is None else model(each) for each in (exact, shown)]
    text = said(lambda: standing(*found, damaged=damaged), "en")
    assert words in text and never not in text


def test_a_failure_is_worded_and_a_strangers_message_escaped() -> None:
    failed = replace(JOB, state="failed", error=LearnerError("worker-lost"))
    assert "twice" in said(lambda: failure(failed), "en")
    broken = replace(JOB, state="failed", error="RuntimeError: ![](//x)")
    assert "![](" not in said(lambda: failure(broken), "en")
