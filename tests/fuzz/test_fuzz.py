"""A short, seeded part of the fuzz; and the fuzz itself finds what it looks for."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.curriculum import LESSONS
from pages.kit.prose import escape
from tests.fuzz.drive import Report, fuzz, unescaped
from tests.fuzz.hostile import HOSTILE, live_html, live_markdown

CASES = 8  # of each lesson
TOO_SLOW = "slow"  # times are measured by the long run, not here


@pytest.mark.parametrize("slug", ["home", *(one.slug for one in LESSONS)])
def test_a_few_addresses_of_every_lesson(slug: str) -> None:
    report: Report = fuzz(slug, CASES, seed=1, warm=False)
    assert len(report.seconds) == CASES
    assert [one for one in report.findings if one.kind != TOO_SLOW] == []


def doors() -> None:
    """A page that shows a hostile string everywhere; escaped where ``escaped`` is set."""
    import streamlit as st

    from pages.kit.prose import escape

    raw = st.session_state["raw"]
    text = escape(raw) if st.session_state["escaped"] else raw
    st.markdown(f"{text} b")
    st.caption(text)
    st.warning(text)
    st.toast(text)
    st.button(text, key="b")
    st.radio("r", [text, "b"])
    st.segmented_control("s", [text, "b"])
    st.expander(text)
    st.table({"t": [text]})
    st.selectbox("plain", [raw])  # options of a list are no Markdown
    st.code(raw)
    st.text_input("in", raw)


@pytest.mark.parametrize("raw", [one for one in HOSTILE if live_markdown(one)])
def test_the_fuzz_sees_every_door(raw: str) -> None:
    page = AppTest.from_function(doors)
    page.session_state["raw"], page.session_state["escaped"] = raw, False
    assert len(list(unescaped(page.run()))) >= 8
    page.session_state["escaped"] = True
    assert list(unescaped(page.run())) == []
    assert not page.exception


def test_most_hostile_strings_are_seen() -> None:
    assert sum(bool(live_markdown(one)) for one in HOSTILE) >= 25
    assert not [one for one in HOSTILE if live_markdown(escape(one))]


@pytest.mark.parametrize(
    "html", ["<img src=x>", "<b onclick=x>", "<script>", "<a href=//canary.example>", "<iframe>"]
)
def test_tags_of_others_are_seen(html: str) -> None:
    assert live_html(f"<div>{html}</div>")
    assert not live_html(f"<div>{html.replace('<', '&lt;')}</div>")
