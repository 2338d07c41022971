"""Matrices in 8 bits: whole numbers from -127 to 127, and a scale for each row.

A small model's weights lie so close together within a row that rounding them to one of 255 steps
hardly changes what it says, and a stored model takes a quarter of the room.
"""

import torch
from torch import Tensor


def in_eight_bits(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """A matrix (rows, columns) as whole numbers, int8, and each row's scale (rows,)."""
    wide = matrix.detach().cpu().float()
    scale = wide.abs().amax(dim=1).clamp(min=1e-12) / 127
    return (wide / scale[:, None]).round().to(torch.int8), scale


def from_eight_bits(numbers: Tensor, scale: Tensor) -> Tensor:
    """The matrix again, but for the rounding.

    >>> numbers, scale = in_eight_bits(torch.tensor([[0.5, -1.0], [0.0, 0.2]]))
    >>> [round(x, 2) for x in from_eight_bits(numbers, scale).flatten().tolist()]
    [0.5, -1.0, 0.0, 0.2]
    """
    return numbers.float() * scale.float()[:, None]
