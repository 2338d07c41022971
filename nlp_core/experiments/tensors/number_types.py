"""Data types: what their bits are for, and what becomes of a number that does not fit.

``torch.tensor(n, dtype=...)`` refuses most numbers beyond a type's range, ``.to(dtype)`` refuses
none: integers wrap around (two's complement), floating-point numbers overflow to infinity (IEEE
754), and a floating-point number beyond an integer's range has no defined result (PyTorch,
"Tensor.to"; C++17, 7.10).
"""

import math
from dataclasses import dataclass

import numpy as np
import torch

from nlp_core.errors import LearnerError

GREATEST = 10**15


@dataclass(frozen=True)
class NumberType:
    """One dtype: its size, its range, its finest step beside 1, and what its bits are for."""

    name: str
    bytes: int
    low: float
    high: float
    step: float
    bits: tuple[int, int, int]  # sign, exponent (0 for integers), fraction or magnitude

    @property
    def dtype(self) -> torch.dtype:
        """PyTorch's own object."""
        found: torch.dtype = getattr(torch, self.name)
        return found


@dataclass(frozen=True)
class Kept:
    """What a type keeps of a number, made with that type (None if refused) and converted to it."""

    kind: NumberType
    written: float | None
    error: str
    converted: float
    defined: bool  # whether the conversion has a defined result


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


def parse_number(text: str) -> int | float:
    """A number as typed, an integer where it has no point; raises LearnerError number-wanted."""
    try:
        number = int(text) if text.strip().lstrip("+-").isdigit() else float(text)
    except ValueError:
        raise LearnerError("number-wanted", item=text.strip()[:20]) from None
    if not abs(number) <= GREATEST:  # nor is nan
        raise LearnerError("number-wanted", item=text.strip()[:20])
    return number


def keep(number: int | float) -> list[Kept]:
    """The number written into a tensor of each type, and ``torch.tensor(number)`` converted."""
    start = torch.tensor(number)  # int64 or float32
    found = []
    for kind in number_types():
        written, error = None, ""
        try:
            written = torch.tensor(number, dtype=kind.dtype).item()
        except RuntimeError as refusal:
            error = str(refusal).splitlines()[0]
        converted = start.to(kind.dtype).item()
        found.append(Kept(kind, written, error, converted, _defined(start.item(), kind)))
    return found


def _defined(number: int | float, kind: NumberType) -> bool:
    integers = kind.bits[1] == 0 and kind.name != "bool"
    return not integers or isinstance(number, int) or kind.low <= int(number) <= kind.high


def inferred_types() -> dict[str, str]:
    """Which dtype ``torch.tensor`` infers from values, and what mixing makes of it."""
    whole, real = torch.tensor([1, 2, 3]), torch.tensor([1.0, 2.0, 3.0])
    return {
        "integers": _name(whole.dtype),
        "reals": _name(real.dtype),
        "truths": _name(torch.tensor([True, False]).dtype),
        "mixed": _name((whole + 0.5).dtype),
        "divided": _name((whole / 2).dtype),
        "numpy": _name(torch.from_numpy(np.ones(3)).dtype),
    }
