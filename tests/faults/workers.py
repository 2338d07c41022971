"""Workers that die and workers that hang."""

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nlp_core.engine.engine import Engine
from nlp_core.engine.job import JobView
from nlp_core.engine.short import Call
from nlp_core.errors import LearnerError
from tests.faults.fault import Seen, follow, trained, until
from tests.nlp_core.engine.fake import FakeSpec

SLOW: dict[str, Any] = {"steps": 100, "pause": 0.05}


def one_killed(folder: Path) -> Seen:
    """The training worker, once: told, no time left meanwhile, begun afresh, done."""
    with _engine(folder) as engine:
        view, told = _killed(engine, folder / "log", seed=1, kills=1)
        ok = view.state == "done" and view.attempt == 2 and told == [(True, None)]
        return Seen(f"{view.state} at attempt {view.attempt}; told (replacing, left): {told}", ok)


def twice_killed(folder: Path) -> Seen:
    """The training worker, twice: the job fails with its reason, and the next one is trained."""
    with _engine(folder) as engine:
        view, _ = _killed(engine, folder / "log", seed=2, kills=2)
        after = trained(engine, seed=92)
        ok = view.state == "failed" and str(view.error).startswith("worker-lost") and after
        return Seen(f"{view.state}: {view.error}; the next is trained: {after}", ok)


def all_killed(folder: Path) -> Seen:
    """Both workers in the middle of their work: the training is done, short tasks go on."""
    with _engine(folder) as engine:
        short = engine.short(os.getpid)
        view, _ = _killed(engine, folder / "log", seed=3, kills=1, beside=short)
        new = engine.short(os.getpid)
        ok = view.state == "done" and new not in (short, os.getpid())
        return Seen(f"{view.state}; short tasks in a new process: {new != short}", ok)


def short_hangs(folder: Path) -> Seen:
    """A short task that sleeps, one that never lets go of Python, and a process that is frozen."""

    def frozen(engine: Engine) -> Call:
        os.kill(engine.short(os.getpid), signal.SIGSTOP)
        return Call(max, (1, 2), limit=2.0)

    hangs: dict[str, Callable[[Engine], Call]] = {
        "asleep": lambda _: Call(time.sleep, (3600,), limit=2.0),
        "busy": lambda _: Call(re.match, ("(a+)+$", "a" * 60 + "b"), limit=2.0),
        "frozen": frozen,
    }
    found, ok = [], True
    with _engine(folder) as engine:
        for name, make in hangs.items():
            before, call, start = engine.short(os.getpid), make(engine), time.monotonic()
            code = _code(engine, call)
            told = time.monotonic() - start
            again = engine.ask(Call(os.getpid, limit=60.0))
            ok &= code == "short-hung" and again != before and told < 60
            found.append(
                f"{name}: {code} after {told:.0f} s, back {time.monotonic() - start:.0f} s"
            )
        ok &= trained(engine, seed=94)
    return Seen("; ".join(found), ok)


def short_dies(folder: Path) -> Seen:
    """A short task that kills its process each time: told, and the next one is done."""
    with _engine(folder) as engine:
        code = _code(engine, Call(os._exit, (1,), limit=60.0))
        after = engine.ask(Call(max, (1, 2), limit=60.0))
        return Seen(f"{code}; the next gives {after}", code == "short-lost" and after == 2)


def flood(folder: Path) -> Seen:
    """Forty visitors without a cookie, one address: another visitor's training is the next."""
    with _engine(folder) as engine:
        slow = {"steps": 1000, "pause": 0.05}
        views = [
            engine.submit(FakeSpec(seed=100 + n, **slow), f"nameless{n}", address="one")
            for n in range(40)
        ]
        until(lambda: _state(engine, views[0], "nameless0") == "running")
        mine = engine.submit(FakeSpec(steps=3, seed=99), "ann", address="home")
        place = mine.position
        engine.leave(views[0].run_id, "nameless0")
        state = follow(engine, mine, "ann").state
        waiting = sum(
            _state(engine, view, f"nameless{n}") == "waiting" for n, view in enumerate(views)
        )
        ok = (place, state) == (1, "done") and waiting >= 38
        return Seen(f"place {place}, {state}, while {waiting} of the 40 still wait", ok)


def _engine(folder: Path) -> Engine:
    engine = Engine(shipped=folder / "shipped", cache=folder / "cache")
    engine.start()
    return engine


def _killed(
    engine: Engine, log: Path, *, seed: int, kills: int, beside: int | None = None
) -> tuple[JobView, list[tuple[bool, float | None]]]:
    """A training whose worker is killed so often; its end, and what was told meanwhile."""
    log.touch()
    view = engine.submit(FakeSpec(seed=seed, log=str(log), **SLOW), "ann")
    told: list[tuple[bool, float | None]] = []
    for attempt in range(1, kills + 1):
        until(lambda at=attempt: _at(engine, view, at))  # type: ignore[misc]
        os.kill(int(log.read_text().split()[-1]), signal.SIGKILL)
        if beside is not None:
            os.kill(beside, signal.SIGKILL)
        until(lambda: _replacing(engine, view))
        now = engine.watch(view.run_id, "ann")
        if now is not None and now.replacing:
            told.append((now.replacing, now.seconds_left))
    return follow(engine, view, "ann"), told


def _at(engine: Engine, view: JobView, attempt: int) -> bool:
    now = engine.watch(view.run_id, "ann")
    return now is not None and now.attempt == attempt and now.step >= 3


def _replacing(engine: Engine, view: JobView) -> bool:
    now = engine.watch(view.run_id, "ann")
    return now is None or now.replacing or now.state not in ("waiting", "running")


def _state(engine: Engine, view: JobView, visitor: str) -> str:
    now = engine.watch(view.run_id, visitor)
    return "" if now is None else now.state


def _code(engine: Engine, call: Call) -> str:
    try:
        return f"gave {engine.ask(call)!r}"
    except LearnerError as error:
        return error.code
