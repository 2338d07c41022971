"""The positions lesson with settings and sentences that are not its own."""

import unicodedata

import pytest

from tests.pages.drawing import charts, unfold, visit, words

OPENED = {"positions-open": "others,added,clocks,unique,rotary,lengths,inside"}
CHARTS = 9


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("order", ["nouns", "phrases", "drawn"])
def test_every_shuffle_opens(language: str, order: str) -> None:
    page = unfold(visit("positions", language, **{"positions-order": order}))
    assert not page.exception and not page.warning
    assert len(charts(page)) == CHARTS


def test_another_order_can_be_drawn() -> None:
    page = visit("positions", "ko", **{"positions-order": "drawn", "positions-drawn": "20"})
    button = next(one for one in page.button if one.key == "positions-again")
    button.click().run()
    assert not page.exception
    assert page.query_params["positions-drawn"] == "1"


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "The dragon sees the cat 🙂", "dragon"),
        ("en", "A cat ate the fish.", "ate"),
        ("en", "the cat sees the dog " * 60, "32"),
        ("ko", "강아지가 병아리를 쫓는다 👨‍👩‍👧", "강아지"),
        ("ko", unicodedata.normalize("NFD", "강아지가 병아리를 쫓는다"), "강아지"),
        ("ko", "고양이가 개를 본다 " * 40, "32"),
        ("ko", "고양이가\x00 개를\u200b 본다\x07", "개"),
        ("ko", "<b>개</b>가 소를 본다", "b"),
    ],
)
def test_any_sentence_with_a_who_is_shuffled(language: str, typed: str, said: str) -> None:
    address = {"positions-text": "own", f"sentence-{language}": typed, **OPENED}
    page = unfold(visit("positions", language, **address))
    assert not page.exception
    assert said in words(page)
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize(
    "typed", [" ", "고양이", "ㅋㅋ", "🙂👨‍👩‍👧", "고양이가 고양이를 본다", "0"]
)
def test_a_sentence_without_a_who_is_told_and_an_example_stands_in(typed: str) -> None:
    page = unfold(visit("positions", "ko", **{"positions-text": "own", "sentence-ko": typed}))
    assert not page.exception
    assert page.warning
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("unique-base", "0", "1,000,000,000"),
        ("unique-base", "-3", "1,000,000,000"),
        ("unique-base", "1e400", "1,000,000,000"),
        ("unique-base", "nan", "1,000,000,000"),
        ("unique-base", "ten", "ten"),
        ("dot-base", "", "cannot be read"),
        ("dot-base", "🙂", "cannot be read"),
    ],
)
def test_a_size_or_base_that_has_no_encoding_is_told(name: str, typed: str, said: str) -> None:
    page = unfold(visit("positions", "en", **{f"positions-{name}": typed, **OPENED}))
    assert not page.exception
    assert any(said in str(one.value) for one in page.warning)
    assert len(charts(page)) == CHARTS


def test_an_odd_size_lies_between_two_steps_and_is_not_taken() -> None:
    page = visit("positions", "en", **{"positions-d": "7", "positions-dot-d": "9", **OPENED})
    assert not page.exception
    unfold(page)
    assert not page.exception and len(charts(page)) == CHARTS


def test_a_base_of_one_finds_two_positions_alike() -> None:
    page = unfold(visit("positions", "en", **{"positions-unique-base": "1", **OPENED}))
    assert "0, 44" in words(page)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("view", ["who", "clause", "where"])
def test_every_comparison_opens(language: str, view: str) -> None:
    page = visit("positions", language, **{"positions-view": view, **OPENED})
    assert not page.exception and not page.warning
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("way", ["none", "learned", "sinusoidal", "rotary", "causal"])
def test_every_way_opens(way: str) -> None:
    scored = way if way != "causal" else "none"
    address = {"positions-way": way, "positions-scored": scored, **OPENED}
    page = unfold(visit("positions", "ko", **address))
    assert not page.exception
    assert len(charts(page)) == CHARTS


def test_settings_not_trained_yet_show_the_nearest_model() -> None:
    page = visit("positions", "en", **{"positions-clauses": "1", "positions-layers": "1"})
    assert not page.exception
    assert charts(page)
