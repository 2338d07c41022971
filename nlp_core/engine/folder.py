"""Where artifacts lie: a local folder, or a bucket behind an fsspec URL, with one small interface.

Reading raises FileNotFoundError for what is not there and OSError for everything else that fails.
"""

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol


@dataclass(frozen=True)
class Entry:
    """A file in a folder: its name, size in bytes, and when it was last used (Unix seconds)."""

    name: str
    size: int
    used: float


class Folder(Protocol):
    """A flat folder of small files."""

    @property
    def remote(self) -> bool:
        """Whether every look costs a round trip."""
        ...

    def read(self, name: str) -> bytes:
        """The file's bytes."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write the whole file, so that no reader ever sees half of it."""
        ...

    def delete(self, name: str) -> None:
        """Remove the file if it is there."""
        ...

    def touch(self, name: str) -> None:
        """Note that the file was used now, where that costs nothing."""
        ...

    def entries(self) -> list[Entry]:
        """All files; none if the folder does not exist yet."""
        ...


@dataclass(frozen=True)
class LocalFolder:
    """A folder of this machine; files are written aside and moved into place."""

    path: Path
    remote: bool = False

    def read(self, name: str) -> bytes:
        """The file's bytes."""
        return (self.path / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write aside, then move into place in one step."""
        self.path.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self.path, prefix=".aside-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(aside).chmod(0o644)
            Path(aside).replace(self.path / name)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    def delete(self, name: str) -> None:
        """Remove the file if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def touch(self, name: str) -> None:
        """Set the file's time to now; a read-only folder keeps the old one."""
        with contextlib.suppress(OSError):
            os.utime(self.path / name)

    def entries(self) -> list[Entry]:
        """All files, those being written among them; no folders."""
        found = []
        if self.path.is_dir():
            for path in self.path.iterdir():
                with contextlib.suppress(FileNotFoundError):
                    facts = path.stat()
                    if stat.S_ISREG(facts.st_mode):
                        found.append(Entry(path.name, facts.st_size, facts.st_mtime))
        return found


class RemoteFolder:
    """A folder behind an fsspec URL such as ``s3://bucket/runs``; an object appears whole there."""

    remote = True

    def __init__(self, url: str) -> None:
        import fsspec

        self._files, self._root = fsspec.core.url_to_fs(url)

    def read(self, name: str) -> bytes:
        """The file's bytes."""
        with _as_os_error():
            return self._files.cat_file(f"{self._root}/{name}")

    def write(self, name: str, data: bytes) -> None:
        """Put the object."""
        with _as_os_error():
            self._files.makedirs(self._root, exist_ok=True)
            self._files.pipe_file(f"{self._root}/{name}", data)

    def delete(self, name: str) -> None:
        """Remove the object if it is there."""
        with _as_os_error(), contextlib.suppress(FileNotFoundError):
            self._files.rm_file(f"{self._root}/{name}")

    def touch(self, name: str) -> None:
        """Do nothing: a bucket has no cheap way to note a reading."""

    def entries(self) -> list[Entry]:
        """All objects, with the time they were written."""
        with _as_os_error():
            try:
                self._files.invalidate_cache(self._root)
                listed = self._files.ls(self._root, detail=True)
            except FileNotFoundError:
                return []
        return [
            Entry(str(facts["name"]).rsplit("/", 1)[-1], int(facts["size"] or 0), _written(facts))
            for facts in listed
            if facts["type"] == "file"
        ]


def open_folder(url: str | Path) -> Folder:
    """The folder at a path, a ``file://`` URL or any other URL that fsspec understands."""
    text = str(url)
    if "://" in text and not text.startswith("file://"):
        return RemoteFolder(text)
    return LocalFolder(Path(text.removeprefix("file://")).expanduser())


def _written(facts: dict[str, Any]) -> float:
    """When a listed object was written; each kind of bucket names it in its own way."""
    for key in ("LastModified", "last_modified", "mtime", "created", "updated"):
        value: Any = facts.get(key)
        if hasattr(value, "timestamp"):
            return float(value.timestamp())
        if isinstance(value, int | float):
            return float(value)
    return time.time()


@contextlib.contextmanager
def _as_os_error() -> Iterator[None]:
    """Every bucket's library raises errors of its own; callers see OSError alone."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error
