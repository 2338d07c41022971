"""Between the network and Streamlit: pages found, styled, files compressed, visitors named."""

import re

import httpx
import pytest
from starlette.testclient import TestClient

from pages.kit import middleware


@pytest.fixture(scope="module")
def client() -> TestClient:
    """Requests without the lifespan: no runtime is started."""
    return TestClient(middleware.CompressedOnce(bare), headers={"accept-encoding": "gzip"})


async def bare(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
    """A stand-in for Streamlit that counts what it is asked."""
    from starlette.responses import PlainTextResponse

    bare.asked = getattr(bare, "asked", 0) + 1  # type: ignore[attr-defined]
    missing = "missing" in scope["path"]
    await PlainTextResponse("x" * 5000, 404 if missing else 200)(scope, receive, send)  # type: ignore[arg-type]


def test_a_script_is_compressed_once(client: TestClient) -> None:
    before = getattr(bare, "asked", 0)
    answers: list[httpx.Response] = [client.get("/static/js/index.js") for _ in range(3)]
    assert {one.headers["content-encoding"] for one in answers} == {"gzip"}
    assert all(one.text == "x" * 5000 for one in answers)
    assert bare.asked == before + 1  # type: ignore[attr-defined]


def test_a_missing_file_is_not_kept(client: TestClient) -> None:
    before = getattr(bare, "asked", 0)
    for _ in range(2):
        assert client.get("/static/js/missing.js").status_code == 404
    assert bare.asked == before + 2  # type: ignore[attr-defined]
    assert "/static/js/missing.js" not in str(vars(client.app).get("kept"))


def test_a_visitor_is_named_once() -> None:
    client = TestClient(middleware.NamedVisitors(bare))
    page = {"accept": "text/html"}
    first = client.get("/", headers=page)
    assert re.search(
        "visitor=[^;]{16,}; Path=/; HttpOnly; SameSite=Lax", first.headers["set-cookie"]
    )
    assert "set-cookie" not in client.get("/", headers=page).headers
    stranger = TestClient(middleware.NamedVisitors(bare))
    assert "set-cookie" not in stranger.get("/a.js", headers={"accept": "*/*"}).headers


@pytest.mark.parametrize("base", ["", "nlp"])
@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/bertt", ""),
        ("/tensors/more", ""),
        ("/%ED%85%90%EC%84%9C?lang=en&x=<b>", "lang=en&"),
        ("/<script>?lang=" + "a" * 99, f"lang={'a' * 10}&"),
    ],
)
def test_an_address_without_a_page_leads_home(
    path: str, leads: str, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware.st, "get_option", {"server.baseUrlPath": base}.get)
    client = TestClient(middleware.KnownPages(bare), follow_redirects=False)
    under = f"/{base}" if base else ""
    answer = client.get(under + path, headers={"accept": "text/html"})
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{under}/?{leads}no-such-page=1"


@pytest.mark.parametrize(
    "path", ["/", "/tensors", "/tensors/", "/_stcore/health", "/static/a.js", "/media/a", "/x.svg"]
)
def test_pages_and_files_are_left_alone(path: str) -> None:
    client = TestClient(middleware.KnownPages(bare), follow_redirects=False)
    assert client.get(path, headers={"accept": "text/html"}).status_code == 200
    assert client.get("/bertt", headers={"accept": "*/*"}).status_code == 200


def test_a_page_carries_the_styles() -> None:
    from starlette.responses import HTMLResponse

    async def page(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
        assert b"gzip" not in dict(scope["headers"]).get(b"accept-encoding", b"")
        headers = {"etag": '"streamlit"'}
        await HTMLResponse("<body><div id=root></div></body>", 200, headers)(scope, receive, send)  # type: ignore[arg-type]

    browser = TestClient(middleware.Styled(page))
    asked = {"accept": "text/html,*/*", "accept-encoding": "gzip", "if-none-match": '"streamlit"'}
    answer = browser.get("/attention", headers=asked)
    assert answer.text.endswith("</style>\n</body>") and "--paper: light-dark(" in answer.text
    assert "etag" not in answer.headers and answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_what_is_no_page_passes_unchanged(accept: str) -> None:
    answer = TestClient(middleware.Styled(bare)).get("/_stcore/health", headers={"accept": accept})
    assert answer.text == "x" * 5000
    assert "<style>" not in TestClient(middleware.Styled(bare)).get("/missing").text
