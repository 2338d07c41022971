"""Servers that are killed while they train, and two servers on one cache."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from nlp_core.engine.engine import Engine
from nlp_core.engine.key import run_id_of
from nlp_core.engine.library import Library
from nlp_core.engine.store import Store
from tests.browser.conftest import FLAGS, ROOT, _wait
from tests.browser.visitor import Visitor
from tests.faults.fault import Seen, until
from tests.nlp_core.engine.fake import FakeSpec

LONG = FakeSpec(steps=2000, pause=0.05, seed=7)
SERVER = """
import sys, time
from nlp_core.engine.engine import Engine
from tests.faults.fault import follow
from tests.nlp_core.engine.fake import FakeSpec
if __name__ == "__main__":
    folder, steps, pause = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    with Engine(shipped=folder + "/none", cache=folder) as engine:
        for seed in range(7, 7 + int(sys.argv[4])):
            spec = FakeSpec(steps=steps, pause=pause, seed=seed)
            view = engine.submit(spec, "ann", again=True)
            print(follow(engine, view, "ann").state, engine.find(spec) is not None, flush=True)
"""


def engine_killed(folder: Path) -> Seen:
    """A server dies in training: its workers end, the next server tells, and trains again."""
    cache = folder / "cache"
    server = _server(folder, LONG.steps, LONG.pause, 1)
    noted = until(lambda: any((cache / "running").glob("*.json")))
    children = psutil.Process(server.pid).children(recursive=True)
    server.kill()
    server.wait()
    ended = until(lambda: not any(_alive(child) for child in children), 30)
    run = run_id_of(LONG)
    with Engine(shipped=folder / "none", cache=cache) as engine:
        engine.start()
        told = engine.was_lost(run, "ann") and not engine.was_lost(run, "bob")
        view = engine.submit(LONG, "ann")
        running = until(lambda: (engine.watch(run, "ann") or view).step >= 2)
        again = engine.was_lost(run, "ann")
        engine.leave(run, "ann")
    ok = noted and ended and told and running and not again
    return Seen(
        f"workers ended: {ended}, told: {told}, trains again: {running}, told still: {again}", ok
    )


def two_on_one_cache(folder: Path) -> Seen:
    """Two servers train the same runs at the same time into one cache."""
    servers = [_server(folder, 5, 0.01, 4) for _ in range(2)]
    lines = [server.communicate(timeout=180)[0].split("\n")[:-1] for server in servers]
    done = lines == [["done True"] * 4] * 2
    cache = folder / "cache"
    library = Library(folder / "none", cache, memory_bytes=10**8, disk_bytes=10**9)
    specs = [FakeSpec(steps=5, pause=0.01, seed=seed) for seed in range(7, 11)]
    whole = all(library.find(spec) is not None for spec in specs)
    cards = len(list(Store(library.cache.folder).cards()))
    left = [path.name for path in cache.glob(".*")]
    files = len([path for path in cache.iterdir() if path.is_file()])
    ok = done and whole and cards == 4 and not left and files <= 4 + 8
    return Seen(f"both done: {done}, all whole: {whole}, {cards} cards, {files} files", ok)


def site_killed(folder: Path) -> Seen:
    """The whole site dies while a browser watches: the page comes back, tells, starts again."""

    def act(site: Site, visitor: Visitor) -> Seen:
        visitor.go("word2vec?lang=en").press("word2vec-model-train")
        visitor.at("word2vec-model-stop").wait_for(timeout=60_000)
        until(lambda: _noted(folder))
        site.kill()
        site.start()
        visitor.page.get_by_text("your training was lost").wait_for(timeout=60_000)
        visitor.press("word2vec-model-train")
        visitor.at("word2vec-model-stop").wait_for(timeout=60_000)
        still = visitor.page.get_by_text("your training was lost").count()
        visitor.press("word2vec-model-stop")
        return Seen(f"told on the open page, started again; told still: {still}", not still)

    return _in_browser(folder, act)


def site_left(folder: Path) -> Seen:
    """The only watcher reloads, and the training goes on; closes the window, and it ends soon."""

    def act(site: Site, visitor: Visitor) -> Seen:
        visitor.go("attention?lang=en").press("attention-model-train")
        stop = visitor.at("attention-model-stop")
        stop.wait_for(timeout=60_000)
        until(lambda: _noted(folder))
        visitor.page.reload()
        stop.wait_for(timeout=60_000)
        kept = not until(lambda: not _noted(folder), 30)
        visitor.close()
        start = time.monotonic()
        ended = until(lambda: not _noted(folder), 60)
        after = time.monotonic() - start
        trained = list((folder / "cache").glob("*.json"))
        ok = kept and ended and not trained
        return Seen(f"a reload keeps it: {kept}; ended {after:.0f} s after the window closed", ok)

    return _in_browser(folder, act)


@dataclass
class Site:
    """The site's server, which can be killed and started again on its port and cache."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        command += [f"--server.port={self.port}", "--server.address=127.0.0.1"]
        environment = os.environ | {"NLP_REVISITED_CACHE": str(self.folder / "cache")}
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        _wait(f"http://127.0.0.1:{self.port}/_stcore/health", self.process, self.folder / "log")

    def kill(self, how: int = signal.SIGKILL) -> None:
        """End it."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(30)
            self.process = None


def _in_browser(folder: Path, act: Callable[[Site, Visitor], Seen]) -> Seen:
    """The site with one visitor."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return Seen("needs Chromium", None)
    from playwright.sync_api import sync_playwright

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        site = Site(folder, free.getsockname()[1])
    try:
        site.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            seen = act(site, Visitor(browser, f"http://127.0.0.1:{site.port}", locale="en-US"))
            browser.close()
    finally:
        site.kill(signal.SIGTERM)
    return seen


def _noted(folder: Path) -> bool:
    """Whether a server has trainings in hand."""
    return any((folder / "cache" / "running").glob("*.json"))


def _server(folder: Path, steps: int, pause: float, runs: int) -> "subprocess.Popen[str]":
    script = folder / "server.py"
    script.write_text(SERVER)
    arguments = [str(folder / "cache"), str(steps), str(pause), str(runs)]
    return subprocess.Popen(
        [sys.executable, str(script), *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )


def _alive(process: psutil.Process) -> bool:
    return bool(process.is_running()) and process.status() != psutil.STATUS_ZOMBIE
