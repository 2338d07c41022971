"""The subwords lesson under awkward text: it says what is wrong and goes on."""

import unicodedata

import pytest

from tests.pages.drawing import charts, visit, words

AWKWARD = {
    "emoji with joiners": "👩\u200d🚀 👨\u200d👩\u200d👧‍👦 🇰🇷",
    "decomposed Hangul": unicodedata.normalize("NFD", "영화가 재미있다"),
    "half-typed": "재밌ㄷ ㅋㅋㅋ",
    "control characters": "a\x00b\x1b\u200b\u2028c",
    "one long word": "가" * 300,
    "markup": "<img src=x onerror=alert(1)> **b** $x$ [[base]]",
    "a space": " ",
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
@pytest.mark.parametrize("base", ["characters", "bytes"])
def test_any_sentence(text: str, base: str) -> None:
    page = visit("bpe", "ko", **{"bpe-base": base, "sentence-ko": text, "bpe-tiny": text[:60]})
    assert not page.exception, page.exception
    assert "\ufffd" not in words(page)


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_any_text_to_learn_from(text: str) -> None:
    page = visit("bpe", "ko", **{"bpe-source": "own", "bpe-own": text})
    assert not page.exception, page.exception
    assert len(charts(page)) >= 2


def test_no_text_to_learn_from() -> None:
    page = visit("bpe", "ko", **{"bpe-source": "own", "bpe-own": ""})
    assert any("학습할 글이 없어요" in one.value for one in page.warning)
    assert len(charts(page)) == 2, "the reviews stand in"


def test_one_huge_line() -> None:
    """What an address cannot carry is typed."""
    page = visit("bpe", "en", **{"bpe-source": "own"})
    page.text_area[0].set_value("supercalifragilistic" * 5000).run()
    assert not page.exception
    assert any("first 20,000" in one.value for one in page.warning)


def test_a_corpus_smaller_than_the_vocabulary() -> None:
    page = visit(
        "bpe", "en", **{"bpe-source": "own", "bpe-own": "low lower low", "bpe-size": "4000"}
    )
    assert "could not be filled to 4,000" in words(page)


def test_a_vocabulary_smaller_than_the_alphabet() -> None:
    page = visit("bpe", "ko", **{"bpe-source": "ko", "bpe-size": "500"})
    assert "병합할 자리가 없어요" in words(page)


def test_measured_now_or_on_public_text() -> None:
    assert "Tatoeba sentence pairs" in words(visit("bpe", "en"))
    live = words(visit("bpe", "en", **{"bpe-data": "live"}))
    assert "Tatoeba sentence pairs" not in live and "took no part in learning" in live
