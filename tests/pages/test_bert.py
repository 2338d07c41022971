"""The BERT lesson with settings and sentences that are not its own."""

import pytest

from tests.pages.clumsy import SENTENCES, WORDLESS
from tests.pages.drawing import charts, unfold, visit, words

CHARTS = 11  # everything opened


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("number", ["1", "2"])
def test_every_example_opens(language: str, number: str) -> None:
    page = unfold(visit("bert", language, **{"bert-text": number}))
    assert not page.exception and not page.warning
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("view", ["token", "one", "two", "more"])
def test_every_view_opens(view: str) -> None:
    page = visit("bert", "en", **{"bert-view": view})
    assert not page.exception and not page.warning


@pytest.mark.parametrize("share", ["0.15", "0.4", "0.8"])
def test_every_share_is_drawn_and_drawn_again(share: str) -> None:
    page = visit("bert", "ko", **{"bert-asked": share, "bert-drawn": "20", "bert-open": "masking"})
    next(one for one in page.button if one.key == "bert-again").click().run()
    assert not page.exception
    assert page.query_params["bert-drawn"] == "1"


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        *SENTENCES,
        ("ko", "나는 [MASK]에서 책을 빌렸다", "첫째 후보"),
        ("en", "the [mask] is on the [MASK]", "Of 2"),
    ],
)
def test_any_sentence_with_a_word_is_read(language: str, typed: str, said: str) -> None:
    address = {"bert-text": "own", f"sentence-{language}": typed}
    page = unfold(visit("bert", language, **address))
    assert not page.exception
    assert said in words(page)
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("typed", WORDLESS)
def test_a_sentence_without_a_word_to_hide_is_told_and_an_example_stands_in(typed: str) -> None:
    page = unfold(visit("bert", "ko", **{"bert-text": "own", "sentence-ko": typed}))
    assert not page.exception
    assert page.warning
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("typed", ["[MASK]", "[MASK] [mask]!"])
def test_masks_alone_are_told(typed: str) -> None:
    page = visit("bert", "en", **{"bert-text": "own", "sentence-en": typed})
    assert not page.exception
    assert any("only `[MASK]`s" in str(one.value).replace("\\", "") for one in page.warning)


def test_another_word_can_be_hidden() -> None:
    pages = [visit("bert", "en", **{"bert-place-en-0": place}) for place in ("1", "4")]
    first, second = (words(page) for page in pages)
    assert first != second
    told = visit("bert", "en", **{"bert-place-en-0": "99"})
    assert not told.exception
    assert told.query_params["bert-place-en-0"] == "2"


def test_an_empty_pair_is_told() -> None:
    page = unfold(visit("bert", "en"))
    next(one for one in page.text_input if one.key == "bert-second").set_value(" ").run()
    assert not page.exception
    assert any("both texts" in str(one.value) for one in page.warning)
    assert len(charts(page)) == CHARTS - 1  # no bars of the pair


@pytest.mark.parametrize("head", ["0", "1", "4"])
@pytest.mark.parametrize("layer", ["1", "3"])
def test_every_head_opens(layer: str, head: str) -> None:
    address = {"bert-layer": layer, "bert-head": head, "bert-masked": "0", "bert-open": "looking"}
    page = visit("bert", "ko", **address)
    assert not page.exception and not page.warning


@pytest.mark.parametrize("word", ["well", "so", "her"])
@pytest.mark.parametrize("depth", ["0", "2"])
def test_every_word_of_two_senses_opens(word: str, depth: str) -> None:
    address = {"bert-word-en": word, "bert-depth": depth, "bert-open": "senses"}
    page = visit("bert", "en", **address)
    assert not page.exception and not page.warning


def test_settings_not_trained_yet_show_the_nearest_model() -> None:
    page = visit("bert", "en", **{"bert-layers": "1", "bert-seed": "2"})
    assert not page.exception
    assert charts(page)
