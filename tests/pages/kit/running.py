"""Run a few lines of the kit inside a page of their own, as Streamlit would."""

from collections.abc import Callable
from typing import Any

from streamlit.testing.v1 import AppTest


def run(script: Callable[..., None], language: str = "en", **values: Any) -> AppTest:
    """``script`` as a page in that language; ``values`` are what its session holds before."""
    page = AppTest.from_function(script, default_timeout=30)
    page.session_state["lang"] = language
    for name, value in values.items():
        page.session_state[name] = value
    return page.run()
