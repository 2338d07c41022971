"""What a browser may do with this site's answers, and whose sockets are answered."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FRAMED_BY = "'self' https://huggingface.co https://*.hf.space"
HERE = {"localhost", "127.0.0.1", "0.0.0.0"}
_HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?", re.ASCII)


def policy(host: str, scripts: str) -> str:
    """The content security policy of a page on ``host``: nothing is asked of another host.

    ``scripts`` are the digests of the scripts written into Streamlit's page. Vega reads its
    expressions as data there, so that no text is ever run. Styles are set from scripts.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self' data:; "
        f"connect-src 'self' data: blob:{sockets}; worker-src 'self' blob:; object-src 'none'; "
        f"base-uri 'self'; form-action 'self'; frame-ancestors {FRAMED_BY}"
    )


def inline_scripts(page: str) -> str:
    """The digests of the scripts that stand in an HTML page, as a policy names them."""
    found = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in found)
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests)


class Guarded:
    """Every answer says what a browser may do with it; sockets of other sites are refused.

    Streamlit would first ask the network for this server's address when another site opens one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        page = Path(st.__file__).parent / "static" / "index.html"
        self.scripts = inline_scripts(page.read_text(encoding="utf-8"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = HTTPConnection(scope).headers if scope["type"] != "lifespan" else {}
        host = headers.get("host", "")
        if scope["type"] == "websocket" and is_foreign(headers.get("origin"), host):
            await send({"type": "websocket.close", "code": 1008})
            return

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}  # it may be a kept one
                said = MutableHeaders(scope=message)
                said["content-security-policy"] = policy(host, self.scripts)
                said["x-content-type-options"] = "nosniff"
                said["referrer-policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, say)


def is_foreign(origin: str | None, host: str) -> bool:
    """Whether a page of ``origin`` may not open a socket to this server, reached as ``host``."""
    if origin is None or not st.get_option("server.enableCORS"):
        return False
    allowed = st.get_option("server.corsAllowedOrigins")
    known = HERE | {st.get_option("browser.serverAddress"), *map(_name, allowed)}
    return origin.partition("://")[2] != host and _name(origin) not in known


def _name(address: str) -> str:
    """The host's name in an address; empty where it has none."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
