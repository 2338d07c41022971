"""A tensor is a window onto a row of memory: offset, shape and strides (PyTorch, "Tensor Views").

Two tensors that look onto the same row are views of each other; writing through one changes both.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from nlp_core.errors import LearnerError

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
        """What a lesson says of it in words."""
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
    """The matrix that the windows look onto: (rows, columns), counting up in memory."""
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


@dataclass(frozen=True)
class NumberType:
    """One dtype: its size, its range, its finest step beside 1, and what its bits are for."""

    name: str
    bytes: int
    low: float
    high: float
    step: float
    bits: tuple[int, int, int]  # sign, exponent (0 for whole numbers), fraction or magnitude


def number_types() -> list[NumberType]:
    """The dtypes that a learner meets, as this PyTorch reports them."""
    table = [NumberType("bool", 1, 0, 1, 1, (0, 0, 1))]
    for kind in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
        whole = torch.iinfo(kind)
        sign = int(whole.min < 0)
        bits = (sign, 0, whole.bits - sign)
        table.append(NumberType(_name(kind), whole.bits // 8, whole.min, whole.max, 1, bits))
    for kind in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        real = torch.finfo(kind)
        fraction = -round(math.log2(real.eps))
        bits = (1, real.bits - 1 - fraction, fraction)
        table.append(NumberType(_name(kind), real.bits // 8, real.min, real.max, real.eps, bits))
    return table


def _name(kind: torch.dtype) -> str:
    return str(kind).removeprefix("torch.")


def parse_number(text: str) -> float:
    """A decimal number as typed; raises LearnerError number-wanted."""
    try:
        number = float(text)
    except ValueError:
        raise LearnerError("number-wanted", item=text.strip()[:20]) from None
    if not math.isfinite(number) or abs(number) > 1e15:
        raise LearnerError("number-wanted", item=text.strip()[:20])
    return number


def stored_as(number: float) -> dict[str, float | int | bool]:
    """What each dtype keeps of a number: whole types cut the fraction and wrap around."""
    kept: dict[str, float | int | bool] = {}
    for kind in number_types():
        dtype = getattr(torch, kind.name)
        whole = dtype not in (torch.bool,) and not dtype.is_floating_point
        start = (
            torch.tensor(int(number), dtype=torch.int64)
            if whole
            else torch.tensor(number, dtype=torch.float64)
        )
        kept[kind.name] = start.to(dtype).item()
    return kept


def literal_types() -> dict[str, str]:
    """Which dtype ``torch.tensor`` chooses for what one writes, and what mixing makes of it."""
    whole, real = torch.tensor([1, 2, 3]), torch.tensor([1.0, 2.0, 3.0])
    return {
        "torch.tensor([1, 2, 3])": _name(whole.dtype),
        "torch.tensor([1., 2., 3.])": _name(real.dtype),
        "torch.tensor([True, False])": _name(torch.tensor([True, False]).dtype),
        "torch.tensor([1, 2, 3]) + 0.5": _name((whole + 0.5).dtype),
        "torch.tensor([1, 2, 3]) / 2": _name((whole / 2).dtype),
        "torch.from_numpy(np.ones(3))": _name(torch.from_numpy(np.ones(3)).dtype),
    }


def shared_with_numpy() -> dict[str, str]:
    """Write 100 into a NumPy array: ``from_numpy`` looks onto it, ``torch.tensor`` copied it."""
    array = np.array([1.0, 2.0, 3.0])
    window, copy = torch.from_numpy(array), torch.tensor(array)
    array[0] = 100.0
    return {"window": str(window.tolist()), "copy": str(copy.tolist())}
