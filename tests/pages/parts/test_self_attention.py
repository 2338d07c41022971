"""The self-attention lesson's figures: what they show is what the model computed."""

import numpy as np
import pytest

from nlp_core.experiments.self_attention import one_story
from nlp_core.recipes.referent import ReferentSpec
from nlp_core.thumbnails.trained import shipped
from pages.parts import self_attention as parts


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_matrix_has_a_row_for_each_later_word(language: str) -> None:
    run = shipped(ReferentSpec(language=language))
    told = one_story.read(run, 2)
    drawn = parts.turning(run, 2, (1, 0), 0, language)
    columns = list(drawn.table.values())
    assert all(len(column) == len(columns[0]) for column in columns)
    assert str(drawn.table).count(told[0].answer) >= 1


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_training_is_drawn_from_its_snapshot(language: str) -> None:
    spec = ReferentSpec(language=language, d_model=8, n_head=2, steps=2, batch=4)
    *_, last = spec.fit(spec.build())
    assert last.snapshot is not None
    frame = {name: found.numpy() for name, found in last.snapshot.items()}
    assert parts.live(language, frame).table


def test_the_head_drawn_is_the_one_that_points_best_or_the_one_asked_for() -> None:
    run = shipped(ReferentSpec(language="en"))
    assert parts.chosen_head(run, "auto") == one_story.judged(run).telling
    assert parts.chosen_head(run, "1-1") == (0, 0)


def test_chips_are_deepest_where_the_pronoun_looks() -> None:
    one = one_story.read(shipped(ReferentSpec(language="en")), 0)[0]
    chips = parts.story_chips(one, (1, 0))
    looked = [chip.weight or 0.0 for i, chip in enumerate(chips) if i != one.at]
    assert max(looked) == pytest.approx(float(np.delete(one.weights[1, 0], one.at).max()))
    assert chips[one.at].special


def test_every_removed_head_has_its_bar() -> None:
    run = shipped(ReferentSpec(language="en"))
    bars = list(parts.removals(run, "en").table.values())[1]
    assert bars == pytest.approx(one_story.judged(run).costs.flatten().tolist())
