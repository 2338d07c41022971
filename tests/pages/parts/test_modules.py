"""The modules lesson's controls cover its recipe, and its numbers come from the network."""

from dataclasses import fields

import numpy as np

from nlp_core.corpora.points import Points
from nlp_core.experiments.modules.networks import Description
from nlp_core.recipes.points import PointsSpec
from pages.parts.modules import FIRST, REST, added, baseline, mode_rows


def test_the_stage_sets_every_field_that_a_learner_may() -> None:
    keys = {control.key for control in (*FIRST, *REST)}
    assert keys == {field.name for field in fields(PointsSpec)} - {"points", "seed"}
    defaults = {
        c.key: c.default if c.default is not None else next(iter(c.options))
        for c in (*FIRST, *REST)
    }
    assert PointsSpec(**defaults) == PointsSpec()


def test_the_baseline_is_the_larger_class() -> None:
    points = Points(np.zeros((4, 2), np.float32), np.array([0, 1, 1, 1]))
    assert baseline(points) == 0.75


def test_an_added_module_is_used_by_a_sequential_alone() -> None:
    found = added(Description())
    assert (found["sequential_changed"], found["own_changed"]) == ("예", "아니요")
    assert found["after"] == found["closed"] > found["before"] == 67


def test_each_answer_has_its_row() -> None:
    rows = mode_rows({"train": [0.1, 0.2], "eval": [0.3]})
    assert list(rows) == ["train() 1", "train() 2", "eval() 1"]
    assert rows["train() 1"][1] != rows["eval() 1"][1]
