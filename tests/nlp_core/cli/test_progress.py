"""The progress line, on a real terminal and where there is none."""

import contextlib
import fcntl
import os
import pty
import struct
import sys
import termios
from collections.abc import Callable

import pytest

from nlp_core import recipes
from nlp_core.cli.main import main
from nlp_core.cli.progress import line
from tests.nlp_core.engine.fake import FakeSpec

Terminal = Callable[[int], int]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Makes standard error a terminal of so many columns; returns its other side."""

    def put(columns: int) -> int:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        monkeypatch.setattr("sys.stderr", os.fdopen(theirs, "w"))
        return ours

    return put


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(recipes, "recipes", lambda: {"fake": FakeSpec})
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))


def written(terminal: int) -> str:
    """Everything that reached the other side; standard error is closed for it."""
    sys.stderr.close()
    parts = []
    with contextlib.suppress(OSError):  # the end, on a terminal
        while part := os.read(terminal, 4096):
            parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def test_the_line_is_drawn_over_itself_and_clears_itself(terminal: Terminal) -> None:
    other_side = terminal(60)
    assert main(["train", "fake", "--in-process", "--steps", "4"]) == 0
    text = written(other_side)
    *drawn, blank, end = text.split("\r")[1:]
    assert [text.split("]")[1].split()[0] for text in drawn] == ["1/4", "2/4", "3/4", "4/4"]
    assert blank == " " * 59 and end == ""
    assert all(len(text) == 59 for text in drawn) and "\n" not in text


def test_it_is_cleared_before_the_sentence_of_a_training_that_fails(terminal: Terminal) -> None:
    other_side = terminal(60)
    assert main(["train", "fake", "--in-process", "--mode", "learner"]) == 1
    *_, last, blank, sentence, end = written(other_side).split("\r")
    assert "2/6" in last and not blank.strip() and end == "\n"
    assert sentence.startswith("python -m nlp_core: fake-")


def test_a_terminal_that_does_not_tell_its_width_has_eighty_columns(terminal: Terminal) -> None:
    other_side = terminal(0)
    assert main(["train", "fake", "--in-process", "--steps", "1"]) == 0
    text = written(other_side)
    assert len(text.split("\r")[1]) == 79 and "[####################] 1/1" in text


def test_nothing_is_drawn_where_there_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "fake", "--in-process"]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("fake-") and err == ""


def test_a_point_in_words() -> None:
    point = {"step": 1, "total": 0, "seconds": 0.4, "loss": 2.0, "metrics": {}}
    assert line("run", point) == "run [####################] 1/0 0 s loss 2.0000"
    point |= {"step": 0, "total": 8}
    assert line("run", point) == "run [....................] 0/8 0 s loss 2.0000"
