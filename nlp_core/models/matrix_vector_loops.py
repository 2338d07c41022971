"""What a language model computes for a single token, in compiled loops over arrays.

Most of it is a matrix times one vector, read once, from front to back, and memory sets its pace.
The matrix routines behind torch are made for many vectors at a time: with one, they read a matrix
that is not in the processor's cache two to four times more slowly than this. The rest is so little
arithmetic that calling torch for it takes longer than the arithmetic. Without numba, or where the
numbers are not float32 on the CPU, torch computes all of it.
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


def normalise(
    vector: Array, gain: Array, shift: Array, epsilon: float, centred: bool, result: Array
) -> None:
    """result (C,): vector (C,) scaled to a mean square of 1, ``centred`` first for a LayerNorm,
    times ``gain`` (C,) plus ``shift`` (C,).
    """
    mean = square = np.float32(0)
    if centred:
        for i in range(len(vector)):
            mean += vector[i]
        mean /= np.float32(len(vector))
    for i in range(len(vector)):
        square += (vector[i] - mean) * (vector[i] - mean)
    scale = np.float32(1 / np.sqrt(square / len(vector) + epsilon))
    for i in range(len(vector)):
        result[i] = (vector[i] - mean) * scale * gain[i] + shift[i]


def attend(
    asked: Array, kept: Array, place: int, cos: Array, sin: Array, epsilon: float, mixed: Array
) -> None:
    """mixed (H, D): the values that a token at ``place`` attends to.

    ``asked`` (3, H, D) are its queries, keys and values; ``kept`` (2, H, L, D) the keys and values
    of the places before, which its own join. Queries and keys are first scaled to a mean square of
    1 (``epsilon`` >= 0) and turned by ``cos`` and ``sin`` (D / 2; empty: not turned).
    """
    _, n_head, size = asked.shape
    half, weights = len(cos), np.empty(place + 1, np.float32)
    for head in range(n_head):
        for part in range(2):
            vector = asked[part, head]
            square = np.float32(0)
            for i in range(size):
                square += vector[i] * vector[i]
            scale = np.float32(1 / np.sqrt(square / size + epsilon) if epsilon >= 0 else 1)
            for i in range(size):
                vector[i] *= scale
            for i in range(half):
                one, two = vector[i], vector[i + half]
                vector[i] = one * cos[i] - two * sin[i]
                vector[i + half] = one * sin[i] + two * cos[i]
        for i in range(size):
            kept[0, head, place, i], kept[1, head, place, i] = asked[1, head, i], asked[2, head, i]
            mixed[head, i] = 0
        total, highest = np.float32(0), np.float32(-np.inf)
        for at in range(place + 1):
            score = np.float32(0)
            for i in range(size):
                score += asked[0, head, i] * kept[0, head, at, i]
            weights[at] = score / np.float32(np.sqrt(size))
            highest = max(highest, weights[at])
        for at in range(place + 1):
            weights[at] = np.exp(weights[at] - highest)
            total += weights[at]
        for at in range(place + 1):
            for i in range(size):
                mixed[head, i] += weights[at] / total * kept[1, head, at, i]


Loop = Callable[..., None]


@cache
def compiled() -> tuple[Loop, Loop, Loop] | None:
    """``multiply``, ``normalise`` and ``attend``, compiled; None where numba is not installed."""
    try:
        from numba import njit
    except ModuleNotFoundError:
        return None
    # to add in another order is what lets eight or sixteen numbers be added at once
    fast = njit(nogil=True, fastmath={"reassoc", "contract"})
    return fast(multiply), fast(normalise), fast(attend)


class Dense:
    """A linear layer for one vector at a time: ``weight`` (out, in), ``bias`` (out,) or None."""

    def __init__(self, weight: Tensor, bias: Tensor | None = None) -> None:
        self.weight = weight.detach().contiguous()
        self.bias = self.weight.new_zeros(len(weight)) if bias is None else bias.detach()
        loops = compiled() if is_plain(self.weight) else None
        self._multiply = None if loops is None else loops[0]
        if self._multiply is not None:
            self._arrays = self.weight.numpy(), self.bias.contiguous().numpy()

    def __call__(self, x: Tensor) -> Tensor:
        """x (1, in) to (1, out)."""
        if self._multiply is None:
            return F.linear(x, self.weight, self.bias)
        result = torch.empty(1, len(self.weight))
        self.into(result.view(-1).numpy(), x.view(-1).numpy())
        return result

    def into(self, result: Array, x: Array) -> None:
        """Write the output (out,) for x (in,) into an array, by the compiled loop."""
        assert self._multiply is not None
        matrix, start = self._arrays
        self._multiply(matrix, x, start, result)

    def onto(self, result: Array, x: Array) -> None:
        """Add the output (out,) for x (in,) to an array, by the compiled loop."""
        assert self._multiply is not None
        matrix, start = self._arrays
        result += start
        self._multiply(matrix, x, result, result)


def is_plain(weight: Tensor) -> bool:
    """Whether a loop over arrays can read it: float32 on the CPU."""
    return weight.dtype == torch.float32 and weight.device.type == "cpu"
