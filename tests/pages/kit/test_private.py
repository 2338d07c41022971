"""A private text lasts for the visit and is bounded; a picked word gives way with its text."""

from tests.pages.kit.running import run


def page() -> None:
    import streamlit as st

    from pages.kit.private import pick, private_text

    if st.toggle("here", value=True, key="here"):
        text = private_text("Text", key="lesson-mine", most=20)
        st.write(f"read: {text}")
        st.write("picked: " + pick("Word", text.split() or ["none"], 1, key="lesson-word"))


def test_a_text_is_cleaned_bounded_and_outlives_its_page() -> None:
    drawn = run(page)
    assert drawn.markdown[0].value == "read:"
    drawn.text_area[0].set_value("one\x00 two " + "x" * 50).run()
    assert drawn.markdown[0].value == "read: one two " + "x" * 11
    drawn.toggle[0].set_value(False).run()
    drawn.toggle[0].set_value(True).run()
    assert drawn.text_area[0].value.startswith("one")
    assert "mine" not in str(dict(drawn.query_params))


def test_a_word_that_is_gone_gives_way() -> None:
    drawn = run(page)
    drawn.text_area[0].set_value("one two three").run()
    assert drawn.markdown[1].value == "picked: two"
    drawn.selectbox[0].set_value("three").run()
    assert drawn.markdown[1].value == "picked: three"
    drawn.text_area[0].set_value("four five").run()
    assert drawn.markdown[1].value == "picked: five"
    drawn.text_area[0].set_value("").run()
    assert drawn.markdown[1].value == "picked: none"
