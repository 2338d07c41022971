"""The spec of the memory tasks: equal sizes, refused values, the same run from the same seed."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from nlp_core.recipes.memory_task import MemoryTaskSpec, as_nets

TINY = MemoryTaskSpec(lag=3, hidden=4, steps=6, batch=4)


@pytest.mark.parametrize("task", ["adding", "recall"])
def test_the_cells_have_equal_parameters(task: str) -> None:
    nets = as_nets(MemoryTaskSpec(task=task).build().model)
    sizes = [sum(p.numel() for p in net.parameters()) for net in nets.values()]
    assert list(nets) == ["rnn", "lstm", "gru"]
    assert max(sizes) / min(sizes) < 1.02


@pytest.mark.parametrize(
    ("field", "value"),
    [("lag", 0), ("lag", 10_000), ("hidden", 0), ("keep", -1.0), ("task", "sum"), ("start", "")],
)
def test_values_that_cannot_be_trained_are_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{field} must be"):
        replace(TINY, **{field: value})


def test_a_run_is_decided_by_its_spec() -> None:
    runs = []
    for _ in range(2):
        bundle = TINY.build()
        runs.append([point.metrics for point in TINY.fit(bundle)])
    assert runs[0] == runs[1]
    other = replace(TINY, seed=1)
    assert [point.metrics for point in other.fit(other.build())] != runs[0]


def test_points_tell_every_cell_and_where_its_gradient_reaches() -> None:
    points = list(TINY.fit(TINY.build()))
    assert points[0].step == 0 and points[-1].step == 6
    assert set(points[0].metrics) == {"rnn", "lstm", "gru"}
    assert points[0].snapshot is not None
    assert points[0].snapshot["reach"].shape == (3, 14)


def test_knowing_nothing_scores_the_baseline() -> None:
    spec = MemoryTaskSpec()
    _, sums = spec.held_out()
    assert spec.baseline() == pytest.approx(float(((sums - 1) ** 2).mean()))
    assert spec.baseline() == pytest.approx(1 / 6, rel=0.1)
    assert replace(spec, task="recall").baseline() == 0.1


def test_held_out_sequences_are_not_trained_on() -> None:
    inputs, _ = TINY.held_out()
    trained = next(TINY.batches())[0]
    assert not np.isin(inputs[:, :, 0].numpy(), trained[:, :, 0].numpy()).any()
    assert torch.equal(TINY.shown()[0], inputs[: len(TINY.shown()[0])])
