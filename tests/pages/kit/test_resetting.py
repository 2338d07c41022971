"""A reset puts every control back, and one click takes the reset back."""

from streamlit.testing.v1 import AppTest

from tests.pages.kit.running import run


def _page() -> None:
    import streamlit as st

    from pages.kit.resetting import put_back, reset, undo
    from pages.kit.visit import visit

    visit().defaults["here"] = {"here-a": 1, "here-b": 2, "here-gone": 3}
    visit().defaults["there"] = {"there-a": 1}
    st.slider("a", 0, 9, 1, key="here-a")
    st.slider("b", 0, 9, 2, key="here-b")
    st.slider("c", 0, 9, 1, key="there-a")
    st.button("reset", on_click=reset, args=("here",))
    st.button("undo", on_click=undo)
    st.button("put", on_click=put_back, args=({"there-a": 8},))


def values(page: AppTest) -> list[int]:
    assert not page.exception, page.exception
    return [slider.value for slider in page.slider]


def click(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_a_reset_touches_its_own_page_and_can_be_taken_back_once() -> None:
    page = run(_page)
    for slider, value in zip(page.slider, (5, 6, 7), strict=True):
        slider.set_value(value)
    page.run()
    assert values(page) == [5, 6, 7]
    assert values(click(page, "reset")) == [1, 2, 7]
    assert values(click(page, "undo")) == [5, 6, 7]
    page.slider[0].set_value(9).run()
    assert values(click(page, "undo")) == [9, 6, 7], "there is nothing more to take back"


def test_values_can_be_put_into_widgets() -> None:
    page = run(_page)
    assert values(click(page, "put")) == [1, 2, 8]
