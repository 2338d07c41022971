"""The Transformer lesson with sentences and settings that are not its own."""

import pytest

from nlp_core.experiments.attention.sentences import examples
from pages.parts.transformer import NAMES
from tests.pages.drawing import charts, unfold, visit, words

FIGURES = 9


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "The dragon sees the cat.", "dragon"),
        ("ko", "용이 잔다", "용이"),
        ("en", "👩‍👩‍👧‍👦 sleeps", "👩‍👩‍👧‍👦"),
        ("ko", "\u1100\u1169\u110b\u1163\u11bc\u110b\u1175가 \x07 잔다 ㅋㅋ", "ㅋㅋ"),
        ("en", "the " * 2000, "32"),
        ("ko", "고양이가 cat 잔다", "cat"),
        ("en", "<script>the</script>", "script"),
    ],
)
def test_what_it_cannot_read_is_said_and_the_page_goes_on(
    language: str, typed: str, said: str
) -> None:
    address = {"transformer-sentence": "own", f"sentence-{language}": typed}
    page = unfold(visit("transformer", language, **address))
    assert not page.exception
    assert any(said in str(one.value) for one in page.warning)
    assert len(charts(page)) == FIGURES, "the example stands in its place"


@pytest.mark.parametrize(("language", "typed"), [("en", "he sleeps."), ("ko", "고양이가 잔다.")])
def test_a_sentence_of_ones_own_is_followed(language: str, typed: str) -> None:
    address = {"transformer-sentence": "own", f"sentence-{language}": typed}
    page = unfold(visit("transformer", language, **address))
    assert not page.exception
    assert not page.warning
    assert len(charts(page)) == FIGURES


@pytest.mark.parametrize("part", NAMES)
def test_a_part_without_its_model_shows_the_whole_one(part: str) -> None:
    address = {"transformer-part": part, "transformer-measure": "next_word"}
    page = unfold(visit("transformer", "en", **address))
    assert not page.exception
    assert len(charts(page)) == FIGURES


def test_every_block_head_and_view_is_drawn() -> None:
    address = {
        "transformer-norm": "post",
        "transformer-block": "2",
        "transformer-layer": "1",
        "transformer-head": "4",
        "transformer-against": "length",
        "transformer-effect": "alike",
        "transformer-deep": "24",
        "transformer-width": "8",
    }
    page = unfold(visit("transformer", "ko", **address))
    assert not page.exception
    assert len(charts(page)) == FIGURES


@pytest.mark.parametrize(("d", "heads"), [("512", "7"), ("8", "16")])
def test_heads_that_do_not_fit_are_told(d: str, heads: str) -> None:
    address = {"transformer-d": d, "transformer-heads": heads, "transformer-open": "sizes"}
    page = visit("transformer", "en", **address)
    assert not page.exception
    assert any(heads in str(one.value) for one in page.warning)
    assert "63,082,496" in words(page)


@pytest.mark.parametrize("name", ["part", "deep", "d", "heads", "block", "head"])
def test_an_unknown_setting_is_told_and_put_right(name: str) -> None:
    page = visit(
        "transformer", "en", **{f"transformer-{name}": "-1000", "transformer-open": "sizes"}
    )
    assert not page.exception
    assert page.warning


def test_every_example_opens_whole() -> None:
    for number in range(len(examples("ko-en"))):
        page = visit("transformer", "ko", **{"transformer-sentence": str(number)})
        assert not page.exception, number
