"""The ELECTRA lesson with settings, sentences and edits that are not its own."""

import pytest

from nlp_core.measurements.electra_results import QUESTIONS, leaders
from tests.pages.clumsy import SENTENCES, WORDLESS
from tests.pages.drawing import charts, unfold, visit, words

CHARTS = 5  # everything opened, the game not scored yet


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("number", ["0", "1", "2"])
def test_every_example_opens(language: str, number: str) -> None:
    page = unfold(visit("electra", language, **{"electra-text": number}))
    assert not page.exception and not page.warning
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("probe", ["kind", "referent"])
def test_who_is_ahead_is_asked_where_somebody_is(probe: str) -> None:
    """Where the ranges of all meet that of the best, no answer would be wrong."""
    page = visit("electra", "en", **{"electra-probe": probe})
    assert not page.exception and not page.warning
    asked = any("electra-exercise-ahead" in str(one.key) for one in page.radio)
    assert asked == (len(leaders("en", probe)) < len(QUESTIONS))


def test_that_the_embeddings_of_the_film_reviews_model_were_frozen_is_said_of_it_alone() -> None:
    for corpus, frozen in (("public", True), ("little_world", False)):
        page = unfold(visit("electra", "en", **{"electra-corpus": corpus}))
        assert not page.exception
        assert ("with its embeddings frozen" in words(page)) == frozen


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        *SENTENCES,
        ("ko", "나는 [MASK]에서 책을 빌렸다", "빌렸다"),
    ],
)
def test_any_sentence_with_a_word_is_judged(language: str, typed: str, said: str) -> None:
    address = {"electra-text": "own", f"sentence-{language}": typed}
    page = unfold(visit("electra", language, **address))
    assert not page.exception
    told = words(page) + " ".join(str(chart) for chart in charts(page))
    options = [str(one) for group in page.get("button_group") for one in group.proto.options]
    listed = [one for box in page.selectbox for one in box.options]
    assert said in told + " ".join(options) + " ".join(listed)
    assert len(charts(page)) == CHARTS


@pytest.mark.parametrize("typed", WORDLESS)
def test_a_sentence_without_a_word_is_told_and_an_example_stands_in(typed: str) -> None:
    page = unfold(visit("electra", "ko", **{"electra-text": "own", "sentence-ko": typed}))
    assert not page.exception
    assert page.warning
    assert len(charts(page)) == CHARTS


FIELD = "electra-word-en-little_world-1-2"
SECOND = {"electra-text": "1"}


def test_an_edit_moves_the_stage_and_the_original_is_the_original() -> None:
    page = visit("electra", "en", **SECOND, **{FIELD: "of"})
    assert not page.exception
    assert "really replaced: **of**" in words(page)
    page = visit("electra", "en", **SECOND, **{FIELD: "lived"})
    assert "really replaced: **–**" in words(page)
    page = visit("electra", "en", **SECOND, **{FIELD: " "})
    assert not page.exception and not page.warning
    assert "really replaced: **–**" in words(page)


@pytest.mark.parametrize(
    "typed", ["two words", "<b>x</b> 🙂 y", "漢字" * 200, "🙂", "\x00\x07", "ㄱ", "[MASK]"]
)
def test_any_word_is_judged_or_told(typed: str) -> None:
    page = visit("electra", "en", **SECOND, **{FIELD: typed})
    assert not page.exception
    assert charts(page)
    if " " in typed:
        assert any("One place takes one word" in str(one.value) for one in page.warning)


def test_a_proposal_is_a_click_away() -> None:
    page = visit("electra", "en", **SECOND)
    offered = [one for one in page.button if str(one.key).startswith(f"{FIELD}-example-")]
    assert len(offered) >= 2
    word = str(offered[0].label).split()[0]
    offered[0].click().run()
    assert not page.exception
    field = next(one for one in page.text_input if one.key == FIELD)
    assert field.value == word


def test_the_game_is_scored_once_a_round_and_added_up() -> None:
    page = visit("electra", "ko", **{"electra-open": "game"})
    group = next(g for g in page.get("button_group") if "electra-marks-1" in str(g.proto.id))
    assert len(group.proto.options) >= 5
    next(one for one in page.button if one.key == "electra-score-1").click().run()
    assert not page.exception
    assert "정말 바뀐 것" in words(page)
    drawn = len(charts(page))
    next(one for one in page.button if one.key == "electra-again").click().run()
    assert page.query_params["electra-round"] == "2"
    assert "정말 바뀐 것" not in words(page)
    next(one for one in page.button if one.key == "electra-score-2").click().run()
    assert not page.exception
    assert len(charts(page)) == drawn


@pytest.mark.parametrize("number", ["0", "11", "-1", "x"])
def test_a_round_that_is_not_there_is_told(number: str) -> None:
    page = visit("electra", "en", **{"electra-round": number, "electra-open": "game"})
    assert not page.exception
    assert page.query_params["electra-round"] == "1"


def test_a_seed_not_trained_yet_shows_the_nearest_model() -> None:
    page = visit("electra", "en", **{"electra-seed": "2"})
    assert not page.exception
    assert charts(page)
