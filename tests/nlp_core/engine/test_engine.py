"""The engine with its real workers: one pair of them for all of these tests."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp_core.engine.engine import Engine
from nlp_core.engine.job import JobView
from nlp_core.engine.key import run_id_of
from nlp_core.engine.library import Library
from nlp_core.errors import LearnerError
from nlp_core.provenance import TrainedHere
from tests.nlp_core.engine.fake import FakeSpec

PATIENCE = 60.0
SLOW = {"steps": 2000, "pause": 0.05}


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.01)


def follow(engine: Engine, view: JobView, visitor: str) -> JobView:
    """Watch a job to its end."""
    deadline = time.monotonic() + PATIENCE
    while view.state in ("waiting", "running"):
        assert time.monotonic() < deadline, "it never ended"
        view = engine.wait(view, visitor, timeout=1.0)
    return view


def step_of(engine: Engine, view: JobView, visitor: str) -> int:
    watched = engine.watch(view.run_id, visitor)
    return watched.step if watched else 0


def runs(log: Path) -> int:
    return len(log.read_text().splitlines())


def test_a_training_ends_as_a_model_of_this_server(engine: Engine, log: Path):
    spec = FakeSpec(steps=20, log=str(log), seed=3)
    assert engine.find(spec) is None
    view = follow(engine, engine.submit(spec, "ann"), "ann")
    assert (view.state, view.step, view.total, view.error) == ("done", 20, 20, None)
    trained = engine.find(spec)
    assert trained is not None and isinstance(trained.provenance, TrainedHere)
    assert [point["step"] for point in trained.history] == list(range(1, 21))
    assert view.points[-1]["loss"] == trained.history[-1]["loss"]
    assert view.provenance.device == trained.provenance.device != ""
    assert view.provenance.seed == spec.seed
    assert os.getpid() != int(log.read_text())


def test_what_is_there_is_not_trained_but_again(engine: Engine, log: Path):
    spec = FakeSpec(steps=5, log=str(log))
    follow(engine, engine.submit(spec, "ann"), "ann")
    assert engine.submit(spec, "bob").state == "done" and runs(log) == 1
    first = engine.find(spec)
    view = engine.submit(spec, "bob", again=True)
    assert view.state == "waiting"
    assert follow(engine, view, "bob").state == "done" and runs(log) == 2
    assert engine.find(spec) is not first


def test_visitors_share_one_flight_and_the_last_one_stops_it(engine: Engine, log: Path):
    spec = FakeSpec(log=str(log), **SLOW)
    view = engine.submit(spec, "ann")
    assert engine.submit(spec, "bob", again=True).watchers == 2
    until(lambda: step_of(engine, view, "ann") >= 2)
    engine.leave(view.run_id, "ann")
    before = step_of(engine, view, "bob")
    until(lambda: step_of(engine, view, "bob") > before + 4)
    assert engine.watch(view.run_id, "ann") is None
    assert [job.run_id for job in engine.jobs_of("bob")][-1] == view.run_id
    engine.leave(view.run_id, "bob")
    # the worker is free at once: the next training ends long before the stopped one would have
    after = FakeSpec(steps=3, seed=7, log=str(log))
    assert follow(engine, engine.submit(after, "bob"), "bob").state == "done"
    assert engine.find(spec) is None and runs(log) == 2


def test_stopped_and_started_again_at_once_it_runs(engine: Engine, log: Path):
    spec = FakeSpec(steps=40, pause=0.05, seed=8, log=str(log))
    view = engine.submit(spec, "ann")
    until(lambda: step_of(engine, view, "ann") >= 2)
    engine.leave(view.run_id, "ann")
    view = engine.submit(spec, "ann")
    assert follow(engine, view, "ann").state == "done"


def test_the_line_is_seen_and_shortened(engine: Engine):
    views = {
        who: engine.submit(FakeSpec(seed=20 + number, **SLOW), who)
        for number, who in enumerate(("ann", "bob", "cem"))
    }
    until(lambda: engine.watch(views["ann"].run_id, "ann").state == "running")
    places = [engine.watch(view.run_id, who).position for who, view in views.items()]
    assert places == [0, 1, 2]
    engine.leave(views["bob"].run_id, "bob")
    assert engine.watch(views["cem"].run_id, "cem").position == 1
    engine.leave(views["ann"].run_id, "ann")
    until(lambda: engine.watch(views["cem"].run_id, "cem").state == "running")
    engine.leave(views["cem"].run_id, "cem")


def test_a_lease_that_runs_out_ends_the_job(engine: Engine, tmp_path: Path, log: Path):
    with Engine(
        shipped=tmp_path / "shipped",
        cache=tmp_path / "cache",
        address=engine.address,
        lease_seconds=2.0,
    ) as other:
        view = other.submit(FakeSpec(seed=30, log=str(log), **SLOW), "ann")
        until(lambda: other.watch(view.run_id, "ann") is not None and runs(log) == 1)
        until(lambda: other.jobs_of("ann") == [] or other.jobs_of("ann")[0].state == "stopped")
        done = engine.submit(FakeSpec(steps=3, seed=31), "bob")
        assert follow(engine, done, "bob").state == "done"
        assert other.watch(view.run_id, "ann").state == "stopped"


@pytest.mark.parametrize(
    ("mode", "code"), [("learner", "no-letters"), ("bug", "RuntimeError: it broke")]
)
def test_a_failure_comes_with_its_message(engine: Engine, mode: str, code: str):
    view = follow(engine, engine.submit(FakeSpec(mode=mode), "ann"), "ann")
    assert view.state == "failed" and engine.find(FakeSpec(mode=mode)) is None
    if mode == "learner":
        assert isinstance(view.error, LearnerError)
        assert (view.error.code, view.error.values) == (code, {"where": "here"})
    else:
        assert view.error == code


def test_a_loss_that_is_not_a_number_still_ends_well(engine: Engine):
    view = follow(engine, engine.submit(FakeSpec(mode="nan"), "ann"), "ann")
    assert view.state == "done" and view.points[0]["loss"] is None


def test_a_visitors_second_waiting_job_is_refused(engine: Engine):
    first = engine.submit(FakeSpec(seed=40, **SLOW), "dan")
    until(lambda: engine.watch(first.run_id, "dan").state == "running")
    second = engine.submit(FakeSpec(seed=41, **SLOW), "dan")
    with pytest.raises(LearnerError, match="one-waiting"):
        engine.submit(FakeSpec(seed=42, **SLOW), "dan")
    for view in (second, first):
        engine.leave(view.run_id, "dan")


def test_two_servers_share_one_computation_and_its_curve(engine: Engine, tmp_path: Path, log: Path):
    spec = FakeSpec(steps=80, pause=0.05, seed=50, log=str(log))
    with Engine(
        shipped=tmp_path / "shipped", cache=tmp_path / "cache", address=engine.address
    ) as other:
        other.start()
        view = engine.submit(spec, "ann")
        until(lambda: step_of(engine, view, "ann") >= 5)
        there = other.submit(spec, "bob")
        assert other.watch(there.run_id, "bob").points[0]["step"] == 1
        until(lambda: step_of(other, there, "bob") >= 40)
        engine.leave(view.run_id, "ann")
        assert follow(other, there, "bob").state == "done"
        assert runs(log) == 1
        assert other.find(spec) is not None and engine.find(spec) is None


def test_short_tasks_run_beside_a_training_and_raise_what_they_raise(engine: Engine):
    view = engine.submit(FakeSpec(seed=60, **SLOW), "ann")
    until(lambda: engine.watch(view.run_id, "ann").state == "running")
    assert engine.short(max, 3, 5) == 5
    assert engine.short(os.getpid) != os.getpid()
    assert engine.short(sorted, [3, 1], reverse=True) == [3, 1]
    with pytest.raises(ValueError, match="invalid literal"):
        engine.short(int, "x")
    assert engine.watch(view.run_id, "ann").state == "running"
    engine.leave(view.run_id, "ann")


def test_a_cache_that_cannot_be_written_is_told_and_the_model_serves(
    engine: Engine, tmp_path: Path
):
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    with Engine(
        shipped=tmp_path / "shipped", cache=tmp_path / "cache", address=engine.address
    ) as other:
        spec = FakeSpec(seed=70)
        assert other.storage_problem is None
        assert follow(other, other.submit(spec, "ann"), "ann").state == "done"
        assert other.find(spec) is not None
        assert other.storage_problem == "unreachable"


def test_private_text_reaches_no_file(engine: Engine, tmp_path: Path):
    with Engine(
        shipped=tmp_path / "shipped", cache=tmp_path / "cache", address=engine.address
    ) as other:
        spec = FakeSpec(text="비밀 일기", seed=80)
        assert follow(other, other.submit(spec, "ann"), "ann").state == "done"
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert [path.name.split(".")[0] for path in files] == [run_id_of(spec)] * 2
    assert not any("일기".encode() in path.read_bytes() for path in files)
    library = Library(tmp_path, tmp_path / "cache", memory_bytes=10**6, disk_bytes=10**6)
    assert list(library.cache.cards()) == []


def test_a_closed_engine_starts_nothing(tmp_path: Path):
    engine = Engine(shipped=tmp_path, cache=tmp_path)
    engine.close()
    with pytest.raises(RuntimeError, match="closed"):
        engine.submit(FakeSpec(), "ann")
