"""The self-attention lesson with settings and sentences that are not its own."""

import pytest

from tests.pages.drawing import charts, unfold, visit, words

OPENED = {"self_attention-open": "many,numbers,trained"}
MASKS = ["none", "causal", "padding", "left", "cross"]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("story", "word"), [("0", "0"), ("4", "3"), ("9", "2")])
def test_every_story_turns_by_its_later_word(language: str, story: str, word: str) -> None:
    address = {"self_attention-story": story, "self_attention-word": word}
    page = visit("self_attention", language, **address)
    assert not page.exception and not page.warning
    assert charts(page)


def test_the_answer_turns_with_the_later_word() -> None:
    told = [
        words(visit("self_attention", "en", **{"self_attention-word": word})) for word in ("0", "3")
    ]
    answers = [one.split("The model's answer at the pronoun: **")[1].split("**")[0] for one in told]
    assert answers[0] != answers[1]


@pytest.mark.parametrize(
    ("key", "value"),
    [("story", "99"), ("word", "4"), ("heads", "3"), ("layers", "0"), ("head-2-1", "3-1")],
)
def test_what_is_not_offered_is_told_and_put_right(key: str, value: str) -> None:
    page = visit("self_attention", "en", **{f"self_attention-{key}": value})
    assert not page.exception
    assert page.warning
    assert page.query_params[f"self_attention-{key}"] != value


def test_a_setting_not_trained_yet_shows_the_shipped_model() -> None:
    page = visit("self_attention", "ko", **{"self_attention-heads": "8"})
    assert not page.exception
    assert charts(page)


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("size", ["4", "64"])
def test_every_mask_is_drawn(mask: str, size: str) -> None:
    address = {"self_attention-mask": mask, "self_attention-size": size, **OPENED}
    page = unfold(visit("self_attention", "en", **address))
    assert not page.exception and not page.warning
    assert len(charts(page)) == 7


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("ko", "나", "나"),
        ("ko", "단어 " * 2000, "32"),
        ("en", "👩‍👩‍👧‍👦 met e\u0301", "met"),
        ("ko", "\u1100\u1161\u1102\u1161", "가나"),
        ("en", "a\x00b <b>bold</b>", "bold"),
    ],
)
def test_any_sentence_is_read(language: str, typed: str, said: str) -> None:
    page = unfold(visit("self_attention", language, **{f"sentence-{language}": typed, **OPENED}))
    assert not page.exception
    tables = " ".join(str(table.value) for table in page.dataframe)
    assert said in words(page) + tables
    assert len(charts(page)) == 7


def test_an_empty_sentence_is_asked_for_and_the_example_stands_in() -> None:
    page = unfold(visit("self_attention", "en", **{"sentence-en": " ", **OPENED}))
    assert not page.exception
    assert page.warning
    assert len(charts(page)) == 7


def test_heads_that_cannot_share_the_vector_are_told() -> None:
    address = {"self_attention-size": "8", "self_attention-shared-by": "3", **OPENED}
    page = unfold(visit("self_attention", "en", **address))
    assert not page.exception
    assert any("cannot be shared" in str(one.value) for one in page.warning)
    assert len(charts(page)) == 7


def test_a_row_that_sees_nothing_is_told_and_is_no_nan() -> None:
    address = {"self_attention-mask": "left", "self_attention-query": "0", **OPENED}
    page = unfold(visit("self_attention", "en", **address))
    assert not page.exception
    assert "no key to see" in words(page)
    assert all("nan" not in str(table.value).lower() for table in page.dataframe)
