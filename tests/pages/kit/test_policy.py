"""What a browser may do with an answer, and whose sockets are refused."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from pages.kit import policy
from pages.kit.middleware import CompressedOnce
from tests.pages.kit.test_middleware import bare


def test_every_answer_says_what_a_browser_may_do() -> None:
    client = TestClient(policy.Guarded(CompressedOnce(bare)), base_url="http://class.test:8501")
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
    assert policy.policy(host, "") == policy.policy("", "")


def test_the_scripts_of_a_page_are_named_by_their_digests() -> None:
    page = '<script>\n  a\n</script><script src="x.js"></script><script>b</script>'
    named = policy.inline_scripts(page).split()
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
    assert policy.is_foreign(origin, "class.test:8501") is foreign


def test_a_socket_of_another_site_is_refused_before_streamlit_sees_it() -> None:
    async def never(scope: dict, receive: object, send: object) -> None:  # type: ignore[type-arg]
        raise AssertionError("reached")

    client = TestClient(policy.Guarded(never), base_url="http://class.test")  # type: ignore[arg-type]
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        client.websocket_connect("/_stcore/stream", headers={"origin": "https://evil.example"}),
    ):
        pass
    assert refused.value.code == 1008
