"""A matrix times one vector, in a compiled loop that reads the matrix once, from front to back.

That is all a language model does for a single token, and memory sets its pace. The matrix routines
behind torch are made for many vectors at a time: with one, they read a matrix that is not in the
processor's cache two to four times more slowly than this. Without numba, or where the numbers are
not float32 on the CPU, torch's own product is taken.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[Any]


def multiply(matrix: Array, vector: Array, start: Array, result: Array) -> None:
    """result (N,) = matrix (N, K) times vector (K,), plus ``start`` (N,)."""
    for row in range(len(matrix)):
        total = np.float32(0)
        for i in range(len(vector)):
            total += matrix[row, i] * vector[i]
        result[row] = start[row] + total


@cache
def compiled() -> Callable[[Array, Array, Array, Array], None] | None:
    """``multiply``, compiled; None where numba is not installed."""
    try:
        from numba import njit
    except ModuleNotFoundError:
        return None
    # to add in another order is what lets eight or sixteen numbers be added at once
    return njit(nogil=True, fastmath={"reassoc", "contract"})(multiply)


class Dense:
    """A linear layer for one vector at a time: ``weight`` (out, in), ``bias`` (out,) or None."""

    def __init__(self, weight: Tensor, bias: Tensor | None = None) -> None:
        self.weight = weight.detach().contiguous()
        self.bias = self.weight.new_zeros(len(weight)) if bias is None else bias.detach()
        plain = self.weight.dtype == torch.float32 and self.weight.device.type == "cpu"
        self._multiply = compiled() if plain else None
        if self._multiply is not None:
            self._arrays = self.weight.numpy(), self.bias.contiguous().numpy()

    def __call__(self, x: Tensor) -> Tensor:
        """x (1, in) to (1, out)."""
        if self._multiply is None:
            return F.linear(x, self.weight, self.bias)
        result = torch.empty(1, len(self.weight))
        matrix, start = self._arrays
        self._multiply(matrix, x.view(-1).numpy(), start, result.view(-1).numpy())
        return result
