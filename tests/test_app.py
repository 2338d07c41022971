"""The server itself: compressed files, lasting fonts, the page for any address."""

import re

import httpx
import pytest
from starlette.testclient import TestClient

import app as server


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


def test_a_page_carries_the_styles() -> None:
    from starlette.responses import HTMLResponse

    async def page(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
        assert b"gzip" not in dict(scope["headers"]).get(b"accept-encoding", b"")
        headers = {"etag": '"streamlit"'}
        await HTMLResponse("<body><div id=root></div></body>", 200, headers)(scope, receive, send)  # type: ignore[arg-type]

    browser = TestClient(server.Styled(page))
    asked = {"accept": "text/html,*/*", "accept-encoding": "gzip", "if-none-match": '"streamlit"'}
    answer = browser.get("/attention", headers=asked)
    assert answer.text.endswith("</style>\n</body>") and "--paper: light-dark(" in answer.text
    assert "etag" not in answer.headers and answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_what_is_no_page_passes_unchanged(accept: str) -> None:
    answer = TestClient(server.Styled(_bare)).get("/_stcore/health", headers={"accept": accept})
    assert answer.text == "x" * 5000
    assert "<style>" not in TestClient(server.Styled(_bare)).get("/missing").text
