"""A folded step computes nothing until it is opened, and an address can open it."""

from tests.pages.drawing import charts, visit, words


def test_a_folded_step_waits() -> None:
    page = visit("attention", "en")
    before = len(charts(page))
    page.button(key="attention-numbers-unfold").click().run()
    assert len(charts(page)) == before + 2
    assert page.query_params["attention-open"] == "numbers"


def test_an_address_opens_steps_with_their_controls() -> None:
    page = visit("attention", "en", **{"attention-open": "numbers", "attention-word": "0"})
    assert not page.warning
    assert page.query_params["attention-word"] == "0"


def test_an_unknown_step_is_told() -> None:
    page = visit("attention", "en", **{"attention-open": "numbers,nothing,<b>"})
    assert "does not know: 2" in words(page)


def test_what_is_open_stays_open_in_the_other_language() -> None:
    page = visit("bpe", "ko", **{"bpe-open": "merges,two,beside"})
    page.session_state["lang"] = "en"
    page.run()
    assert page.query_params["bpe-open"] == "merges,two,beside"
    page.session_state["bpe-two"] = False
    page.run()
    assert page.query_params["bpe-open"] == "merges,beside"
