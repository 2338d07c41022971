"""How far gradients reach: the lesson's claims, on models as they are built."""

import numpy as np
import pytest

from nlp_core.experiments.recurrent import gradients, reading
from nlp_core.experiments.recurrent.gradients import Curve
from nlp_core.experiments.recurrent.reading import TrainedWriter
from nlp_core.recipes.character_model import DISTANCE
from tests.nlp_core.experiments.recurrent.fresh import trained


@pytest.fixture(scope="module")
def wide() -> TrainedWriter:
    return trained(corpus="en", n_hidden=64)


def test_one_slider_makes_it_vanish_or_explode(wide: TrainedWriter) -> None:
    """Without an activation each step multiplies by about the radius, for three seeds."""
    for radius in (0.5, 1.0, 2.0):
        curve = gradients.before_training(wide, radius, "linear")
        assert len(curve.middle) == DISTANCE + 1 and curve.middle[0] == 0
        assert curve.factor == pytest.approx(radius, rel=0.08)
        assert (curve.low <= curve.middle).all() and (curve.middle <= curve.high).all()
    assert gradients.before_training(wide, 0.5, "tanh").factor < 0.5
    assert gradients.before_training(wide, 2.5, "tanh").factor > 1
    low, high = (gradients.before_training(wide, r, "relu").middle[-1] for r in (0.6, 2.5))
    assert low < -10 and high > 3


def test_the_kept_curve_is_that_of_the_model(wide: TrainedWriter) -> None:
    kept = gradients.moment(wide.snapshots[0][1]["gradient"])
    assert kept.middle[0] == 0 and kept.factor < 0.7  # before training, as torch begins
    assert gradients.after_training(wide).middle.shape == (DISTANCE + 1,)


def test_a_curve_knows_its_reach() -> None:
    line = gradients.power(0.5, 20)
    curve = Curve(line, line, line)
    assert curve.reach() == 10 and curve.reach(1e-9) is None
    assert curve.factor == pytest.approx(0.5)
    gone = np.array([0.0, -np.inf])
    assert Curve(gone, gone, gone).factor == 0.0
    assert gradients.steps_until(0.9, 1e-3) == 66


def test_the_chain_by_hand_equals_autograd(wide: TrainedWriter) -> None:
    seen = reading.read(wide, "The cat drinks milk in the kitchen.")
    found = gradients.chain(wide, seen)
    assert found is not None and found.gap < 1e-10
    assert found.norms.shape == found.slopes.shape == (len(seen.units) - 1,)
    assert (found.slopes <= 1).all() and found.norms[0] < found.norms[-1]
    shortest = gradients.chain(wide, reading.read(wide, "a"))
    assert shortest is not None and len(shortest.norms) == 1
