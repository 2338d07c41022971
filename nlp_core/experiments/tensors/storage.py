"""A tensor is a window onto a row of memory: offset, shape and strides (PyTorch, "Tensor Views").

Two tensors that look onto the same row are views of each other; writing through one changes both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

# The call as one writes it, and the call. `a` is a matrix that counts 0, 1, 2 ...
WINDOWS: dict[str, Callable[[Tensor], Tensor]] = {
    "a.T": lambda a: a.T,
    "a[1]": lambda a: a[1],
    "a[:, 1]": lambda a: a[:, 1],
    "a[:, ::2]": lambda a: a[:, ::2],
    "a.view(-1)": lambda a: a.view(-1),
    "a.T.view(-1)": lambda a: a.T.view(-1),
    "a.T.reshape(-1)": lambda a: a.T.reshape(-1),
    "a[:1].expand(3, -1)": lambda a: a[:1].expand(3, -1),
    "a[[0, 1]]": lambda a: a[[0, 1]],
    "a.clone()": lambda a: a.clone(),
    "a + 0": lambda a: a + 0,
    "a.add_(0)": lambda a: a.add_(0),
}


@dataclass(frozen=True)
class Window:
    """How a tensor lies in memory, and what writing through it did to the matrix it came from."""

    shape: tuple[int, ...]
    strides: tuple[int, ...]
    offset: int
    contiguous: bool
    shares: bool
    values: np.ndarray
    places: np.ndarray  # for each element, its place in the row of memory
    base_after: np.ndarray  # (rows, columns), after -1 was written to the window's first element
    error: str = ""

    @property
    def numbers(self) -> dict[str, Any]:
        """The values for the words of the lesson."""
        named = {name: getattr(self, name) for name in ("shape", "strides", "offset")}
        changed = int((self.base_after == -1).sum())
        return {**named, "contiguous": self.contiguous, "changed": changed}


def storage_places(shape: tuple[int, ...], strides: tuple[int, ...], offset: int) -> np.ndarray:
    """Where each element lies: offset + index . strides.

    >>> storage_places((2, 3), (1, 2), 0).tolist()
    [[0, 2, 4], [1, 3, 5]]
    """
    places = np.full(shape, offset)
    for index, stride in zip(np.indices(shape), strides, strict=True):
        places += index * stride
    return places


def base_matrix(rows: int, columns: int) -> Tensor:
    """The matrix behind the views: (rows, columns), counting up in memory."""
    return torch.arange(float(rows * columns)).reshape(rows, columns)


def look(call: str, rows: int, columns: int) -> Window:
    """Make the tensor ``call`` from a fresh matrix, measure it, write -1 through it, look again."""
    base = base_matrix(rows, columns)
    try:
        made = WINDOWS[call](base)
    except RuntimeError as refusal:
        nothing = np.zeros((0,))
        shape, strides = tuple(base.T.shape), base.T.stride()
        return Window(shape, strides, 0, False, False, nothing, nothing, base.numpy(), str(refusal))
    shape, strides, offset = tuple(made.shape), made.stride(), int(made.storage_offset())
    contiguous, values = made.is_contiguous(), made.numpy().copy()
    shares = made.untyped_storage().data_ptr() == base.untyped_storage().data_ptr()
    made[(0,) * made.ndim] = -1.0
    places = storage_places(shape, strides, offset)
    return Window(shape, strides, offset, contiguous, shares, values, places, base.numpy())


def shared_with_numpy() -> dict[str, str]:
    """Write 100 into a NumPy array: ``from_numpy`` looks onto it, ``torch.tensor`` copied it."""
    array = np.array([1.0, 2.0, 3.0])
    window, copy = torch.from_numpy(array), torch.tensor(array)
    array[0] = 100.0
    return {"window": str(window.tolist()), "copy": str(copy.tolist())}
