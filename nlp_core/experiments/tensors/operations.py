"""One operation on the learner's shapes: the result of the rules and the result of PyTorch."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from nlp_core.errors import LearnerError
from nlp_core.experiments.tensors.einsum import einsum_shape, parse_equation
from nlp_core.experiments.tensors.indexing import index_shape, parse_index
from nlp_core.experiments.tensors.shapes import (
    Shape,
    broadcast_shape,
    cat_shape,
    limit_elements,
    matmul_shape,
    parse_integers,
    permute_shape,
    reshape_shape,
    squeeze_shape,
    stack_shape,
    unsqueeze_shape,
)


@dataclass(frozen=True)
class Operation:
    """How an operation is predicted, how PyTorch does it, and how its extra argument is read."""

    rule: Callable[..., Shape]  # the function that predicts, for the learner to read
    predict: Callable[[list[Shape], Any], Shape]
    run: Callable[[list[Tensor], Any], Tensor]
    call: str  # as one writes it; {} is the argument
    examples: tuple[str, ...]  # the shapes of its operands that stand there at first
    sign: str = ","  # what stands between two operands
    parse: Callable[[str], Any] | None = None
    argument: str = ""  # what stands in the argument's field at first


def parse_dimension(text: str) -> int:
    """One whole number, such as -1."""
    numbers = parse_integers(text)
    if len(numbers) != 1:
        raise LearnerError("list-not-whole", item=text.strip()[:20])
    return numbers[0]


OPERATIONS: dict[str, Operation] = {
    "add": Operation(
        broadcast_shape, lambda s, _: broadcast_shape(*s), lambda t, _: torch.add(*t),
        "a + b", ("4, 1", "3"), "+",
    ),
    "matmul": Operation(
        matmul_shape, lambda s, _: matmul_shape(*s), lambda t, _: t[0] @ t[1],
        "a @ b", ("4, 3", "3, 2"), "@",
    ),
    "cat": Operation(
        cat_shape, cat_shape, lambda t, d: torch.cat(t, d),
        "torch.cat((a, b), dim={})", ("2, 3", "1, 3"), ",", parse_dimension, "0",
    ),
    "stack": Operation(
        stack_shape, stack_shape, lambda t, d: torch.stack(t, d),
        "torch.stack((a, b), dim={})", ("2, 3", "2, 3"), ",", parse_dimension, "0",
    ),
    "reshape": Operation(
        reshape_shape, lambda s, sizes: reshape_shape(s[0], sizes),
        lambda t, sizes: t[0].reshape(sizes),
        "a.reshape({})", ("2, 6",), "", parse_integers, "3, -1",
    ),
    "permute": Operation(
        permute_shape, lambda s, order: permute_shape(s[0], order),
        lambda t, order: t[0].permute(order),
        "a.permute({})", ("2, 3",), "", parse_integers, "1, 0",
    ),
    "squeeze": Operation(
        squeeze_shape, lambda s, d: squeeze_shape(s[0], d), lambda t, d: t[0].squeeze(d),
        "a.squeeze({})", ("1, 3",), "", parse_dimension, "0",
    ),
    "unsqueeze": Operation(
        unsqueeze_shape, lambda s, d: unsqueeze_shape(s[0], d),
        lambda t, d: t[0].unsqueeze(d),
        "a.unsqueeze({})", ("3",), "", parse_dimension, "1",
    ),
    "index": Operation(
        index_shape, lambda s, items: index_shape(s[0], items), lambda t, items: t[0][items],
        "a[{}]", ("3, 4",), "", parse_index, "0, 1:3",
    ),
    "einsum": Operation(
        einsum_shape, lambda s, equation: einsum_shape(equation, s),
        lambda t, equation: torch.einsum(equation.text, *t),
        "torch.einsum('{}', a, b)", ("4, 3", "3, 2"), ",", parse_equation, "ij,jk->ik",
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
        """Whether the rules and PyTorch give the same shape."""
        return self.shape == self.torch_shape


def play(name: str, shapes: list[Shape], argument: str = "") -> Outcome:
    """Predict ``name`` on ``shapes``, then run it on tensors that count 0, 1, 2 ...

    A refusal by the rules is part of the outcome; an argument that cannot be read, or a result too
    large to compute, raises LearnerError.
    """
    operation = OPERATIONS[name]
    shapes = shapes[: len(operation.examples)]
    parsed = operation.parse(argument) if operation.parse else None
    shape, error = None, None
    try:
        shape = operation.predict(shapes, parsed)
    except LearnerError as refusal:
        error = refusal
    if shape is not None:
        limit_elements(shape)
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
    """``array`` broadcast to ``shape``, and the dimensions along which it is repeated."""
    padded = (1,) * (len(shape) - array.ndim) + array.shape
    sizes = enumerate(zip(padded, shape, strict=True))
    return np.broadcast_to(array, shape), tuple(i for i, (a, b) in sizes if a == 1 and b > 1)


def guesses(outcome: Outcome, shapes: list[Shape]) -> list[Shape]:
    """Shapes a learner may take for the result: the right one, if any, and likely mistakes."""
    longest = max(shapes, key=len)
    wrong = [
        tuple(max(pair) for pair in zip(*shapes, strict=False)) if len(shapes) > 1 else longest,
        (*longest, *shapes[-1][-1:]),
        longest[::-1],
        longest[:-1],
    ]
    right = [outcome.torch_shape] if outcome.torch_shape is not None else []
    return sorted(list(dict.fromkeys([*right, *wrong]))[:4])
