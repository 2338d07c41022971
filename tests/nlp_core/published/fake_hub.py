"""A hub of our own on this machine, which can misbehave, and small repositories to put on it."""

import hashlib
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace

from nlp_core.errors import LearnerError
from nlp_core.published.hub import download, offer

ELECTRA = "google/electra-small-discriminator"  # pinned at first contact
COMMIT = "ab" * 20
WORDS = ("[PAD]", "[UNK]", "[MASK]", "the", "cat", "sleeps", "고양이", "가", "잔다")


@dataclass
class FakeHub:
    """What the hub holds, how it misbehaves, and what it was asked for."""

    files: dict[str, bytes] = field(default_factory=dict)
    commit: str = COMMIT
    fault: str = ""
    asked: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)
    end: threading.Event = field(default_factory=threading.Event)
    endpoint: str = ""

    def listing(self) -> dict[str, Any]:
        """What the hub tells about a repository."""
        siblings = [
            {"rfilename": name, "size": len(data)}
            | ({"lfs": self.large(data)} if name.endswith((".safetensors", ".bin")) else {})
            for name, data in self.files.items()
        ]
        return {"id": "an/id", "sha": self.commit, "siblings": siblings, "tags": []}

    def large(self, data: bytes) -> dict[str, Any]:
        """How the hub describes a large file."""
        digest = hashlib.sha256(data).hexdigest()
        if self.fault == "other digest":
            digest = "0" * 64
        return {"size": len(data), "sha256": digest, "pointerSize": 134}


class Handler(BaseHTTPRequestHandler):
    """Answers for a hub."""

    hub: FakeHub

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urllib.parse.unquote(urllib.parse.urlparse(self.path).path)
        self.hub.asked.append(path)
        self.hub.tokens.append(self.headers.get("authorization"))
        if self.hub.fault == "hangs":
            self.hub.end.wait(20)
        elif self.hub.fault == "busy":
            self.answer(b"{}", status=503)
        elif self.hub.fault == "another server":
            self.answer(b"<html>please log in</html>")
        elif path.startswith("/api/models/"):
            self.answer(json.dumps(self.hub.listing()).encode())
        else:
            self.send_file(self.hub.files.get(path.rpartition("/")[2]))

    def send_file(self, data: bytes | None) -> None:
        if data is None:
            self.answer(b"no such file", status=404)
        elif self.hub.fault == "hangs in the middle" and len(data) > 4000:
            self.answer(data, first=len(data) // 2)
            self.wfile.flush()
            self.hub.end.wait(20)
        elif self.hub.fault == "cut off" and len(data) > 4000:
            self.answer(data, first=len(data) // 2)
        elif self.hub.fault == "longer":
            self.answer(data + b" " * 9)
        else:
            self.answer(data)

    def answer(self, data: bytes, *, status: int = 200, first: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:first])


@contextmanager
def serving(hub: FakeHub) -> Iterator[FakeHub]:
    """Serve a hub at its ``endpoint``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"hub": hub}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hub.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        hub.end.set()
        server.shutdown()
        server.server_close()
        thread.join()


def save_tokenizer(folder: Path) -> None:
    """A tokenizer of a few words, as the hub keeps them."""
    ids = {word: i for i, word in enumerate(WORDS)}
    tokenizer = Tokenizer(WordPiece(ids, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()  # type: ignore[assignment]
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[MASK]"])
    tokenizer.save(str(folder / "tokenizer.json"))


def repository(folder: Path) -> dict[str, bytes]:
    """The files of a folder, with a pickle and a program beside them that nobody may touch."""
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    return files | {"pytorch_model.bin": b"\x80\x02not to be opened", "modeling.py": b"1 / 0"}


def fetched(fake: FakeHub, **options: Any) -> Path:
    """The folder of a download from a hub."""
    return download(offer(ELECTRA, endpoint=fake.endpoint, timeout=5), **options)


def code(run: Any) -> str:
    """The code of the error that something raises."""
    with pytest.raises(LearnerError) as caught:
        run()
    return caught.value.code
