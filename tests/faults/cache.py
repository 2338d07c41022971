"""A cache that is full or may not be written, and files in it, or beside the site, that broke."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from nlp_core.checksum import sealed
from nlp_core.engine import library as library_module
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.library import Library
from nlp_core.engine.store import Store
from nlp_core.engine.train import train
from tests.faults.fault import Seen
from tests.nlp_core.engine.fake import FakeSpec

SPEC = FakeSpec()
Harm = Callable[[Path, Path], object]  # to a card and its tensors


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _without(field: str) -> Harm:
    def harm(card: Path, _: Path) -> None:
        content = json.loads(card.read_text())
        card.write_text(json.dumps(sealed({k: v for k, v in content.items() if k != field})))

    return harm


HARMS: dict[str, Harm] = {
    "card cut": lambda card, _: os.truncate(card, 30),
    "card empty": lambda card, _: os.truncate(card, 0),
    "card flipped": lambda card, _: _flip(card),
    "tensors cut": lambda _, tensors: os.truncate(tensors, 30),
    "tensors flipped": lambda _, tensors: _flip(tensors),
    "tensors gone": lambda _, tensors: tensors.unlink(),
    **{f"no {field}": _without(field) for field in ("history", "metrics", "seconds", "version")},
}


def damaged_in_cache(folder: Path) -> Seen:
    """Each harm: the model is absent, its files go, and it can be trained and kept again."""
    wrong = []
    for name, harm in HARMS.items():
        library = _library(folder / name)
        library.keep(train(SPEC), SPEC)
        cache = folder / name / "cache"
        harm(next(cache.glob("*.json")), next(cache.glob("*.safetensors")))
        fresh = _library(folder / name)
        gone = fresh.find(SPEC) is None and not list(cache.iterdir())
        fresh.keep(train(SPEC), SPEC)
        if not (gone and _library(folder / name).find(SPEC) is not None):
            wrong.append(name)
    return Seen(f"{len(HARMS)} harms: absent, dropped, trained again; wrong: {wrong}", not wrong)


def damaged_shipped(folder: Path) -> Seen:
    """Each harm: said to be damaged, read once in twenty looks, and trained here instead."""
    wrong = []
    card_gone: dict[str, Harm] = {"card gone": lambda card, _: card.unlink()}
    for name, harm in (HARMS | card_gone).items():
        shipped = folder / name / "shipped"
        Store(LocalFolder(shipped)).write(train(SPEC, half=True))
        harm(next(shipped.glob("*.json")), next(shipped.glob("*.safetensors")))
        library = _library(folder / name)
        absent = library.find(SPEC) is None and library.is_damaged(SPEC)
        with _counted() as reads:
            again = [library.find(SPEC) for _ in range(20)]
        quiet = not any(path.startswith(str(shipped)) for path in reads)
        here = library.keep(train(SPEC), SPEC)
        if not (absent and quiet and not any(again) and library.find(SPEC) is here):
            wrong.append(name)
    return Seen(
        f"{len(HARMS) + 1} harms: told, not read again, trained here; wrong: {wrong}", not wrong
    )


def full(folder: Path) -> Seen:
    """A disk without room: said, served from memory, and kept again once there is room."""
    with _disk(folder, "size=64k") as disk:
        if disk is None:
            return Seen("needs the right to mount a disk", None)
        filler = disk / "filler"
        with filler.open("wb") as file, suppress(OSError):
            file.write(b"x" * 10**6)
        return _refused(disk, "disk-full", filler.unlink)


def read_only(folder: Path) -> Seen:
    """A disk that may not be written: the same."""
    with _disk(folder, "size=1m") as disk:
        if disk is None:
            return Seen("needs the right to mount a disk", None)

        def remount(how: str) -> None:
            subprocess.run(["mount", "-o", f"remount,{how}", disk], check=True)

        remount("ro")
        return _refused(disk, "read-only", lambda: remount("rw"))


def _refused(disk: Path, problem: str, mend: Callable[[], object]) -> Seen:
    library = Library(disk / "none", disk, memory_bytes=10**6, disk_bytes=10**6)
    here = library.keep(train(SPEC), SPEC)
    told, served = library.storage_problem, library.find(SPEC) is here
    mend()
    before, library_module.PROBE_SECONDS = library_module.PROBE_SECONDS, -1.0
    after = library.storage_problem
    library_module.PROBE_SECONDS = before
    library.keep(train(SPEC), SPEC)
    kept = Library(disk / "none", disk, memory_bytes=10**6, disk_bytes=10**6).find(SPEC)
    ok = told == problem and served and after is None and kept is not None
    return Seen(f"told {told}, served from memory: {served}, later {after}, kept: {bool(kept)}", ok)


def _library(folder: Path) -> Library:
    return Library(folder / "shipped", folder / "cache", memory_bytes=10**6, disk_bytes=10**8)


@contextmanager
def _counted() -> Iterator[list[str]]:
    """Which files are read inside."""
    reads: list[str] = []
    read = LocalFolder.read

    def counting(folder: LocalFolder, name: str) -> bytes:
        reads.append(str(folder.path / name))
        return read(folder, name)

    LocalFolder.read = counting  # type: ignore[method-assign]
    try:
        yield reads
    finally:
        LocalFolder.read = read  # type: ignore[method-assign]


@contextmanager
def _disk(folder: Path, options: str) -> Iterator[Path | None]:
    """A small disk of its own; None where we may not mount one."""
    place = folder / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        mounted = False
    try:
        yield place if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=False)
