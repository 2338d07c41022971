"""The attention lesson with sentences and settings that are not its own."""

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
        ("ko", "ㅋㅋ <b>", "ㅋㅋ"),
    ],
)
def test_what_it_cannot_read_is_said_and_the_page_goes_on(
    language: str, typed: str, said: str
) -> None:
    page = visit(
        "attention",
        language,
        **{"attention-sentence": "own", f"sentence-{language}": typed},
    )
    assert not page.exception
    assert any(said in str(one.value) for one in page.warning)
    assert page.info, "the end of the page is there"


def test_an_emptied_sentence_is_asked_for() -> None:
    page = visit("attention", "en", **{"attention-sentence": "own", "sentence-en": " "})
    assert not page.exception
    assert page.warning


def test_a_sentence_of_the_other_language_is_pointed_out() -> None:
    page = visit("attention", "ko", **{"attention-sentence": "own", "attention-direction": "en-ko"})
    assert not page.exception
    assert examples("en-ko")[0].rstrip(".") in words(page).replace("\\", "")
    assert charts(page)


@pytest.mark.parametrize("direction", ["en-ko", "ko-en"])
def test_without_attention_the_bottleneck_stands_in_the_matrix_place(direction: str) -> None:
    parameters = {"attention-score": "none", "attention-direction": direction}
    page = unfold(visit("attention", "en", **parameters))
    assert not page.exception
    assert "one vector" in words(page)
    assert any("Exact match" in chart.proto.alt for chart in charts(page))


def test_every_example_opens_whole() -> None:
    for number in range(len(examples("en-ko"))):
        page = unfold(visit("attention", "en", **{"attention-sentence": str(number)}))
        assert not page.exception, number
        assert len(charts(page)) >= 6


@pytest.mark.parametrize(
    ("language", "typed", "near", "after"),
    [
        ("ko", "고앙이가 우유를 마신다", "고양이가", "고양이가 우유를 마신다"),
        ("en", "Teh cat sees the rabit!", "rabbit", "Teh cat sees the rabbit!"),
    ],
)
def test_a_near_word_is_put_in_by_its_button(
    language: str, typed: str, near: str, after: str
) -> None:
    address = {"attention-sentence": "own", f"sentence-{language}": typed}
    page = visit("attention", language, **address)
    assert any(near in str(button.label) for button in page.button)
    next(button for button in page.button if button.label == near).click().run()
    assert not page.exception
    assert page.text_input(key=f"sentence-{language}").value == after
    page.switch_page("bag_of_words.py").run()
    page.switch_page("attention.py").run()
    assert page.text_input(key=f"sentence-{language}").value == after


def test_the_public_model_reads_everyday_words_and_says_how_well() -> None:
    address = {
        "attention-texts": "public",
        "attention-sentence": "own",
        "sentence-en": "Tom wants to buy a car.",
        "attention-open": "public,functions",
    }
    page = visit("attention", "en", **address)
    assert not page.exception and not page.warning
    said = words(page).replace("\\", "")
    assert "Baseline" in said and "first of the held-out" in said
    assert "compared on the example" in said
    assert any("credit" in str(frame.value.columns).lower() for frame in page.dataframe)


def test_a_word_that_cannot_even_be_spelt_is_named() -> None:
    address = {"attention-texts": "public", "attention-sentence": "own"}
    page = visit("attention", "en", **address | {"sentence-en": "The 고양이 sleeps"})
    assert any("고양이" in str(one.value) for one in page.warning)


@pytest.mark.parametrize("score", ["dot", "scaled", "general", "additive"])
@pytest.mark.parametrize("direction", ["en-ko", "ko-en"])
def test_every_score_function_opens_in_both_directions(score: str, direction: str) -> None:
    parameters = {"attention-score": score, "attention-direction": direction}
    page = visit("attention", "ko", **parameters, **{"attention-open": "functions,numbers"})
    assert not page.exception
    assert any("점수 함수마다" in chart.proto.alt for chart in charts(page))
