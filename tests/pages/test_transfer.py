"""The transfer lesson with texts, numbers and choices that are not its own."""

import unicodedata

import pytest

from pages.parts import transfer as parts
from tests.pages.drawing import charts, unfold, visit, words

OPENED = {"transfer-open": "worth,own,how,llm"}


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("texts", parts.measured_texts().options)
def test_every_set_of_texts_has_its_curves(language: str, texts: str) -> None:
    page = unfold(visit("transfer", language, **{"transfer-texts": texts, **OPENED}))
    assert not page.exception and not page.warning
    assert len(charts(page)) >= 5


@pytest.mark.parametrize("way", ["pretrained", "embeddings", "frozen", "scratch"])
def test_every_way_can_be_asked_for(way: str) -> None:
    page = visit("transfer", "ko", **{"transfer-way": way})
    assert not page.exception
    assert page.query_params["transfer-way"] == way


def test_without_a_base_it_is_said_and_from_scratch_can_be_trained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("nlp_core.recipes.fine_tuning.MINI_BERT", _nowhere())
    page = visit("transfer", "en")
    assert "no pre-trained small BERT" in words(page)
    if "en" not in parts.measured_texts().options:
        return
    page = visit("transfer", "en", **{"transfer-texts": "en", "transfer-way": "scratch"})
    assert any(str(one.key).endswith("-train") for one in page.button)


def _nowhere() -> object:
    from nlp_core.recipes.pretraining import PretrainingSpec

    return PretrainingSpec(corpus="little_world", d_model=16, n_layer=1, n_head=1, seed=99)


@pytest.mark.parametrize("kind", ["masked", "next", "order"])
@pytest.mark.parametrize(
    "typed",
    [
        "비가 왔다. 우산을 썼다.",
        "한 문장뿐",
        "👨‍👩‍👧 ok. <b>yes</b>!",
        unicodedata.normalize("NFD", "강아지가 뛴다. 고양이는 잔다."),
        "ㅋㅋㅋ",
        "bad\x00 control. ok",
        "긴 글. " * 100,
        "긴" * 1000,
    ],
)
def test_any_text_makes_questions(kind: str, typed: str) -> None:
    page = visit("transfer", "ko", **{"sentence-ko": typed, "transfer-kind": kind})
    assert not page.exception
    assert len(charts(page)) == 2


@pytest.mark.parametrize("typed", [" ", "\u200b"])
def test_an_empty_text_is_told(typed: str) -> None:
    page = visit("transfer", "en", **{"sentence-en": typed})
    assert not page.exception
    assert any("nothing to read" in str(one.value) for one in page.warning)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"transfer-n": "many"}, "cannot be read as a number"),
        ({"transfer-d": "1e99"}, "10 to the 18th"),
        ({"transfer-n": "<b>7</b>"}, "cannot be read as a number"),
    ],
)
def test_a_size_that_is_no_number_is_told(values: dict[str, str], said: str) -> None:
    page = unfold(visit("transfer", "en", **values, **{"transfer-open": "llm"}))
    assert not page.exception
    assert any(said in str(one.value) for one in page.warning)


def test_a_label_count_of_other_texts_is_told_and_put_right() -> None:
    page = visit("transfer", "en", **{"transfer-labels": "200"})
    assert not page.exception
    assert page.query_params["transfer-labels"] == "100"


def test_an_example_stands_in_for_an_empty_review() -> None:
    page = unfold(visit("transfer", "ko"))
    before = len(charts(page))
    next(one for one in page.text_input if one.key == "transfer-review").set_value(" ").run()
    assert not page.exception and page.warning
    assert len(charts(page)) == before
