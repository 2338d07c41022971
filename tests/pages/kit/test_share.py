"""Reset goes back, undo comes back, and the link holds every value."""

from urllib.parse import parse_qs, urlparse

from tests.pages.drawing import visit


def test_reset_and_undo() -> None:
    page = visit("attention", "en", **{"attention-size": "32", "attention-score": "dot"})
    assert page.query_params["attention-size"] == "32"
    page.button(key="attention-reset").click().run()
    assert page.query_params["attention-size"] == "128"
    assert page.query_params["attention-score"] == "general"
    page.button(key="attention-undo").click().run()
    assert page.query_params["attention-size"] == "32"
    assert page.query_params["attention-score"] == "dot"


def test_the_link_opens_the_page_as_it_is() -> None:
    page = visit("attention", "en", **{"attention-size": "32"})
    page.session_state["attention-share"] = True
    page.run()
    query = parse_qs(urlparse(page.code[0].value).query)
    assert query["attention-size"] == ["32"] and query["lang"] == ["en"]
    assert {name: [value] for name, value in page.query_params.items()} == query
