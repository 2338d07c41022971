"""Before the first visitor: only what lessons show first is read, and a failure stops nothing."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from nlp_core.recipes import defaults
from nlp_core.training.run import Spec
from pages.kit import engine, warmup


class Recorder:
    """Stands in for the engine and notes what is asked of it."""

    def __init__(self) -> None:
        self.done: list[object] = []

    def find(self, spec: Spec) -> None:
        self.done.append(spec)

    def start(self) -> None:
        self.done.append("start")

    def close(self) -> None:
        self.done.append("close")


@pytest.fixture
def recorder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    found = Recorder()
    monkeypatch.setattr(engine, "engine", lambda: found)
    yield found
    gc.unfreeze()


def test_the_defaults_are_read_then_the_workers_started_then_the_front_page_computed(
    recorder: Recorder,
) -> None:
    warmup.warm_up(lambda: recorder.done.append("front page"))
    assert recorder.done == [*defaults(), "start", "front page"]
    warmup.close()
    assert recorder.done[-1] == "close"


def test_a_failure_is_logged_and_the_site_goes_on(
    recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise OSError("no such folder")

    warmup.warm_up(fail)
    assert "warm-up failed" in caplog.text and "no such folder" in caplog.text


def test_what_is_imported_at_first_use_is_imported_early() -> None:
    """So that neither a table nor an optimizer imports anything while a visitor waits."""
    program = """
import sys
import streamlit as st, torch
from pages.kit import warmup
warmup.import_early()
known = set(sys.modules)
st.table({"a": ["b"]})
torch.optim.Adam([torch.zeros(1, requires_grad=True)])
print(len(set(sys.modules) - known))
"""
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert int(found.stdout) < 10, found.stdout
