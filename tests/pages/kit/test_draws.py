"""Draws go on with a click and begin again after the last."""

from streamlit.testing.v1 import AppTest


def _page() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from pages.kit.controls import Controls, Slider
    from pages.kit.draws import draw_again

    controls = Controls("lesson", {})
    lesson = SimpleNamespace(slug="lesson", ask=lambda one: one.draw(controls))
    draws = Slider("nth", ("몇 번째", "Which"), 1, 3, 1, 2)
    st.caption(f"shown: {draw_again(lesson, draws, 'again')}")


def shown(page: AppTest) -> list[str]:
    assert not page.exception, page.exception
    return [one.value for one in page.caption]


def test_the_last_draw_leads_to_the_first() -> None:
    page = AppTest.from_function(_page).run()
    assert shown(page) == ["shown: 2"]
    assert shown(page.button[0].click().run()) == ["shown: 3"]
    assert shown(page.button[0].click().run()) == ["shown: 1"]
