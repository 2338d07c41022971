"""What the positions lesson measured: its trainings, and what the page says of them."""

import json
from dataclasses import replace

import pytest

from nlp_core.corpora.word_order import LANGUAGES
from nlp_core.experiments.positions import held_out
from nlp_core.measurements import positions, positions_results
from nlp_core.measurements.positions_results import CHANCE
from nlp_core.models.order_encoder import WAYS
from nlp_core.recipes.word_order import SEEDS, WordOrderSpec


def test_every_training_is_made_with_every_seed() -> None:
    wanted = positions.specs()
    for spec in wanted:
        assert {replace(spec, seed=seed) for seed in SEEDS} <= set(wanted)
    assert {spec.language for spec in wanted} == set(LANGUAGES)
    assert held_out.BY_CLAUSE == 8  # as the page says
    assert len(SEEDS) >= 3 and max(held_out.LENGTHS) > 2 * WordOrderSpec().clauses


def test_stored_results_hold_every_training() -> None:
    runs = positions_results.results()["runs"]
    found = {(one["language"], one["seed"]) for one in runs}
    assert found == {(one.language, one.seed) for one in positions.specs()}
    json.dumps(runs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", positions_results.VIEWS)
def test_every_view_has_all_ways_and_what_guessing_scores(language: str, view: str) -> None:
    lines = positions_results.lines(language, view)
    assert [line.name for line in lines] == [*WAYS, CHANCE]
    for line in lines:
        pairs = zip(line.low, line.mean, line.high, strict=True)
        assert all(low <= mean <= high for low, mean, high in pairs)
        assert list(line.x) == list(lines[0].x)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_says_holds(language: str) -> None:
    numbers = positions_results.numbers(language)
    trained = numbers["trained"]
    chance = 1 / (2 * trained)
    # Without positions, no better than guessing; the same models know where.
    assert abs(numbers["none_trained"] - chance) < 0.07
    assert abs(numbers["none_longest"] - 1 / (2 * numbers["longest"])) < 0.07
    assert all(numbers[f"{way}_where"] > 0.95 for way in WAYS)
    # With positions, or under a causal mask, order is learned; beyond the trained length it breaks.
    for way in WAYS[1:]:
        assert numbers[f"{way}_trained"] > 3 * chance, way
        assert numbers[f"{way}_longest"] < numbers[f"{way}_trained"], way
    for way in ("learned", "sinusoidal"):
        assert numbers[f"{way}_beyond"] < 0.8 * numbers[f"{way}_trained"], way


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shuffle_turns_answers_where_positions_are_known(language: str) -> None:
    turned = positions_results.turned(language)
    assert turned["none"] == 0 and turned["difference"] < 1e-4
    assert turned["rotary"] > 0.9
    if language == "ko":
        assert turned["rotary_phrases"] < 0.2  # particles moved along
    else:
        assert turned["rotary_phrases"] == turned["rotary"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_early_clauses_are_read_and_late_ones_are_not(language: str) -> None:
    lines = {line.name: line for line in positions_results.lines(language, "clause")}
    assert lines["learned"].mean[0] > lines["learned"].mean[-1] + 0.2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_on_long_sentences_is_found_and_not_named(language: str) -> None:
    best = positions_results.best_at_longest(language)
    assert best and set(best) <= set(WAYS) - {"none"}


def test_another_view_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no 'loss'"):
        positions_results.lines("ko", "loss")
