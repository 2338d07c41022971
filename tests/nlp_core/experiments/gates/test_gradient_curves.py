"""Gradients by distance of untrained and trained cells, over seeds."""

import numpy as np
import pytest

from nlp_core.experiments.gates.gradient_curves import FARTHEST, trained, untrained
from nlp_core.recipes.memory_task import MemoryTaskSpec
from nlp_core.trained import Trained

CARD = {"history": [], "metrics": {}}


@pytest.mark.parametrize("task", ["adding", "recall"])
def test_gates_that_begin_open_let_the_gradient_through(task: str) -> None:
    opened = {one.cell: one.share[-1] for one in untrained(task, 50, 4.0, "random")}
    halved = {one.cell: one.share[-1] for one in untrained(task, 50, 0.0, "random")}
    assert opened["lstm"] > 1e3 * halved["lstm"]
    assert opened["lstm"] > 1e6 * opened["rnn"]
    assert opened["gru"] > 1e6 * opened["rnn"]
    assert halved["rnn"] == pytest.approx(opened["rnn"])  # no gate, no bias of a gate


def test_a_half_open_lstm_vanishes_too() -> None:
    found = {one.cell: one.share[50] for one in untrained("adding", 50, 0.0, "random")}
    assert found["lstm"] < 1e-6


def test_an_identity_keeps_the_gradient_without_any_gate() -> None:
    found = {one.cell: one.share[-1] for one in untrained("adding", 50, 0.0, "identity")}
    assert found["rnn"] > 0.01


def test_curves_lie_between_their_seeds_and_end_at_the_farthest_step() -> None:
    for one in untrained("recall", 200, 4.0, "random"):
        assert len(one.share) == FARTHEST + 1
        assert one.low is not None and one.high is not None
        for low, share, high in zip(one.low, one.share, one.high, strict=True):
            assert low <= share * (1 + 1e-9) and share <= high * (1 + 1e-9)


def test_a_trained_model_s_curves_are_those_of_its_nets() -> None:
    spec = MemoryTaskSpec(lag=5, hidden=4)
    run = Trained("run", spec, spec.build().model, None, CARD)
    found = trained(run)
    assert [one.cell for one in found] == ["rnn", "lstm", "gru"]
    assert all(len(one.share) == 16 and one.low is None for one in found)
    assert np.isclose([one.share[0] for one in found], 1).all()
