"""Between the network and Streamlit: pages found and styled, files compressed, visitors named."""

import secrets
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.kit.address import NO_SUCH_PAGE
from pages.kit.curriculum import LESSONS
from pages.kit.style import stylesheet

VISITOR = "visitor"  # the cookie that engine.py reads
NOT_OURS = {"app", "assets", "component", "healthz", "media", "script-health-check", "static"}
A_YEAR = "public, max-age=31536000, immutable"


class LastingFiles(StaticFiles):
    """Files whose name changes with their content: a browser fetches each of them once."""

    async def get_response(self, path: str, scope: Scope) -> Any:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = A_YEAR
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


class KnownPages:
    """An address without a page leads to the front page, which says so in the visitor's language.

    Streamlit would say it in English, in a dialog over the front page.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        base = (st.get_option("server.baseUrlPath") or "").strip("/")
        self.home = f"/{base}/" if base else "/"
        self.pages = {"", *(one.slug for one in LESSONS)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not asks_for_page(scope) or not self._is_lost(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = HTTPConnection(scope).query_params.get("lang")
        kept = ({"lang": asked[:10]} if asked else {}) | {NO_SUCH_PAGE: "1"}
        answer = RedirectResponse(f"{self.home}?{urlencode(kept)}", status_code=307)
        await answer(scope, receive, send)

    def _is_lost(self, path: str) -> bool:
        if not f"{path}/".startswith(self.home):
            return False
        name = path[len(self.home) :].strip("/")
        first = name.split("/")[0]
        is_file = "." in name or first.startswith("_") or first in NOT_OURS
        return not is_file and name not in self.pages


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
