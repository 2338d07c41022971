"""The server: Streamlit around pages/frame.py, warmed up, styled, compressed, shut to other hosts.

``streamlit run app.py`` serves the site; ``python app.py`` does too, but reads no
``STREAMLIT_SERVER_*`` variables, so containers use the first.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount

from pages.kit.middleware import CompressedOnce, KnownPages, LastingFiles, NamedVisitors, Styled
from pages.kit.policy import Guarded

ROOT = Path(__file__).parent
COLLECT_EVERY_S = 30.0


async def collect_now_and_then() -> None:
    """Stand in for the collection after every run, which ``runner.postScriptGC`` turns off."""
    while True:
        await asyncio.sleep(COLLECT_EVERY_S)
        await asyncio.to_thread(gc.collect)


def warm_everything() -> None:
    """Import and compute what the first visitors need; blocking, for a thread."""
    from nlp_core.models import gpt_writing
    from pages.kit.warmup import import_early, warm_up
    from pages.parts import glove, home, word2vec

    warm_up(home.warm, import_early, word2vec.warm, glove.warm, gpt_writing.warm)


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
    middleware=[
        Middleware(one) for one in (Guarded, KnownPages, NamedVisitors, Styled, CompressedOnce)
    ],
)

if __name__ == "__main__":
    app.run()
