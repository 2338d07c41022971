"""A lost training of other settings is told wherever its visitor is, and starts with one click."""

from typing import Any
from unittest.mock import patch

import pytest
from streamlit.testing.v1 import AppTest

from nlp_core.engine.key import public_fields, run_id_of
from nlp_core.recipes.translation import TranslationSpec
from pages.kit.lost import spec_of
from tests.pages.kit.running import run

SPEC = TranslationSpec(direction="en-ko", score="dot")
RUN = run_id_of(SPEC)
NOTE = {"name": SPEC.NAME, "fields": public_fields(SPEC)}


@pytest.mark.parametrize(
    "described",
    [
        {},
        None,
        3,
        "name",
        {"name": "no-such", "fields": {}},
        {"name": [], "fields": {}},
        {"name": SPEC.NAME, "fields": {"score": "absurd"}},
        {"name": SPEC.NAME, "fields": {"unknown": 1}},
        {"name": SPEC.NAME, "fields": {"score": "none"}},
        {"name": SPEC.NAME, "fields": 7},
    ],
)
def test_only_what_is_this_run_is_started(described: Any) -> None:
    assert spec_of(RUN, described) is None
    assert spec_of(RUN, NOTE) == SPEC


class Server:
    """An engine whose former server lost these."""

    def __init__(self, lost: dict[str, Any]) -> None:
        self.lost = lost

    def lost_of(self, visitor: str) -> dict[str, Any]:
        return dict(self.lost)

    def forget_lost(self, run: str, visitor: str) -> None:
        del self.lost[run]


def _page() -> None:
    import streamlit as st

    from pages.kit.language import settle_language
    from pages.kit.lost import tell

    settle_language(None)
    started = st.session_state.setdefault("started", [])
    tell("here-0", "lesson", started.append)


def drawn(server: Server) -> AppTest:
    page = run(_page)
    assert not page.exception
    return page


def test_it_is_told_and_started() -> None:
    server = Server({RUN: NOTE, "here-0": {}, "points-0": {}})
    with patch("pages.kit.lost.engine", lambda: server):
        page = drawn(server)
        assert [RUN.split("-")[1] in one.value for one in page.warning] == [True, False]
        assert [one.label for one in page.button] == ["Start it again", "OK"]
        page.button[0].click().run()
        assert page.session_state["started"] == [SPEC]
        page.button[1].click().run()
        assert "points-0" not in server.lost and len(page.warning) == 1
