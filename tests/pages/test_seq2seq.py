"""The seq2seq lesson with sentences and settings that are not its own."""

import pytest

from nlp_core.experiments.attention.sentences import examples
from tests.pages.drawing import charts, unfold, visit, words


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "The dragon sees the cat.", "dragon"),
        ("ko", "용이 잔다", "용이"),
        ("en", "🙂🙂", "🙂"),
        ("en", "the " * 200, "32"),
        ("ko", "고양이가 cat 잔다", "cat"),
        ("en", "The 고양이 sleeps", "고양이"),
    ],
)
def test_what_it_cannot_read_is_said_and_the_page_goes_on(
    language: str, typed: str, said: str
) -> None:
    address = {"seq2seq-sentence": "own", f"sentence-{language}": typed}
    page = unfold(visit("seq2seq", language, **address))
    assert not page.exception
    assert any(said in str(one.value) for one in page.warning)
    assert len(charts(page)) >= 4, "the example stands in its place"


@pytest.mark.parametrize("width", ["1000", "0", "-3", "8.5", "ten"])
def test_a_beam_of_a_thousand_is_put_right_and_said(width: str) -> None:
    page = visit("seq2seq", "en", **{"seq2seq-width": width})
    assert not page.exception
    assert any("width" in str(one.value) for one in page.warning)
    assert page.query_params["seq2seq-width"] in ("3", ["3"])


@pytest.mark.parametrize("width", [1, 8])
def test_the_widest_beam_and_the_narrowest_are_drawn(width: int) -> None:
    page = visit("seq2seq", "ko", **{"seq2seq-width": str(width), "seq2seq-rank": "length"})
    assert not page.exception
    assert any(f"너비 {width}인" in chart.proto.alt for chart in charts(page))


def test_every_example_opens_whole() -> None:
    for number in range(len(examples("ko-en"))):
        page = unfold(visit("seq2seq", "ko", **{"seq2seq-sentence": str(number)}))
        assert not page.exception, number


@pytest.mark.parametrize("typed", ["", "🙂 ㅋㅋ", "a " * 90, "<b>&"])
def test_any_translation_can_be_scored(typed: str) -> None:
    address = {"seq2seq-open": "scores", "seq2seq-guess-en-ko": typed}
    page = visit("seq2seq", "en", **address)
    assert not page.exception
    assert "BLEU" in words(page)


def test_settings_without_a_shipped_model_show_the_nearest() -> None:
    page = unfold(visit("seq2seq", "en", **{"seq2seq-size": "32", "seq2seq-ratio": "0.5"}))
    assert not page.exception and len(charts(page)) >= 4
