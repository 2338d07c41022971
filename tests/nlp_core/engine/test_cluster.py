"""A worker that is killed: its replacement runs no page, and its task is run once more.

One that Dask has given up, since it was not back in time, is opened anew.

Also: no port of ours faces the network.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

PAGE = """
import faulthandler, json, os, signal, sys, time
from pathlib import Path

import psutil

faulthandler.dump_traceback_later(170, exit=True)

MARKS, LOG = Path(sys.argv[1]), Path(sys.argv[2])


def mark(what):
    with MARKS.open("a") as file:
        file.write(what + "\\n")


mark("imported as " + __name__)
if __name__ == "__main__":
    mark("page ran")
    from nlp_core.engine.engine import Engine
    from tests.nlp_core.engine.fake import FakeSpec

    folder = LOG.parent
    with Engine(shipped=folder / "shipped", cache=folder / "cache") as engine:
        def follow(spec, visitor, kills, beside=None):
            LOG.write_text("")
            view, steps = engine.submit(spec, visitor), []
            other = beside and engine.submit(beside, "neighbour")
            while view.state in ("waiting", "running"):
                view = engine.wait(view, visitor, timeout=1.0)
                steps.append(view.step)
                runs = LOG.read_text().split()
                if view.step >= 3 and view.attempt == len(runs) <= kills:
                    os.kill(int(runs[-1]), signal.SIGKILL)
                    kills_left = len(runs)
                    while len(LOG.read_text().split()) == kills_left and view.state == "running":
                        time.sleep(0.02)
                        view = engine.watch(view.run_id, visitor)
            while other and other.state in ("waiting", "running"):
                other = engine.wait(other, "neighbour", timeout=1.0)
            return {
                "state": view.state,
                "error": str(view.error),
                "runs": len(LOG.read_text().split()),
                "step": view.step,
                "beside": other and other.state,
            }

        once = follow(FakeSpec(steps=30, pause=0.05, log=str(LOG)), "ann", kills=1)
        twice = follow(
            FakeSpec(steps=31, pause=0.05, log=str(LOG)), "ann", kills=2, beside=FakeSpec(seed=3)
        )
        me = psutil.Process()
        sockets = [s for p in (me, *me.children(recursive=True)) for s in p.net_connections()]
        heard = sorted({s.laddr.ip for s in sockets if s.status == psutil.CONN_LISTEN})
    print(json.dumps({"once": once, "twice": twice, "heard": heard}))
"""

GIVEN_UP = """
import faulthandler, json, os, signal, sys, time
from pathlib import Path

faulthandler.dump_traceback_later(170, exit=True)
if __name__ == "__main__":
    from nlp_core.engine import cluster
    from nlp_core.engine.engine import Engine

    cluster.LOST_AFTER = "1ms"  # no worker is back by then
    folder = Path(sys.argv[1])
    with Engine(shipped=folder / "shipped", cache=folder / "cache") as engine:
        first = engine.short(os.getpid)
        workers = engine._cluster._cluster.workers
        os.kill(first, signal.SIGKILL)
        while "short" in workers:
            time.sleep(0.01)
        second = engine.short(os.getpid)
    print(json.dumps([first, second]))
"""


def run(script: Path, *arguments: Path) -> str:
    home = script.parent
    done = subprocess.run(
        [sys.executable, script, *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "HOME": str(home), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_worker_that_was_given_up_is_opened_anew(tmp_path: Path):
    script = tmp_path / "page.py"
    script.write_text(GIVEN_UP)
    first, second = json.loads(run(script, tmp_path))
    assert first != second


def test_a_killed_worker_is_replaced_without_running_the_page(tmp_path: Path):
    script, marks, log = (tmp_path / name for name in ("page.py", "marks", "log"))
    script.write_text(PAGE)
    result = json.loads(run(script, marks, log))
    once, twice = result["once"], result["twice"]
    assert (once["state"], once["runs"], once["step"]) == ("done", 2, 30)
    assert (twice["state"], twice["runs"]) == ("failed", 2)
    assert twice["error"].startswith("worker-lost") and twice["beside"] == "done"
    assert result["heard"] == ["127.0.0.1"]
    seen = marks.read_text().splitlines()
    assert seen.count("page ran") == 1
    assert seen.count("imported as __mp_main__") >= 4  # two workers and two replacements at least
