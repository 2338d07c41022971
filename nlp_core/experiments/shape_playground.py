"""Predict, then ask PyTorch: one operation on the learner's shapes, both answers kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from nlp_core.errors import LearnerError
from nlp_core.experiments import shapes as rule
from nlp_core.experiments.einsum import einsum_shape, parse_equation
from nlp_core.experiments.indexing import index_shape, parse_index
from nlp_core.experiments.shapes import Shape


@dataclass(frozen=True)
class Operation:
    """How an operation predicts, how PyTorch does it, and how it reads its extra argument."""

    operands: int
    predict: Callable[[list[Shape], Any], Shape]
    run: Callable[[list[Tensor], Any], Tensor]
    call: str  # as one writes it; {} is the argument
    parse: Callable[[str], Any] | None = None
    argument: str = ""  # what stands in the argument's field at first


def parse_dimension(text: str) -> int:
    """One whole number, such as -1."""
    numbers = rule.parse_integers(text)
    if len(numbers) != 1:
        raise LearnerError("list-not-whole", item=text.strip()[:20])
    return numbers[0]


OPERATIONS: dict[str, Operation] = {
    "add": Operation(
        2, lambda s, _: rule.broadcast_shape(*s), lambda t, _: torch.add(*t), "a + b"
    ),
    "matmul": Operation(2, lambda s, _: rule.matmul_shape(*s), lambda t, _: t[0] @ t[1], "a @ b"),
    "cat": Operation(
        2, rule.cat_shape, lambda t, d: torch.cat(t, d), "torch.cat((a, b), dim={})",
        parse_dimension, "0",
    ),
    "stack": Operation(
        2, rule.stack_shape, lambda t, d: torch.stack(t, d), "torch.stack((a, b), dim={})",
        parse_dimension, "0",
    ),
    "reshape": Operation(
        1, lambda s, sizes: rule.reshape_shape(s[0], sizes), lambda t, sizes: t[0].reshape(sizes),
        "a.reshape({})", rule.parse_integers, "3, -1",
    ),
    "permute": Operation(
        1, lambda s, order: rule.permute_shape(s[0], order), lambda t, order: t[0].permute(order),
        "a.permute({})", rule.parse_integers, "1, 0",
    ),
    "squeeze": Operation(
        1, lambda s, d: rule.squeeze_shape(s[0], d), lambda t, d: t[0].squeeze(d),
        "a.squeeze({})", parse_dimension, "0",
    ),
    "unsqueeze": Operation(
        1, lambda s, d: rule.unsqueeze_shape(s[0], d), lambda t, d: t[0].unsqueeze(d),
        "a.unsqueeze({})", parse_dimension, "0",
    ),
    "index": Operation(
        1, lambda s, items: index_shape(s[0], items), lambda t, items: t[0][items],
        "a[{}]", parse_index, "0, 1:3",
    ),
    "einsum": Operation(
        2, lambda s, equation: einsum_shape(equation, s),
        lambda t, equation: torch.einsum(equation.text, *t), "torch.einsum('{}', a, b)",
        parse_equation, "ij,jk->ik",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What the rules say and what PyTorch says; exactly one of shape and error is None."""

    call: str
    shape: Shape | None
    error: LearnerError | None
    torch_shape: Shape | None
    torch_error: str
    operands: tuple[np.ndarray, ...] = ()
    result: np.ndarray | None = None

    @property
    def agree(self) -> bool:
        """Whether the rules said what PyTorch did."""
        return self.shape == self.torch_shape


def play(name: str, shapes: list[Shape], argument: str = "") -> Outcome:
    """Predict ``name`` on ``shapes``, then run it on tensors that count 0, 1, 2 ...

    A refusal by the rules is part of the outcome; an argument that cannot be read, or a result too
    large to compute, raises LearnerError.
    """
    operation = OPERATIONS[name]
    shapes = shapes[: operation.operands]
    parsed = operation.parse(argument) if operation.parse else None
    shape, error = None, None
    try:
        shape = operation.predict(shapes, parsed)
    except LearnerError as refusal:
        error = refusal
    if shape is not None:
        rule.limit_elements(shape)
    call = operation.call.format(argument.strip())
    tensors = [torch.arange(float(np.prod(size, dtype=int))).reshape(size) for size in shapes]
    operands = tuple(tensor.numpy() for tensor in tensors)
    try:
        with torch.inference_mode():
            result = operation.run(tensors, parsed)
    except (RuntimeError, IndexError, ValueError) as refusal:
        return Outcome(call, shape, error, None, str(refusal).splitlines()[0], operands)
    return Outcome(call, shape, error, tuple(result.shape), "", operands, result.numpy())


def stretch(array: np.ndarray, shape: Shape) -> tuple[np.ndarray, tuple[int, ...]]:
    """``array`` broadcast to ``shape``, and the dimensions along which it is copied."""
    padded = (1,) * (len(shape) - array.ndim) + array.shape
    sizes = enumerate(zip(padded, shape, strict=True))
    return np.broadcast_to(array, shape), tuple(i for i, (a, b) in sizes if a == 1 and b > 1)
