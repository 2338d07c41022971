"""A hub on this machine for pages: it holds one small checkpoint, and what it serves is asked here.

Pages ask the worker for short tasks; here the same function runs in place of that.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from nlp_core.engine.short import Call
from nlp_core.published import asking
from nlp_core.published.catalogue import listed
from nlp_core.published.fetching import Fetching
from pages.kit import real
from tests.nlp_core.published.fake_hub import COMMIT, FakeHub, repository, save_tokenizer, serving
from tests.nlp_core.published.test_reading import CASES, made
from tests.pages.drawing import visit, words

PATIENCE_S = 120


@contextmanager
def hub(name: str, folder: Path, environment: Any) -> Iterator[FakeHub]:
    """Serve a small checkpoint of the kind that ``name`` is; downloads go to ``folder``."""
    environment.setenv("NLP_REVISITED_CACHE", str(folder / "cache"))
    one = listed(name)
    asking.forget()
    files = folder / "made"
    _, sizes, architecture = next(case for case in CASES if case[0] == one.kind)
    made(one.kind, sizes, architecture, files)
    save_tokenizer(files)
    commit = one.revision if one.is_pinned else COMMIT
    with serving(FakeHub(repository(files), commit)) as fake:
        fetching = Fetching(fake.endpoint)
        with patch.object(real, "fetching", lambda: fetching), patch("pages.kit.short.ask", here):
            yield fake


def here(call: Call, _words: str) -> Any:
    """What the worker for short tasks would answer."""
    return call.function(*call.args, **call.kwargs)


def opened(slug: str, language: str, **address: str) -> AppTest:
    """A lesson with its step ``real`` open."""
    return visit(slug, language, **{f"{slug}-open": "real", **address})


def said(page: AppTest) -> str:
    """Everything that the page says, as it is read."""
    return words(page).replace("\\", "").replace("\N{WORD JOINER}", "")


def press(page: AppTest, key: str) -> AppTest:
    """Press a button."""
    next(one for one in page.button if one.key == key).click().run()
    return page


def until(page: AppTest, key: str) -> AppTest:
    """The page once a button is there; the test runner has no timers."""
    return _until(page, lambda: key in {str(one.key) for one in page.button})


def until_said(page: AppTest, words: str) -> AppTest:
    """The page once it says something."""
    return _until(page, lambda: any(words in str(one.value) for one in page.markdown))


def _until(page: AppTest, there: Any) -> AppTest:
    end = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < end, [str(one.value)[:80] for one in page.markdown][-8:]
        assert not page.exception, page.exception
        time.sleep(0.1)
        page.run()
    return page


def fetched(slug: str, language: str, **address: str) -> AppTest:
    """A lesson whose checkpoint came by way of the button, and then a visitor by an address."""
    press(until(opened(slug, language), f"{slug}-real-fetch"), f"{slug}-real-fetch")
    page = arrived(opened(slug, language, **address), language)
    assert not page.exception, page.exception
    return page


def arrived(page: AppTest, language: str) -> AppTest:
    """The page once the checkpoint is here."""
    return until_said(page, "그대로 넣어 실행" if language == "ko" else "Its weights run in")
