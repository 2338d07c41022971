"""The server itself: lasting fonts, and what it does not ask of the network."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from starlette.testclient import TestClient

import app as server

ROOT = Path(server.__file__).parent


def test_fonts_last_a_year() -> None:
    from starlette.applications import Starlette

    fonts = TestClient(Starlette(routes=server.app._user_routes))
    answer = fonts.get("/assets/fonts/RevisitedSans-Regular.woff2")
    assert answer.status_code == 200
    assert re.search(r"max-age=31536000", answer.headers["cache-control"])
    assert fonts.get("/assets/fonts/nothing.woff2").status_code == 404
    assert fonts.get("/assets/fonts/../style.css").status_code == 404


NO_NETWORK = """
import os, sys
from streamlit import net_util
from streamlit.web.cli import main

def asked(*_):
    print("ASKED", flush=True)
    os._exit(3)

for name in ("get_external_ip", "get_internal_ip", "_make_blocking_http_get"):
    assert hasattr(net_util, name)
    setattr(net_util, name, asked)
sys.argv = ["streamlit", *sys.argv[1:]]
main()
"""


def test_a_headless_start_asks_nothing_of_the_network(tmp_path: Path) -> None:
    """Nor does a socket of another site make it ask; Streamlit would look its own address up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", NO_NETWORK, "run", "app.py", "--server.headless=true"]
    environment = os.environ | {"NLP_REVISITED_CACHE": str(tmp_path / "cache")}
    log = tmp_path / "log"
    with log.open("w") as out:
        started = subprocess.Popen(
            [*command, f"--server.port={port}"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        assert _status(started, port, "/_stcore/health") == 200, log.read_text()
        assert _status(started, port, "/_stcore/stream", **SOCKET) == 403, log.read_text()
        assert _status(started, port, "/_stcore/health") == 200, log.read_text()
        assert "URL: http://localhost" in log.read_text()
    finally:
        started.terminate()
        started.wait(120)
    assert "ASKED" not in log.read_text()


SOCKET = {
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "x3JJHMbDL1EzLkh9GBhXDw==",
    "origin": "https://evil.example",
}


def _status(server: "subprocess.Popen[bytes]", port: int, path: str, **headers: str) -> int:
    """The status of an answer, once the server gives one; 0 if it ended."""
    until = time.monotonic() + 90
    while server.poll() is None and time.monotonic() < until:
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            asked.request("GET", path, headers=headers)
            return asked.getresponse().status
        except OSError:
            time.sleep(0.2)
    return 0
