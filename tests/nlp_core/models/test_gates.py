"""A held gate has its value in every unit; a free one stays."""

import torch

from nlp_core.models.gates import FREE, held, hold_during


def test_only_the_named_gate_is_held() -> None:
    gate = torch.tensor([[0.2, 0.9]])
    assert held("forget", gate, {"forget": 1.0}).tolist() == [[1.0, 1.0]]
    assert held("input", gate, {"forget": 1.0}) is gate


def test_a_hold_lasts_as_long_as_it_is_said_to() -> None:
    hold = {"forget": 0.0}
    assert hold_during(3, hold, None) is hold
    assert hold_during(3, hold, range(3)) is FREE
