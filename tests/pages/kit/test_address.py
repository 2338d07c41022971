"""The address is read once on arrival, written explicitly, and long values stay out of it."""

from pages.kit.address import LONGEST, too_long
from tests.pages.drawing import visit


def test_only_a_long_value_is_too_long() -> None:
    assert not too_long({"a": "x" * LONGEST})
    assert too_long({"a": "x", "b": "x" * (LONGEST + 1)})


def test_a_long_text_stays_in_the_session() -> None:
    long = "the cat " * 400
    page = visit("bpe", "en", **{"bpe-source": "own"})
    page.text_area[0].set_value(long).run()
    assert "bpe-own" not in page.query_params
    assert page.text_area[0].value.strip() == long.strip()


def test_what_the_site_wrote_is_no_arrival() -> None:
    page = visit("attention", "en", **{"attention-size": "32"})
    assert page.query_params["attention-size"] == "32"
    page.run()
    assert page.session_state["visit"].arrived == {}
