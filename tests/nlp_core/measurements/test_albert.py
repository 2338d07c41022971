"""What the ALBERT lesson measured, and that the page's words about it hold."""

import json

import pytest

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.albert.baselines import BASELINES
from nlp_core.experiments.albert.pairs import TASKS
from nlp_core.measurements import albert_results as measured
from nlp_core.recipes.sentence_pairs import SEEDS


def test_every_training_was_made_with_every_seed() -> None:
    runs = measured.results()["runs"]
    found = sorted((one["task"], one["seed"]) for one in runs)
    assert found == sorted((task, seed) for task in TASKS for seed in SEEDS)
    assert len(SEEDS) >= 3
    json.dumps(runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grid_has_both_questions_of_both_trainings(language: str) -> None:
    grid = measured.grid(language)
    assert [(one.trained, one.asked) for one in grid] == list(measured.PUBLISHED)
    assert all(0 <= one.low <= one.mean <= one.high <= 1 for one in grid)
    counted = measured.baselines(language)
    assert [(kind, asked) for kind, asked, _ in counted] == [
        (kind, task) for kind in BASELINES for task in TASKS
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_says_holds(language: str) -> None:
    grid = {(one.trained, one.asked): one for one in measured.grid(language)}
    counted = {(kind, asked): value for kind, asked, value in measured.baselines(language)}
    # The order is known to who learned it, and hardly to who learned next sentences.
    assert grid["order", "order"].low > 0.9
    assert grid["next", "order"].low > 0.5 and grid["next", "order"].mean < 0.7
    assert 0.55 < grid["next", "next"].mean < 0.8
    assert 0.4 < grid["order", "next"].mean < 0.65
    # Who only counts: shared words tell some of the one and nothing of the other.
    assert abs(counted["shared", "order"] - 0.5) < 0.05
    assert 0.55 < counted["shared", "next"] < 0.75
    # Which words stand first gives the order away: no sense for coherence is needed.
    assert counted["sides", "order"] > 0.95
    assert abs(counted["sides", "next"] - 0.5) < 0.05


def test_sharing_saves_the_file_and_not_the_time() -> None:
    one = measured.latency()
    assert one.file < 0.12
    assert one.low <= one.time <= one.high
    assert 0.8 < one.time < 1.25
