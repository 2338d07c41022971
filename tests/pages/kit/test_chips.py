"""A token is shown as it is, whatever is in it."""

from pages.kit.chips import Chip, _chip


def test_markup_in_a_token_is_text() -> None:
    html = _chip(Chip("<script>x</script>", note="<i>"))
    assert "<script>" not in html and "<i>" not in html
    assert "&lt;script&gt;" in html


def test_spaces_and_line_ends_are_visible() -> None:
    html = _chip(Chip(" a\n"))
    assert "␣" in html and "⏎" in html


def test_weight_deepens_the_colour() -> None:
    faint, deep = (_chip(Chip("a", "query", weight=weight)) for weight in (0.0, 1.0))
    assert "8%" in faint and "70%" in deep
