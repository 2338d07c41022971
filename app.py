"""The server: Streamlit around pages/frame.py, warmed up, compressed, shut to other hosts.

``streamlit run app.py`` serves the site; ``python app.py`` does too, but reads no
``STREAMLIT_SERVER_*`` variables, so containers use the first.
"""

import asyncio
import base64
import gc
import hashlib
import re
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ROOT = Path(__file__).parent
VISITOR = "visitor"  # the cookie that pages/kit/engine.py reads
COLLECT_EVERY_S = 30.0
A_YEAR = b"public, max-age=31536000, immutable"
FRAMED_BY = "'self' https://huggingface.co https://*.hf.space"
HERE = {"localhost", "127.0.0.1", "0.0.0.0"}
_HOST = re.compile(r"[\w.\-]+(:\d+)?|\[[0-9a-fA-F:]+\](:\d+)?", re.ASCII)


class LastingFiles(StaticFiles):
    """Files whose name changes with their content: a browser fetches each of them once."""

    async def get_response(self, path: str, scope: Scope) -> Any:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = A_YEAR.decode()
        return response


class CompressedOnce:
    """Streamlit's own scripts and styles, gzipped at their first request and kept in memory.

    They go out uncompressed otherwise (2.3 MB for the bare page); compressing them anew for each
    visitor would cost a tenth of a second of this process each time.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.gzipped = GZipMiddleware(app, minimum_size=1000, compresslevel=6)
        self.kept: dict[str, list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._compressible(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path not in self.kept:
            messages: list[Message] = []

            async def keep(message: Message) -> None:
                messages.append(message)

            await self.gzipped(scope, receive, keep)
            if messages[0]["status"] != 200:
                for message in messages:
                    await send(message)
                return
            self.kept[path] = messages
        for message in self.kept[path]:
            await send(message)

    @staticmethod
    def _compressible(scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] != "GET":
            return False
        headers = dict(scope["headers"])
        text = scope["path"].endswith((".js", ".css", ".json", ".svg"))
        plain = b"range" not in headers and b"if-none-match" not in headers
        return (
            text
            and plain
            and "/static/" in scope["path"]
            and b"gzip" in headers.get(b"accept-encoding", b"")
        )


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


class NamedVisitors:
    """A random session cookie, so that a reload finds its own trainings again; nothing is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope) if scope["type"] == "http" else None
        if (
            request is None
            or VISITOR in request.cookies
            or "text/html" not in request.headers.get("accept", "")
        ):
            await self.app(scope, receive, send)
            return

        async def name(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{VISITOR}={secrets.token_urlsafe(12)}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, name)


async def collect_now_and_then() -> None:
    """Stand in for the collection after every run, which ``runner.postScriptGC`` turns off."""
    while True:
        await asyncio.sleep(COLLECT_EVERY_S)
        await asyncio.to_thread(gc.collect)


def warm_everything() -> None:
    """Import and compute what the first visitors need; blocking, for a thread."""
    from pages.kit.warmup import warm_up
    from pages.parts import home

    warm_up(home.warm)


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Load what every lesson needs before the first visitor asks for it, and start the engine."""
    from pages.kit.warmup import close

    warming = asyncio.create_task(asyncio.to_thread(warm_everything))
    collecting = asyncio.create_task(collect_now_and_then())
    yield
    collecting.cancel()
    with suppress(asyncio.CancelledError):
        await collecting
    await warming
    await asyncio.to_thread(close)


app = st.App(
    "pages/frame.py",
    lifespan=lifespan,
    routes=[
        Mount(f"/assets/{name}", LastingFiles(directory=ROOT / "assets" / name))
        for name in ("fonts", "thumbnails")
    ],
    middleware=[Middleware(Guarded), Middleware(NamedVisitors), Middleware(CompressedOnce)],
)

if __name__ == "__main__":
    app.run()
