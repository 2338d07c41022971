"""Checkpoints of the catalogue from the hub, into this machine's cache and nowhere else.

First comes an offer, which says how many bytes a download is; then the download, which tells how
far it is and can be given up. Three files are fetched, none of which can run code: the sizes of the
model, its weights as safetensors, and its tokenizer. No token of the user is sent.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from nlp_core.errors import LearnerError
from nlp_core.places import local_cache
from nlp_core.published.catalogue import Listed, is_commit, listed

CONFIG, WEIGHTS, TOKENIZER = "config.json", "model.safetensors", "tokenizer.json"
NEEDED = (CONFIG, WEIGHTS, TOKENIZER)
SOURCE = "source.json"  # written last: where a finished download came from
PINNED = "pinned.json"  # reference -> the commit it pointed to at first contact
TIMEOUT_S = 10.0  # for an answer to begin, and between two pieces of it
CHUNK = 2**18


@dataclass(frozen=True)
class Progress:
    """How far a download is, in bytes of all its files."""

    done: int
    total: int


@dataclass(frozen=True)
class File:
    """A file on the hub: its size in bytes, and its digest where the hub tells one."""

    size: int
    sha256: str = ""


@dataclass(frozen=True)
class Offer:
    """What a download would bring: which commit, and which files of what size."""

    listed: Listed
    commit: str
    files: Mapping[str, File]
    endpoint: str | None = None

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(file.size for file in self.files.values())

    @property
    def folder(self) -> Path:
        """Where a finished download lies."""
        return _home(self.listed) / self.commit


def found(name: str) -> Path | None:
    """The folder of a checkpoint that was downloaded whole; asks no network."""
    one = listed(name)
    commit = _pinned(one)
    folder = _home(one) / commit if commit else None
    return folder if folder and _is_whole(folder) else None


def offer(name: str, *, endpoint: str | None = None, timeout: float = TIMEOUT_S) -> Offer:
    """Ask the hub about a checkpoint; ``endpoint`` names another hub than the usual one.

    Raises LearnerError, each with ``name``: "model-not-listed"; "hub-unreachable" without network;
    "hub-timeout"; "hub-refused" (``status``); "model-no-safetensors" where the weights are there
    in no form that is safe to open; "model-no-file" (``file``).
    """
    one = listed(name)
    with _in_words(name):
        info = _api(endpoint).model_info(
            name,
            revision=_pinned(one) or one.revision,
            files_metadata=True,
            timeout=timeout,
            token=False,
        )
        there = {file.rfilename: file for file in info.siblings or []}
        commit = str(info.sha)
    if not is_commit(commit) or (one.is_pinned and commit != one.revision):
        raise LearnerError("hub-refused", name=name, status=f"commit {commit:.40}")
    for needed in NEEDED:
        if needed not in there:
            code = "model-no-safetensors" if needed == WEIGHTS else "model-no-file"
            raise LearnerError(code, name=name, file=needed)
    files = {}
    for needed in NEEDED:
        file = there[needed]
        if file.size is None:
            raise LearnerError("hub-refused", name=name, status=f"no size of {needed}")
        files[needed] = File(file.size, file.lfs.sha256 if file.lfs else "")
    _pin(one, commit)
    return Offer(one, commit, files, endpoint)


def download(
    offered: Offer,
    told: Callable[[Progress], None] = lambda progress: None,
    *,
    timeout: float = TIMEOUT_S,
) -> Path:
    """Fetch what was offered and return its folder; at once where it is there already.

    ``told`` hears of every piece and may raise, to give up: nothing is left behind then. Raises
    LearnerError as ``offer`` does, and "hub-lost" where the connection breaks, "model-damaged"
    where size or digest are not those offered, "model-not-kept" (``why``) where the disk says no.
    """
    name, home = offered.listed.name, _home(offered.listed)
    if _is_whole(offered.folder):
        return offered.folder
    with _keeping(name):
        home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".aside-") as temporary:
        aside, done = Path(temporary) / "whole", 0
        with _keeping(name):
            aside.mkdir()
        for file_name, file in offered.files.items():
            told(Progress(done, offered.size))
            with _keeping(name), (aside / file_name).open("wb") as kept:
                for got in _pieces(offered, file_name, kept, timeout):
                    told(Progress(done + got, offered.size))
            done += file.size
        files = {file_name: asdict(file) for file_name, file in offered.files.items()}
        source = {"name": name, "commit": offered.commit, "files": files}
        with _keeping(name):
            (aside / SOURCE).write_text(json.dumps(source, indent=1), encoding="utf-8")
            if offered.folder.exists():  # in part, or damaged since
                offered.folder.rename(Path(temporary) / "before")
            aside.rename(offered.folder)
    return offered.folder


def _pieces(offered: Offer, file_name: str, kept: BinaryIO, timeout: float) -> Iterator[int]:
    """Write one file piece by piece, and yield how many bytes of it are there."""
    from huggingface_hub import get_session, hf_hub_url
    from huggingface_hub.utils import hf_raise_for_status

    name, wanted = offered.listed.name, offered.files[file_name]
    url = hf_hub_url(name, file_name, revision=offered.commit, endpoint=offered.endpoint)
    digest, got = hashlib.sha256(), 0
    plain = {"accept-encoding": "identity"}
    with (
        _in_words(name),
        get_session().stream("GET", url, headers=plain, timeout=timeout) as answer,
    ):
        if answer.status_code >= 400:
            answer.read()
        hf_raise_for_status(answer)
        for piece in answer.iter_bytes(CHUNK):
            got += len(piece)
            if got > wanted.size:
                break
            digest.update(piece)
            kept.write(piece)
            yield got
    if got != wanted.size or wanted.sha256 not in ("", digest.hexdigest()):
        raise LearnerError("model-damaged", name=name, why=f"{file_name}: {got} bytes")


def _api(endpoint: str | None) -> Any:
    from huggingface_hub import HfApi, constants

    # else the library asks for a list of programs, and keeps it in the user's home
    constants.HF_HUB_DISABLE_TELEMETRY = True
    return HfApi(endpoint=endpoint)


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    """Put what goes wrong between here and the hub into codes."""
    import httpx2
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

    try:
        yield
    except HfHubHTTPError as error:
        raise LearnerError("hub-refused", name=name, status=error.response.status_code) from error
    except httpx2.TimeoutException as error:
        raise LearnerError("hub-timeout", name=name) from error
    except (httpx2.ConnectError, OfflineModeIsEnabled) as error:
        raise LearnerError("hub-unreachable", name=name) from error
    except httpx2.HTTPError as error:
        raise LearnerError("hub-lost", name=name) from error
    except (json.JSONDecodeError, KeyError, TypeError) as error:  # some other server answers
        raise LearnerError("hub-refused", name=name, status=type(error).__name__) from error


@contextmanager
def _keeping(name: str) -> Iterator[None]:
    """Put a disk that is full or may not be written into a code."""
    try:
        yield
    except OSError as error:
        raise LearnerError("model-not-kept", name=name, why=error.strerror or "") from error


def _home(one: Listed) -> Path:
    return local_cache() / "published" / one.folder


def _pinned(one: Listed) -> str:
    """The commit that holds for an entry; empty where it is a reference never asked about."""
    if one.is_pinned:
        return one.revision
    commit = str(read_object(_home(one) / PINNED).get(one.revision, ""))
    return commit if is_commit(commit) else ""


def _pin(one: Listed, commit: str) -> None:
    if not one.is_pinned and not _pinned(one):
        with _keeping(one.name):
            _home(one).mkdir(parents=True, exist_ok=True)
            text = json.dumps({one.revision: commit})
            (_home(one) / PINNED).write_text(text, encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    """Whether a download ended here and its files still have their sizes."""
    files = read_object(folder / SOURCE).get("files", {})
    try:
        return bool(files) and all(
            (folder / name).stat().st_size == file["size"] for name, file in files.items()
        )
    except (OSError, TypeError, KeyError, AttributeError):
        return False


def read_object(path: Path) -> dict[str, Any]:
    """What a JSON file holds; nothing where that is no object, or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
