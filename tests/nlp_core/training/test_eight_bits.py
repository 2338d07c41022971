"""Matrices in 8 bits come back but for half a step of their row."""

import torch

from nlp_core.training.eight_bits import from_eight_bits, in_eight_bits


def test_rounding_is_within_half_a_step_of_each_row() -> None:
    matrix = torch.randn(20, 8, generator=torch.Generator().manual_seed(0))
    matrix[3] *= 1000
    matrix[5] = 0
    numbers, scale = in_eight_bits(matrix)
    assert numbers.dtype == torch.int8 and numbers.abs().max() <= 127
    back = from_eight_bits(numbers, scale)
    assert ((back - matrix).abs() <= scale[:, None] / 2 + 1e-7).all()
    assert not back[5].any()
