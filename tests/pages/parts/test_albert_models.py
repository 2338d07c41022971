"""The ALBERT lesson's trained models: what is believed of two parts, and the latency."""

from functools import cache
from pathlib import Path

import pytest

from nlp_core.engine.library import Library
from nlp_core.errors import LearnerError
from nlp_core.experiments.albert.layers import Run, read
from nlp_core.experiments.albert.pairs import TASKS
from nlp_core.places import MODELS
from nlp_core.recipes.mini_models import MINI_ALBERT
from nlp_core.recipes.sentence_pairs import little_albert
from nlp_core.trained import Trained
from pages.parts import albert_models as models


@cache
def untrained(task: str, sharing: str = "all") -> Run:
    spec = little_albert(task, sharing=sharing)
    return Trained("x", spec, spec.build().model.eval(), None, {})


@pytest.mark.parametrize("place", [0, 1])
def test_both_parts_are_believed_as_typed_and_swapped(place: int) -> None:
    runs = {task: untrained(task) for task in TASKS}
    spoken = ("ko", "en")[place]
    drawn, chances = models.believed(runs, models.FIRST[place], models.SECOND[place], spoken)
    assert all(0 < value < 1 for pair in chances.values() for value in pair)
    assert len(drawn.table) == 3
    with pytest.raises(LearnerError):
        models.believed(runs, "🙂", models.SECOND[place], spoken)


@pytest.mark.parametrize("view", models.VIEWS)
@pytest.mark.parametrize("kinds", [("shared",), ("shared", "unshared")])
def test_every_view_of_the_layers_has_every_model(view: str, kinds: tuple[str, ...]) -> None:
    sharing = {"shared": "all", "unshared": "none"}
    runs = {kind: untrained("order", sharing[kind]) for kind in kinds}
    tokens = read(models.EXAMPLES["en"])
    drawn = models.passing(runs, tokens, view, "en")
    layers = little_albert().n_layer
    assert len(drawn.table["model"]) == len(kinds) * (layers + (view == "norm"))
    for kind, run in runs.items():
        found = models.layer_numbers(run, tokens)
        assert found["passes"] == layers
        assert found["blocks"] == (1 if kind == "shared" else layers)


def test_the_model_of_real_text_ships_and_tells_the_order_of_a_review() -> None:
    nowhere = str(Path("/nonexistent"))
    real = Library(MODELS, nowhere, memory_bytes=2**28, disk_bytes=2**20).find(MINI_ALBERT)
    assert real is not None
    for place, spoken in enumerate(("ko", "en")):
        parts = models.REVIEW_FIRST[place], models.REVIEW_SECOND[place]
        runs = {"order": untrained("order"), models.REVIEWS: real}
        drawn, chances = models.believed(runs, *parts, spoken)
        told = models.real_numbers(real, chances[models.REVIEWS])
        assert told["typed"] > 0.8 and told["swapped"] < 0.2
        assert told["pairs_ko"] > 0.8 and told["pairs_en"] > 0.6
        assert models.NAMES[models.REVIEWS][place] in next(iter(drawn.table.values()))


def test_another_storys_part_can_be_written_with_a_click() -> None:
    for spoken in ("ko", "en"):
        assert len(models.second(spoken).examples) == 3
        assert len(models.first(spoken).examples) == 2


@pytest.mark.parametrize("spoken", ["ko", "en"])
def test_the_file_and_the_time_are_drawn(spoken: str) -> None:
    columns = list(models.latency(spoken).table.values())
    assert len(columns[0]) == 2 and columns[1][0] < 0.12 < columns[1][1]


@pytest.mark.parametrize("spoken", ["ko", "en"])
def test_the_grid_has_four_cells_and_four_baselines(spoken: str) -> None:
    columns = list(models.grid(spoken).table.values())
    assert len(columns[0]) == 8 and columns[-1][4:] == [None] * 4
    assert models.nearest_guess(spoken) in models.GUESSES
    assert {"next_order", "sides_order", "seeds"} <= set(models.pair_numbers(spoken))
