"""The server: Streamlit around pages/frame.py, warmed up, styled, compressed, with lasting fonts.

``streamlit run app.py`` serves the site; ``python app.py`` does too, but reads no
``STREAMLIT_SERVER_*`` variables, so containers use the first.
"""

import asyncio
import gc
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.kit.style import stylesheet

ROOT = Path(__file__).parent
VISITOR = "visitor"  # the cookie that pages/kit/engine.py reads
COLLECT_EVERY_S = 30.0
A_YEAR = b"public, max-age=31536000, immutable"


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


class NamedVisitors:
    """A random session cookie, so that a reload finds its own trainings again; nothing is kept."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_for_page(scope) or VISITOR in HTTPConnection(scope).cookies:
            await self.app(scope, receive, send)
            return

        async def name(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{VISITOR}={secrets.token_urlsafe(12)}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        await self.app(scope, receive, name)


class Styled:
    """The site's styles inside the page itself, so that no run of a script has to send them.

    They stand at the end of the body, behind what Streamlit writes into the head, and win where
    both are equally specific. A page carries no validators: a browser asks for it each time.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.gzipped = GZipMiddleware(self._style, minimum_size=1000, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self.gzipped if asks_for_page(scope) else self.app)(scope, receive, send)

    async def _style(self, scope: Scope, receive: Receive, send: Send) -> None:
        unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = [(name, value) for name, value in scope["headers"] if name not in unwanted]
        started: Message = {}
        parts: list[bytes] = []

        async def style(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body, headers = b"".join(parts), MutableHeaders(scope=started)
            if started["status"] == 200 and "text/html" in headers.get("content-type", ""):
                sheet = f"<style>\n{stylesheet()}\n</style>\n</body>".encode()
                body = body.replace(b"</body>", sheet, 1)
                headers["content-length"] = str(len(body))
                del headers["etag"], headers["last-modified"]
            await send(started)
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": plain}, receive, style)


def asks_for_page(scope: Scope) -> bool:
    """Whether a browser asks for one of the site's pages."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")


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
    middleware=[Middleware(NamedVisitors), Middleware(Styled), Middleware(CompressedOnce)],
)

if __name__ == "__main__":
    app.run()
