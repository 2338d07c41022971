"""Which trainings a server has in hand, noted beside the cache, so that the next one can tell.

A server that is killed takes its trainings with it. What it noted last says whose they were; a
server that starts later, or runs beside it, finds the note of one that lives no more and can tell
those visitors. A note holds run ids, hashed visitors, and the specs of runs that are not private:
nothing that a learner typed.
"""

import json
import logging
import os
import socket
import time
import uuid
from pathlib import Path
from typing import Any

from nlp_core.engine.folder import Entry, open_folder

logger = logging.getLogger(__name__)

FOLDER = "running"
BEAT_SECONDS = 20.0  # how often a server with trainings says that it lives
LOOK_SECONDS = 60.0
SILENT_SECONDS = 3 * BEAT_SECONDS  # of a server on another machine, then it counts as gone
KEPT_SECONDS = 3600.0

Watched = dict[str, list[str]]
Specs = dict[str, dict[str, Any]]  # by run id: the recipe's name, and its fields


class Journal:
    """One server's note, and what the notes of dead servers say.

    A cache that cannot be written or read costs the telling, never a training.
    """

    def __init__(self, cache: Path | str) -> None:
        self._folder = open_folder(f"{str(cache).rstrip('/')}/{FOLDER}")
        self._name = f"{uuid.uuid4().hex}.json"
        self._noted: Watched = {}
        self._specs: Specs = {}  # of runs that were lost
        self._beat = self._looked = 0.0
        self._lost: set[tuple[str, str]] = set()
        self._settled: set[tuple[str, str]] = set()

    def has_lost(self, run_id: str, visitor: str) -> bool:
        """Whether a server died while it trained this run and this visitor watched."""
        if not self._looked:
            self.read()
        return (run_id, visitor) in self._lost

    def lost_of(self, visitor: str) -> Specs:
        """The visitor's lost runs, each with its spec's name and fields; none for a private one."""
        self.has_lost("", visitor)
        return {run: self._specs.get(run, {}) for run, who in sorted(self._lost) if who == visitor}

    def settle(self, run_id: str, visitor: str) -> None:
        """The visitor knows; no server need tell any more."""
        pair = (run_id, visitor)
        if pair in self._lost:
            self._settled.add(pair)
            self._lost.discard(pair)
            self._try(self._strike, pair)

    def note(self, watched: Watched, specs: Specs) -> None:
        """Called every second: write the note when it changed, or to say that this server lives."""
        now = time.monotonic()
        if watched != self._noted or (watched and now - self._beat > BEAT_SECONDS):
            self._noted, self._beat = watched, now
            if watched:
                self._try(self._write, self._name, _me() | {"watched": watched, "specs": specs})
            else:
                self._try(self._folder.delete, self._name)
        if now - self._looked > LOOK_SECONDS:
            self.read()

    def close(self, watched: Watched, specs: Specs) -> None:
        """This server ends: what it has in hand is lost at once."""
        if watched:
            self._try(self._write, self._name, {"watched": watched, "specs": specs})
        elif self._noted:
            self._try(self._folder.delete, self._name)

    def read(self) -> None:
        """Look at the other servers' notes."""
        self._looked = time.monotonic()
        self._try(self._read)

    def _read(self) -> None:
        lost: set[tuple[str, str]] = set()
        specs: Specs = {}
        for entry in self._folder.entries():
            if entry.name == self._name:
                continue
            if time.time() - entry.used > KEPT_SECONDS:
                self._folder.delete(entry.name)
                continue
            found = self._found(entry.name)
            if not _lives(found, entry):
                lost |= _pairs(found)
                specs |= found["specs"] if isinstance(found.get("specs"), dict) else {}
        self._lost, self._specs = lost - self._settled, specs

    def _strike(self, pair: tuple[str, str]) -> None:
        """Take a visitor out of the dead servers' notes."""
        for entry in self._folder.entries():
            found = self._found(entry.name)
            if entry.name != self._name and pair in _pairs(found) and not _lives(found, entry):
                run_id, visitor = pair
                rest = [each for each in found["watched"][run_id] if each != visitor]
                self._write(entry.name, found | {"watched": found["watched"] | {run_id: rest}})

    def _found(self, name: str) -> dict[str, Any]:
        """A note, empty where it cannot be understood."""
        try:
            found = json.loads(self._folder.read(name))
        except (FileNotFoundError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, name: str, content: dict[str, Any]) -> None:
        self._folder.write(name, json.dumps(content).encode())

    @staticmethod
    def _try(act: Any, *args: Any) -> None:
        try:
            act(*args)
        except OSError as error:
            logger.debug("no note of running trainings: %s", error)


def _me() -> dict[str, Any]:
    return {"host": socket.gethostname(), "pid": os.getpid(), "born": _born(os.getpid())}


def _born(pid: int) -> float | None:
    """When a process began; None if there is none with this number."""
    import psutil

    try:
        return float(psutil.Process(pid).create_time())
    except (psutil.Error, ValueError, OverflowError):
        return None


def _lives(note: dict[str, Any], entry: Entry) -> bool:
    """Whether the server that wrote a note still runs; one elsewhere writes again and again."""
    host, pid, born = (note.get(name) for name in ("host", "pid", "born"))
    if host == socket.gethostname() and isinstance(pid, int) and isinstance(born, float):
        now = _born(pid)
        return now is not None and abs(now - born) < 1.0
    return isinstance(host, str) and time.time() - entry.used < SILENT_SECONDS


def _pairs(note: dict[str, Any]) -> set[tuple[str, str]]:
    watched = note.get("watched")
    if not isinstance(watched, dict):
        return set()
    return {
        (run_id, visitor)
        for run_id, visitors in watched.items()
        if isinstance(visitors, list)
        for visitor in visitors
        if isinstance(visitor, str)
    }
