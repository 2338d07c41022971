"""The recurrent lesson with texts and settings that are not its own."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

both = pytest.mark.parametrize("language", ["ko", "en"])
TEXTS = {
    "one character": "가",
    "emoji": "👨‍👩‍👧‍👦🇰🇷🙂" * 30,
    "mixed languages": "안녕 hello 你好 مرحبا",
    "words of JavaScript": "constructor __proto__ valueOf",
    "markup": "<b>*bold*</b> $x$ [[value]]",
    "huge": "고양이가 운다. The cat cries. " * 2000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@both
def test_any_text_is_read(text: str, language: str) -> None:
    address = {f"sentence-{language}": text, f"recurrent-start-{language}": text}
    page = unfold(visit("recurrent", language, **address))
    assert not page.exception, page.exception
    assert len(charts(page)) >= 7 and page.info


@both
def test_nothing_to_read_is_said_and_a_ready_sentence_read(language: str) -> None:
    page = unfold(visit("recurrent", language, **{f"sentence-{language}": " "}))
    assert not page.exception
    said = {"ko": "준비된 문장을 대신", "en": "ready sentence"}[language]
    assert any(said in str(one.value) for one in page.warning)
    assert len(charts(page)) >= 6


@pytest.mark.parametrize("radius", ["0.2", "1", "2.5"])
@pytest.mark.parametrize("activation", ["tanh", "relu", "linear"])
def test_every_setting_draws_its_curve(radius: str, activation: str) -> None:
    address = {"recurrent-radius": radius, "recurrent-activation": activation}
    page = visit("recurrent", "en", **address)
    assert not page.exception
    assert "nan" not in words(page).lower()


@pytest.mark.parametrize("value", ["0", "10000", "-1", "1e999", "NaN"])
def test_absurd_time_steps_and_sizes_are_put_right(value: str) -> None:
    address = {"recurrent-time": value, "recurrent-hidden": value, "recurrent-radius": value}
    page = visit("recurrent", "en", **address)
    assert not page.exception
    assert page.warning and charts(page)
    assert page.query_params["recurrent-hidden"] == "128"


@both
def test_the_other_languages_world_is_read_and_written(language: str) -> None:
    page = unfold(visit("recurrent", language, **{"recurrent-corpus": "other"}))
    assert not page.exception and not page.warning
    start = {"ko": ">The<", "en": ">고양이가<"}[language]
    assert start in "".join(html.proto.body for html in page.get("html"))


def test_jamo_are_offered_and_the_nearest_model_is_shown() -> None:
    page = visit("recurrent", "ko", **{"recurrent-unit": "jamo"})
    assert not page.exception
    assert page.button(key="recurrent-model-train").label == "지금 학습하기"


def test_clipping_is_compared_for_both_optimizers() -> None:
    page = unfold(visit("recurrent", "en", **{"recurrent-optimizer": "adam"}))
    assert not page.exception
    assert "clipped to norm 1" in str([chart.proto for chart in charts(page)])
