"""Text is cleaned, values are checked, the address is explicit."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pages.kit.controls import clean
from tests.pages.drawing import visit
from tests.pages.kit.running import run

HALF_TYPED = "ㅎㅏㄴ글 ㄱ"


@given(st.text())
def test_clean_text_is_composed_and_holds_no_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in cleaned)


def test_decomposed_hangul_is_composed_and_half_typed_hangul_is_kept() -> None:
    assert clean(unicodedata.normalize("NFD", "한글 각")) == "한글 각"
    assert clean(HALF_TYPED) == HALF_TYPED


def test_emoji_with_joiners_survive() -> None:
    family = "👨‍👩‍👧‍👦 👍🏽"
    assert clean(family) == family


def test_the_address_is_explicit_and_neutral() -> None:
    page = visit("attention", "en")
    assert page.query_params["lang"] in ("en", ["en"])
    korean = visit("attention", "ko")
    names = {name for name in page.query_params if not name.startswith("sentence")}
    assert names == {name for name in korean.query_params if not name.startswith("sentence")}
    for name in names - {"lang", "attention-direction"}:  # a Korean class starts from Korean
        assert page.query_params[name] == korean.query_params[name]


def test_an_unknown_language_is_said_and_korean_stands_in() -> None:
    page = visit("home", "xx")
    assert not page.exception
    assert page.toast


def _between() -> None:
    from pages.kit.controls import Controls, Slider

    controls = Controls("k", {"k-h": "1000", "k-p": "0.35"})  # 1000 lies between two steps
    assert Slider("h", ("H", "H"), 64, 4096, 64, 768).draw(controls) == 768
    assert Slider("p", ("p", "p"), 0.0, 1.0, 0.05, 1.0).draw(controls) == 0.35
    assert controls.problems == ["k-h"]


def test_a_slider_stands_on_its_steps() -> None:
    assert not run(_between).exception


def _segments() -> None:
    from pages.kit.controls import Choice, Controls, Slider, Text

    controls = Controls("k", {"k-one": "7", "k-text": "가" * 1_000_000})
    names = {"a": "![](//a.example)", "b": ":red[b]"}
    Choice("few", ("짧게", "few"), names).draw(controls)
    Choice("many", ("길게", "many"), names, listed=True).draw(controls)
    assert Slider("one", ("하나", "one"), 1, 1, 1, 1).draw(controls) == 1
    Text("text", ("글", "text"), limit=10).draw(controls)


def test_options_are_text_in_every_kind_of_widget() -> None:
    page = run(_segments)
    assert page.get("button_group")[0].options == [r"\!\[\]\(//a\.example\)", r":⁠red\[b\]"]
    assert page.selectbox[0].options == ["![](//a.example)", ":red[b]"]
    assert not page.slider and not page.exception


def test_no_field_keeps_more_than_it_reads() -> None:
    page = run(_segments)
    field = page.text_input[0]
    assert field.proto.max_chars == 30 and len(field.value) == 30
    assert len(page.session_state["visit"].values["k-text"]) == 30
    page.session_state["k-text"] = "x" * 1_000_000  # a browser that sends more than it may
    page.run()
    assert len(page.session_state["visit"].values["k-text"]) <= 30


def _arrived() -> None:
    from pages.kit.controls import Choice, Controls, Slider, Switch, Text
    from pages.kit.private import private_text
    from pages.kit.visit import visit

    arrived = {
        "k-few": "b",
        "k-many": "c",
        "k-number": "3",
        "k-on": "1",
        "k-text": "x",
        "k-more": "y",
    }
    controls = Controls("k", arrived)
    options = {"a": "A", "b": "B", "c": "C"}
    Choice("few", ("짧게", "few"), options).draw(controls)
    Choice("many", ("길게", "many"), options, listed=True).draw(controls)
    Slider("number", ("수", "number"), 1, 9, 1, 5).draw(controls)
    Switch("on", ("켜기", "on")).draw(controls)
    Text("text", ("글", "text")).draw(controls)
    Text("more", ("긴 글", "long text"), lines=3).draw(controls)
    visit().values["private"] = "z"
    private_text("private", key="private", most=100)


def test_a_browser_that_missed_the_first_messages_begins_with_the_same_values() -> None:
    """What it takes for a widget that it meets first in the second run is Streamlit's default."""
    page = run(_arrived)
    for _ in range(2):
        assert list(page.get("button_group")[0].proto.default) == [1]
        assert page.selectbox[0].proto.default == 2
        assert list(page.slider[0].proto.default) == [3]
        assert page.toggle[0].proto.default
        assert page.text_input[0].proto.default == "x"
        assert [area.proto.default for area in page.text_area] == ["y", "z"]
        assert page.run() is page


def test_the_language_of_an_address_is_also_the_switchs_default() -> None:
    for number, spoken in enumerate(("ko", "en")):
        switch = visit("tensors", spoken).get("button_group")[0]
        assert list(switch.proto.default) == [number]
