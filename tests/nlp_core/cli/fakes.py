"""The command line with the tiny recipe in the place of the real ones; also a program of its own.

``python -m tests.nlp_core.cli.fakes WORDS`` is ``python -m nlp_core WORDS`` in such a world.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
FAKE = "tests.nlp_core.cli.fakes"


def start(
    words: list[str],
    folder: Path,
    *,
    module: str = FAKE,
) -> subprocess.Popen[str]:
    """The program in a clean environment and a process group of its own, as a shell starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def environment(folder: Path) -> dict[str, str]:
    """With the cache in ``folder``, and nothing of this process."""
    return {
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "NLP_REVISITED_CACHE": str(folder / "cache"),
        "OMP_NUM_THREADS": "1",
        "PATH": os.environ["PATH"],
    }


def alone(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A program text, run to its end in the same environment."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def group_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes of its group that still run, workers among them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:  # ended meanwhile
            continue
        if int(group) == process.pid and state != "Z":
            found.append(int(path.parent.name))
    return found


if __name__ == "__main__":
    from nlp_core import recipes
    from nlp_core.cli.interrupt import leave
    from nlp_core.cli.main import main
    from tests.nlp_core.engine.fake import FakeSpec

    recipes.recipes = lambda: {"fake": FakeSpec}
    recipes.shipped = lambda: (FakeSpec(steps=400, pause=0.05), FakeSpec(seed=1))
    leave(main())
