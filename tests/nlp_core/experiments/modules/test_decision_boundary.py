"""Points and their parts, the end of a training, the first steps."""

import math

import pytest

from nlp_core.experiments.modules.decision_boundary import (
    all_points,
    first_steps,
    how_it_went,
    logits_at,
)
from nlp_core.models.mlp import MLP
from nlp_core.recipes.points import PointsSpec


def test_held_out_points_come_last() -> None:
    spec = PointsSpec()
    points, hidden = all_points(spec)
    train, test = spec.split()
    assert len(points) == len(train) + len(test) and hidden.sum() == len(test)
    own = PointsSpec(data="own", points="0 0 0; 1 1 1; 0 1 0; 1 0 1")
    assert not all_points(own)[1].any()


@pytest.mark.parametrize(
    ("losses", "end"),
    [((0.7, 0.1), "learned"), ((0.7, math.nan), "lost"), ((0.7, math.inf), "lost"),
     ((0.7, 80.0), "worse"), ((0.7, 0.7), "still")],
)  # fmt: skip
def test_how_it_went(losses: tuple[float, ...], end: str) -> None:
    assert how_it_went([{"loss": loss} for loss in losses]) == end


def test_first_steps_look_at_every_line() -> None:
    states = first_steps(PointsSpec(), 2)
    assert [state.line for state in states[:5]] == [state.line for state in states[5:]]
    assert states[0].gradient is None and states[5].gradient is not None


def test_logits_at_a_place() -> None:
    assert logits_at(MLP((2, 4, 2)).eval(), (0.5, -1.0)).shape == (2,)
