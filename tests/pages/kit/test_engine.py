"""Who is asking: a name that a reload keeps, and that says nothing of the cookie."""

from unittest.mock import patch

import streamlit as st

from nlp_core.places import MODELS
from pages.kit.engine import _server, engine
from tests.pages.kit.running import run


def _page() -> None:
    import streamlit as st

    from pages.kit.engine import visitor

    st.text(visitor())


def name(cookie: str | None) -> str:
    cookies = {} if cookie is None else {"visitor": cookie}
    with patch.object(type(st.context), "cookies", cookies):
        page = run(_page)
        first = page.text[0].value
        assert page.run().text[0].value == first, "the name lasts for the visit"
    return first


def test_a_cookie_names_its_visitor_and_is_not_shown() -> None:
    assert name("secret") == name("secret") != name("another")
    assert len(name("secret")) == 16 and "secret" not in name("secret")


def test_without_a_cookie_each_visit_has_a_name_of_its_own() -> None:
    assert name(None) != name(None)
    assert name("") != name("")


def test_a_visitors_windows_are_known_to_the_engine() -> None:
    visitor = name("secret")
    assert _server()[1]._of[visitor]
    assert engine()._board._is_here == _server()[1].is_here


def test_the_server_has_one_engine_on_the_shipped_models() -> None:
    assert engine() is engine()
    assert engine()._library.shipped.folder.path == MODELS
