"""The GPT lesson with texts and settings that are not its own."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

FIGURES = 9


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("ko", "나는 東京에서 👩\u200d🚀 를 보았다", "東"),
        ("en", "straße is a street", "ß"),
        ("en", "the cat \x00 was \u202e sad", ""),
        ("ko", "\u1100\u1169\u110b\u1163\u11bc\u110b\u1175가 잔다 ㅋㅋ", "ㅋ"),
        ("en", "<script>alert(1)</script>", "<"),
    ],
)
def test_odd_texts_are_read_and_what_was_never_seen_is_said(
    language: str, typed: str, said: str
) -> None:
    address = {"gpt-start": typed, "gpt-so-far": typed, "gpt-begun": typed}
    page = unfold(visit("gpt", language, **address, **{f"sentence-{language}": typed}))
    assert not page.exception
    assert len(charts(page)) == FIGURES
    assert said in words(page)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_empty_text_is_said_and_the_example_stands_in_its_place(language: str) -> None:
    empty = dict.fromkeys(("gpt-start", "gpt-so-far", "gpt-begun", f"sentence-{language}"), " ")
    page = unfold(visit("gpt", language, **empty))
    assert not page.exception
    assert len(page.warning) >= 3 and len(charts(page)) == FIGURES


def test_more_tokens_than_are_read_are_cut_and_said() -> None:
    page = visit("gpt", "ko", **{"gpt-so-far": "뷁홟" * 300, "gpt-start": "뷁홟" * 100})
    assert not page.exception
    assert "125" in words(page), "so many were read"


@pytest.mark.parametrize(
    "settings",
    [
        {"gpt-temperature": "0.0"},
        {"gpt-temperature": "100.0"},
        {"gpt-top-p": "0"},
        {"gpt-top-k": "1", "gpt-top-p": "0.5", "gpt-temperature": "2.0"},
        {"gpt-beam": "1", "gpt-layer": "2", "gpt-head": "4", "gpt-draw": "4"},
        {"gpt-beam": "8", "gpt-tokens": "300000", "gpt-d": "64", "gpt-seed": "2"},
    ],
)
def test_every_setting_is_drawn(settings: dict[str, str]) -> None:
    page = unfold(visit("gpt", "en", **settings))
    assert not page.exception
    assert len(charts(page)) == FIGURES


def test_a_token_is_taken_by_its_button() -> None:
    page = visit("gpt", "en", **{"gpt-so-far": "the king was"})
    before = page.text_input(key="gpt-so-far").value
    page.button(key="gpt-take-0").click().run(timeout=60)
    assert not page.exception
    after = page.text_input(key="gpt-so-far").value
    assert after.startswith(before) and len(after) > len(before)


@pytest.mark.parametrize("name", ["temperature", "top-k", "top-p", "draw", "tokens", "beam"])
def test_an_unknown_setting_is_told_and_put_right(name: str) -> None:
    page = visit("gpt", "ko", **{f"gpt-{name}": "-1000", "gpt-open": "beam"})
    assert not page.exception
    assert page.warning
