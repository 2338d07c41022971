"""Holding a gate of a recurrent cell open or shut: an argument of the forward, never a mutation.

Whoever asks what a gate is for takes it out and looks at what changes.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

Hold = Mapping[str, float]
"""A gate's name, and the value that takes the gate's place: 0 is shut, 1 is open."""

FREE: Hold = {}
"""No gate is held."""


def held(name: str, gate: Tensor, hold: Hold) -> Tensor:
    """The gate (B, C) as it is, or the value that it is held at in every unit.

    >>> held("forget", torch.tensor([[0.2, 0.9]]), {"forget": 0.0})
    tensor([[0., 0.]])
    """
    return torch.full_like(gate, hold[name]) if name in hold else gate


def hold_during(step: int, hold: Hold, during: range | None) -> Hold:
    """What is held at one step: ``hold`` in the steps of ``during``, or in all where it is None."""
    return hold if during is None or step in during else FREE
