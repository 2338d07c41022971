"""Lines of code are shown as they are written, each with the value that it gave."""

from collections.abc import Mapping

from streamlit.testing.v1 import AppTest

from pages.kit import lines


def example() -> Mapping[str, object]:
    """Two lines."""
    a = [1, 2]  # a list <b>
    b, c = a[0], len(a)
    a.sort()
    unnamed = {"a": a}
    return unnamed | {"b": b, "c": c}


def test_the_body_is_read_from_the_function() -> None:
    assert lines.body(example) == (
        ("a = [1, 2]  # a list <b>", ("a",)),
        ("b, c = a[0], len(a)", ("b", "c")),
        ("a.sort()", ()),
        ('unnamed = {"a": a}', ("unnamed",)),
    )


def test_each_line_stands_beside_its_value_and_nothing_is_markup() -> None:
    def page() -> None:
        from pages.kit import lines
        from tests.pages.kit.test_lines import example

        lines.draw(example, example())

    drawn = AppTest.from_function(page).run()
    assert not drawn.exception
    html = drawn.get("html")[0].proto.body
    assert "<code>a = [1, 2]  # a list &lt;b&gt;</code><samp>[1, 2]</samp>" in html
    assert "<code>b, c = a[0], len(a)</code><samp>1, 2</samp>" in html
    assert "<code>a.sort()</code><samp></samp>" in html and "unnamed" not in html
