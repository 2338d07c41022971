"""Ctrl-C, with the real signal: "stopped", exit status 130, and nothing half-written."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from nlp_core import recipes
from nlp_core.cli.interrupt import interruptible, undisturbed
from nlp_core.cli.main import main
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.training.run import Bundle, Point
from tests.nlp_core.cli.fakes import alone, group_of, start
from tests.nlp_core.engine.fake import FakeSpec

SLOW = ["--steps", "400", "--pause", "0.05"]


@pytest.fixture(autouse=True)
def handler() -> Iterator[Any]:
    """The usual handler of Ctrl-C, even where tests run in the background of a shell.

    The present one is set again: an ended command goes on ignoring it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, before)


def wait_for(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, what
        time.sleep(0.05)


def stopped(process: subprocess.Popen[str]) -> None:
    """The group hears Ctrl-C twice, as from an impatient person at a terminal."""
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (out, err, process.returncode) == ("", "stopped\n", 130)
    wait_for(lambda: not group_of(process), "a worker outlives its command", 15)


@pytest.mark.parametrize("how", [["--in-process"], []], ids=["in-process", "workers"])
def test_a_training_stops_and_leaves_nothing(how: list[str], tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = start(["train", "fake", *SLOW, "--log", str(log), *how], tmp_path)
    wait_for(lambda: log.exists() or process.poll() is not None, "no training began")
    time.sleep(0.3)
    stopped(process)
    assert not [one for one in (tmp_path / "cache").rglob("*") if one.is_file()]


def test_a_build_stops_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    process = start(["build", "--into", str(folder)], tmp_path)
    wait_for(lambda: folder.is_dir() or process.poll() is not None, "no training began")
    time.sleep(0.5)
    stopped(process)
    assert list(folder.iterdir()) == []


def is_importing_torch(process: subprocess.Popen[str]) -> bool:
    return "libtorch_cpu" in Path(f"/proc/{process.pid}/maps").read_text()


def is_starting_workers(process: subprocess.Popen[str]) -> bool:
    return len(group_of(process)) > 1


@pytest.mark.parametrize("at", [is_importing_torch, is_starting_workers])
def test_a_stop_while_things_are_loading_is_clean_too(
    at: Callable[[subprocess.Popen[str]], bool], tmp_path: Path
) -> None:
    """What cannot be broken off is let finish; nothing begins after it."""
    process = start(["train", "word2vec", "--seed", "7"], tmp_path, module="nlp_core")
    wait_for(lambda: at(process), at.__name__)
    stopped(process)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_model_that_is_being_written_is_written_whole(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = LocalFolder.write

    def write(folder: LocalFolder, name: str, data: bytes) -> None:
        whole(folder, name, data)
        if name.endswith(".safetensors"):
            signal.raise_signal(signal.SIGINT)  # between the tensors and the card

    monkeypatch.setattr(recipes, "recipes", lambda: {"fake": FakeSpec})
    monkeypatch.setattr(LocalFolder, "write", write)
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    assert main(["train", "fake", "--in-process"]) == 130
    assert capsys.readouterr().err == "stopped\n"
    assert Store(LocalFolder(tmp_path)).read(run_id_of(FakeSpec())) is not None
    assert len(list(tmp_path.iterdir())) == 2


class Deaf(FakeSpec):
    """Swallows Ctrl-C, as an ``except`` of somebody else's code may."""

    def fit(self, bundle: Bundle) -> Iterator[Point]:
        for point in super().fit(bundle):
            with suppress(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
            yield point


def test_a_stop_that_was_swallowed_counts_at_the_next_point(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recipes, "recipes", lambda: {"fake": Deaf})
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    assert main(["train", "fake", "--in-process"]) == 130
    assert capsys.readouterr() == ("", "stopped\n")
    assert not list(tmp_path.iterdir())
    signal.signal(signal.SIGINT, signal.default_int_handler)
    monkeypatch.setattr(recipes, "recipes", lambda: {"fake": FakeSpec})
    assert main(["train", "fake", "--in-process"]) == 0  # an earlier stop is forgotten


def test_what_must_not_be_disturbed_is_finished_first() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), interruptible():
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append("inside")
        done.append("after")
    assert done == ["inside"]


def test_only_the_first_ctrl_c_counts() -> None:
    with pytest.raises(KeyboardInterrupt), interruptible():
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            closed = True
    assert closed and signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_ctrl_c_does_not_change_the_status_of_a_program_that_ends(tmp_path: Path) -> None:
    program = """
import atexit, signal
from nlp_core.cli.interrupt import leave
atexit.register(lambda: signal.raise_signal(signal.SIGINT))
signal.signal(signal.SIGINT, signal.SIG_DFL)
leave(130)
"""
    ended = alone(program, tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_a_program_that_ends_ignores_ctrl_c_in_all_its_threads(tmp_path: Path) -> None:
    program = """
import atexit, os, signal, threading, time
from nlp_core.cli.interrupt import leave
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()  # blocks nothing itself
atexit.register(lambda: os.kill(os.getpid(), signal.SIGINT))
signal.signal(signal.SIGINT, signal.SIG_DFL)
leave(130)
"""
    ended = alone(program, tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_without_ctrl_c_the_handler_is_the_old_one_again(handler: Any) -> None:
    with interruptible(), undisturbed():
        pass
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_background_job_goes_on() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with interruptible(), undisturbed():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
