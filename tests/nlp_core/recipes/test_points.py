"""The points recipe learns, repeats, keeps its boundary, and ends a lost training."""

import json
import math
from dataclasses import asdict

import numpy as np
import pytest
import torch

from nlp_core.errors import LearnerError
from nlp_core.experiments.modules.training_steps import neuron_pictures
from nlp_core.models.mlp import MLP
from nlp_core.recipes.points import PointsSpec, field_grid, field_picture
from nlp_core.training.run import Point, Spec


def fitted(**fields: object) -> tuple[MLP, list[Point]]:
    spec = PointsSpec(**fields)  # type: ignore[arg-type]
    bundle = spec.build()
    points = list(spec.fit(bundle))
    assert isinstance(bundle.model, MLP)
    return bundle.model, points


def test_two_moons_are_parted() -> None:
    _, points = fitted(rate=0.1, epochs=60)
    assert points[-1].metrics["accuracy"] >= 0.98
    assert points[0].step == 0 and points[-1].step == points[-1].total
    assert points[-1].loss < 0.1 < points[0].loss


def test_a_training_repeats_itself() -> None:
    first, second = (fitted(epochs=3, dropout=0.2)[1] for _ in range(2))
    assert [point.loss for point in first] == [point.loss for point in second]
    assert torch.get_num_threads() >= 1


def test_the_boundary_moves_and_ends_as_the_model_has_it() -> None:
    model, points = fitted(epochs=4, optimizer="adam", rate=0.05)
    pictures = [point.snapshot["field"] for point in points if point.snapshot]
    assert len(pictures) == 5 and not torch.equal(pictures[0], pictures[-1])
    assert torch.equal(pictures[-1], field_picture(model))
    grid = field_grid(3)
    assert np.allclose(grid[1], [0.0, -4 / 3]) and np.allclose(grid[3], [-4 / 3, 0.0])


def test_a_lost_training_ends_with_its_nan() -> None:
    _, points = fitted(rate=1e6)
    assert math.isnan(points[-1].loss) and points[-1].step < points[-1].total
    assert points[-1].snapshot is not None


def test_a_rate_of_zero_changes_nothing() -> None:
    _, points = fitted(rate=0.0, epochs=2)
    assert points[0].metrics == points[-1].metrics


def test_own_points() -> None:
    _, points = fitted(data="own", points="1 1 0; -1 -1 0; 1 -1 1; -1 1 1", epochs=80,
                       optimizer="adam", rate=0.05, batch_size=4)  # fmt: skip
    assert points[-1].metrics["accuracy"] == 1.0
    _, points = fitted(data="own", points="1 1 0; 1 1 1; 1 1 0; 1 1 1", epochs=5)
    assert points[-1].metrics["accuracy"] == 0.5  # one spot, two classes
    with pytest.raises(LearnerError, match="points-few"):
        fitted(data="own")


@pytest.mark.parametrize(("depth", "width"), [(0, 16), (1, 2), (3, 32)])
def test_any_depth_and_width(depth: int, width: int) -> None:
    model, points = fitted(depth=depth, width=width, epochs=1)
    assert math.isfinite(points[-1].loss)
    if depth:
        assert neuron_pictures(model.eval(), 0, field_grid(5)).shape == (width, 25)


def test_the_spec_is_json_and_a_spec() -> None:
    spec = PointsSpec()
    assert isinstance(spec, Spec) and json.dumps(asdict(spec))
