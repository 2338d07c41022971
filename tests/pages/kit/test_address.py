"""The address is read once on arrival, written explicitly, and long values stay out of it."""

from pages.kit import address
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


def test_an_address_is_cut_before_it_is_read() -> None:
    """Anybody may have made it: what is kept of it is bounded, whatever its length."""
    long = {f"n{i}": "x" * 1000 for i in range(1000)} | {"y" * 500: "1"}
    found = address._cut({"first": "가" * 1_000_000, **long})
    assert len(found["first"]) == address._MOST_READ
    assert sum(map(len, found.values())) == address._MOST_READ
    assert len(found) <= address._MOST_NAMES
    few = address._cut({"a": "1", "z" * 101: "2"})
    assert few == {"a": "1"}
