"""What stands in a text field is what a page reads, typed or taken from an example."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from pages.kit.controls import Controls, Text
    from pages.kit.suggested import Suggested

    field = Suggested(Text("box", ("식", "Expression"), "a"), {"x**2": "", "b": ("비", "bee")})
    st.write("read: " + field.draw(Controls("lesson", {})))


def test_an_example_fills_the_field_and_typing_goes_on_from_there() -> None:
    drawn = AppTest.from_function(page).run()
    assert [button.label for button in drawn.button] == ["`x**2`", "비"]
    assert drawn.markdown[0].value == "read: a"
    drawn.button[0].click().run()
    assert drawn.text_input[0].value == "x**2" and drawn.markdown[0].value == "read: x**2"
    drawn.text_input[0].set_value("log(y)").run()
    assert drawn.markdown[0].value == "read: log(y)"
    drawn.button[1].click().run()
    assert drawn.text_input[0].value == "b"
