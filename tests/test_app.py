"""The server itself: compressed files, lasting fonts, what it says and what it does not ask."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

import app as server

ROOT = Path(server.__file__).parent


@pytest.fixture(scope="module")
def client() -> TestClient:
    """Requests without the lifespan: no runtime is started."""
    return TestClient(server.CompressedOnce(_bare), headers={"accept-encoding": "gzip"})


async def _bare(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
    """A stand-in for Streamlit that counts what it is asked."""
    from starlette.responses import PlainTextResponse

    _bare.asked = getattr(_bare, "asked", 0) + 1  # type: ignore[attr-defined]
    missing = "missing" in scope["path"]
    await PlainTextResponse("x" * 5000, 404 if missing else 200)(scope, receive, send)  # type: ignore[arg-type]


def test_a_script_is_compressed_once(client: TestClient) -> None:
    answers: list[httpx.Response] = [client.get("/static/js/index.js") for _ in range(3)]
    assert {one.headers["content-encoding"] for one in answers} == {"gzip"}
    assert all(one.text == "x" * 5000 for one in answers)
    assert _bare.asked == 1  # type: ignore[attr-defined]


def test_a_missing_file_is_not_kept(client: TestClient) -> None:
    before = _bare.asked  # type: ignore[attr-defined]
    for _ in range(2):
        assert client.get("/static/js/missing.js").status_code == 404
    assert _bare.asked == before + 2  # type: ignore[attr-defined]
    assert "/static/js/missing.js" not in str(vars(client.app).get("kept"))


def test_a_visitor_is_named_once() -> None:
    client = TestClient(server.NamedVisitors(_bare))
    page = {"accept": "text/html"}
    first = client.get("/", headers=page)
    assert re.search(
        "visitor=[^;]{16,}; Path=/; HttpOnly; SameSite=Lax", first.headers["set-cookie"]
    )
    assert "set-cookie" not in client.get("/", headers=page).headers
    stranger = TestClient(server.NamedVisitors(_bare))
    assert "set-cookie" not in stranger.get("/a.js", headers={"accept": "*/*"}).headers


def test_fonts_last_a_year() -> None:
    from starlette.applications import Starlette

    fonts = TestClient(Starlette(routes=server.app._user_routes))
    answer = fonts.get("/assets/fonts/RevisitedSans-Regular.woff2")
    assert answer.status_code == 200
    assert re.search(r"max-age=31536000", answer.headers["cache-control"])
    assert fonts.get("/assets/fonts/nothing.woff2").status_code == 404
    assert fonts.get("/assets/fonts/../style.css").status_code == 404


def test_every_answer_says_what_a_browser_may_do() -> None:
    client = TestClient(
        server.Guarded(server.CompressedOnce(_bare)), base_url="http://class.test:8501"
    )
    for path in ("/", "/static/js/guarded.js", "/static/js/guarded.js", "/media/missing"):
        said = client.get(path, headers={"accept-encoding": "gzip"}).headers
        rules = dict(rule.split(" ", 1) for rule in said["content-security-policy"].split("; "))
        assert rules["img-src"] == "'self' data: blob:"
        assert rules["object-src"] == "'none'" and rules["default-src"] == "'self'"
        assert rules["connect-src"].split()[-2:] == [
            "ws://class.test:8501",
            "wss://class.test:8501",
        ]
        assert "'unsafe" not in rules["script-src"] and "'sha256-" in rules["script-src"]
        assert rules["frame-ancestors"] == "'self' https://huggingface.co https://*.hf.space"
        assert said["x-content-type-options"] == "nosniff"
        assert said["referrer-policy"] == "same-origin"
        assert "x-frame-options" not in said  # it would contradict the frames that are allowed
        assert len(said.get_list("content-security-policy")) == 1


@pytest.mark.parametrize("host", ["a; script-src *", "x y", "a\tb", "'self'", "*", ""])
def test_a_strange_host_adds_nothing_to_the_policy(host: str) -> None:
    assert server.policy(host, "") == server.policy("", "")


def test_the_scripts_of_a_page_are_named_by_their_digests() -> None:
    page = '<script>\n  a\n</script><script src="x.js"></script><script>b</script>'
    named = server.inline_scripts(page).split()
    assert named[1] == "'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='"
    assert len(named) == 2


@pytest.mark.parametrize(
    ("origin", "foreign"),
    [
        (None, False),
        ("http://class.test:8501", False),
        ("http://localhost:3000", False),
        ("http://127.0.0.1", False),
        ("http://class.test:9999", True),
        ("https://evil.example", True),
        ("null", True),
        ("http://[", True),
        ("http://localhost.evil.example", True),
    ],
)
def test_a_socket_belongs_to_the_site(origin: str | None, foreign: bool) -> None:
    assert server.is_foreign(origin, "class.test:8501") is foreign


def test_a_socket_of_another_site_is_refused_before_streamlit_sees_it() -> None:
    async def never(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
        raise AssertionError("reached")

    client = TestClient(server.Guarded(never), base_url="http://class.test")  # type: ignore[arg-type]
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect("/_stcore/stream", headers={"origin": "https://evil.example"}),
    ):
        pass
    assert refused.value.code == 1008


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
        started.wait(30)
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
