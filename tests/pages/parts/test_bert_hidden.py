"""The BERT lesson's models, its sentence, the hidden word, and its stage."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from nlp_core.experiments.bert.cloze import Guess, guess
from nlp_core.experiments.bert.sentence import read
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.trained import Trained
from pages.kit.engine import engine
from pages.parts import bert_hidden as stages
from pages.parts import bert_steps
from tests.pages.drawing import charts, unfold, visit, words

REAL = PretrainingSpec("mlm+nsp", "public", d_model=32, n_layer=4, n_head=4, tokens=5_000_000)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_example_hides_a_word_of_the_training_text(language: str) -> None:
    for text, place in stages.EXAMPLES["world"][language]:
        found = read(text)
        assert place in found.hideable
        assert not stages.unknown(found)


def test_what_no_training_text_had_is_named_once() -> None:
    assert stages.unknown(read("The dragon, a dragon 🙂!")) == ["dragon"]


def test_the_hidden_word_is_as_many_masks_as_pieces_and_its_signs_stay() -> None:
    found = read("안나는 책을 읽는다.")
    row = stages.chips(found, 2)
    masks = [chip for chip in row if chip.text == "[MASK]"]
    assert len(masks) == found.words[2].core
    assert row[-1].text == "." and row[-1].joined
    assert [chip.role for chip in row[:2]] == ["decoder"] * 2


def test_the_own_word_stands_below_the_five_where_it_is_not_among_them() -> None:
    guessed = tuple("abcde"), (0.5, 0.2, 0.1, 0.05, 0.01)
    without, within = Guess(*guessed, 0.001, None), Guess(*guessed, 0.1, 2)
    table = stages.stage("en", without, within, "cat", "world").table
    words = next(column for column in table.values() if "1. a" in column)
    five = ["1. a", "2. b", "3. c", "4. d", "5. e"]
    assert words == [*five, "… cat", *five]


def test_a_typed_mask_is_one_piece_wherever_it_stands() -> None:
    front, middle, back = (
        read(text) for text in ("[MASK]는 운다", "안나[mask]는 운다", "나는 [Mask].")
    )
    for found, place in ((front, 0), (middle, 0), (back, 1)):
        row = stages.chips(found, place)
        assert [chip.text for chip in row if chip.special] == ["[MASK]"]
    assert [chip.text for chip in stages.chips(middle, 0)][:3] == ["안나", "[MASK]", "는"]
    assert stages.unknown(read("the [MASK] of a dragon")) == ["dragon"]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_every_example_of_reviews_hides_a_word(language: str, number: int) -> None:
    text, place = stages.EXAMPLES["reviews"][language][number]
    found = read(text, "public")
    assert place in found.hideable and not stages.unknown(found)


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[Trained[Any, Any]]:
    """A model of real text, untrained, as if it shipped."""
    bundle = REAL.build()
    metrics = {f"{kind}top5_{one}": 0.5 for kind in ("", "bigram_") for one in ("ko", "en")}
    card = {"parameters": 1_234_567, "metrics": metrics, "run_id": "pretraining-real", "seed": 0}
    card |= {"steps": 9, "seconds": 3.0, "device": "CPU", "data": "reviews", "date": "2026-11-26"}
    run = Trained("real", REAL, bundle.model.eval(), bundle.vocabulary, card, shipped=True)
    found = SimpleNamespace(find=lambda spec, **_: run if spec == REAL else engine().find(spec))
    monkeypatch.setattr(stages, "REVIEWS", (REAL,))
    monkeypatch.setattr(stages, "engine", lambda: found)
    yield run


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_model_of_reviews_stands_beside_itself_without_the_right_side(
    language: str, real: Trained[Any, Any]
) -> None:
    page = unfold(visit("bert", language, **{"bert-learned": "reviews"}))
    assert not page.exception and not page.warning
    assert "1,234,567" in words(page)
    usual = unfold(visit("bert", language))
    assert len(charts(page)) == len(charts(usual))
    assert "1,234,567" not in words(usual)


@pytest.mark.parametrize(
    "typed", ["漢字가 좋은 영화", "the [MASK] is great 🙂", "정말 [MASK]한 영화다"]
)
def test_it_reads_any_sentence(typed: str, real: Trained[Any, Any]) -> None:
    address = {"bert-learned": "reviews", "bert-text": "own", "sentence-ko": typed}
    page = unfold(visit("bert", "ko", **address))
    assert not page.exception and not page.warning
    assert "없던 말" not in words(page)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("number", ["0", "1", "2"])
def test_what_ships_guesses_better_with_the_right_side(language: str, number: str) -> None:
    page = visit("bert", language, **{"bert-learned": "reviews", "bert-text": number})
    assert not page.exception and not page.warning
    assert page.query_params["bert-learned"] == "reviews"
    text, place = stages.EXAMPLES["reviews"][language][int(number)]
    run, words_of = engine().find(stages.REVIEWS[0]), stages.candidates("reviews")
    assert run is not None
    found = read(text, "public")
    blind, both = (guess(run, found, place, words_of, right) for right in (False, True))
    assert both.own > blind.own and both.rank is not None


def test_no_choice_is_offered_where_there_is_no_such_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "REVIEWS", ())
    page = visit("bert", "ko", **{"bert-learned": "reviews"})
    assert not page.exception
    assert "bert-learned" not in page.query_params


def test_the_steps_on_pairs_and_senses_stay_with_the_little_world(real: Trained[Any, Any]) -> None:
    assert bert_steps.of_the_world(real).spec.corpus == "little_world"
    assert list(bert_steps.layers(real).options) == [1, 2, 3, 4]
