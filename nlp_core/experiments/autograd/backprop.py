"""Backpropagation by hand: values forward, then gradients from each node to its inputs.

The chain rule node by node (Rumelhart, Hinton & Williams 1986): what a node hands to an input is
its own gradient times its local derivative there; what arrives over several edges adds up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, isinf, isnan

import torch
from torch import Tensor

from nlp_core.experiments.autograd.expression import VARIABLES, Expression, Node, evaluate

Local = Callable[..., tuple[Tensor, ...]]


def _power(base: Tensor, exponent: Tensor, result: Tensor) -> tuple[Tensor, Tensor]:
    """a ** b: b a^(b-1) and a^b log a; like PyTorch, 0 where b is 0, and where 0 is raised to b."""
    zero = torch.zeros_like(result)
    by_base = torch.where(exponent == 0, zero, exponent * base ** (exponent - 1))
    by_exponent = torch.where((base == 0) & (exponent >= 0), zero, result * base.log())
    return by_base, by_exponent


# The derivative of each operation by each of its inputs, from the inputs a, b and the result r.
LOCAL: dict[str, Local] = {
    "+": lambda a, b, r: (torch.ones_like(a), torch.ones_like(b)),
    "-": lambda a, b, r: (torch.ones_like(a), -torch.ones_like(b)),
    "*": lambda a, b, r: (b, a),
    "/": lambda a, b, r: (1 / b, -a / b**2),
    "**": _power,
    "neg": lambda a, r: (-torch.ones_like(a),),
    "exp": lambda a, r: (r,),
    "log": lambda a, r: (1 / a,),
    "sin": lambda a, r: (a.cos(),),
    "cos": lambda a, r: (-a.sin(),),
    "tanh": lambda a, r: (1 - r**2,),
    "relu": lambda a, r: ((a > 0).to(a),),
    "sigmoid": lambda a, r: (r * (1 - r),),
    "sqrt": lambda a, r: (0.5 / r,),
    "abs": lambda a, r: (a.sign(),),
}


@dataclass(frozen=True)
class Handover:
    """One step backward: the node that passed its gradient on, and all gradients after it.

    A gradient is None where none is needed: numbers are constants.
    """

    node: int
    gradients: tuple[float | None, ...]


@dataclass(frozen=True)
class Trace:
    """Per node its value and its local derivative by each input; and the way back, step by step.

    The first step back is the beginning: the result's gradient is 1.
    """

    expression: Expression
    values: tuple[float, ...]
    local: tuple[tuple[float, ...], ...]
    way_back: tuple[Handover, ...]

    @property
    def gradients(self) -> tuple[float | None, ...]:
        """The gradient of the result by each node."""
        return self.way_back[-1].gradients

    @property
    def by_variable(self) -> dict[str, float]:
        """The gradient of the result by each variable."""
        names = self.expression.variables
        pairs = zip(self.expression.nodes, self.gradients, strict=True)
        return {node.name: grad or 0.0 for node, grad in pairs if node.name in names}

    @property
    def obstacles(self) -> tuple["Obstacle", ...]:
        """Where a gradient stopped being a number although every value is one, in that order.

        One of each kind: what comes after the first is carried on, not begun.
        """
        return () if self.trouble is not None else tuple(_obstacles(self))

    @property
    def trouble(self) -> int | None:
        """The first node whose value is infinite or not a number, if there is one."""
        return next((i for i, value in enumerate(self.values) if not isfinite(value)), None)


@dataclass(frozen=True)
class Obstacle:
    """A gradient that stopped being a number at ``node`` on its way to its input ``source``.

    ``kind`` is "steep" (the local derivative is infinite), "undefined" (it does not exist),
    "product" (0 × ∞), "sum" (∞ − ∞ of two paths) or "large" (beyond the greatest number).
    """

    kind: str
    node: int
    source: int


def _obstacles(trace: Trace) -> Iterator[Obstacle]:
    seen: set[str] = set()
    for before, after in pairwise(trace.way_back):
        i, gradients = after.node, list(before.gradients)
        own = gradients[i]
        for source, slope in zip(trace.expression.nodes[i].inputs, trace.local[i], strict=True):
            held = gradients[source]
            shut = trace.expression.nodes[i].name == "relu" and slope == 0
            if own is None or held is None or shut:
                continue
            handed = own * slope
            gradients[source] = held + handed
            kind = _kind(own, slope, handed, held)
            if kind and kind not in seen:
                seen.add(kind)
                yield Obstacle(kind, i, source)


def _kind(own: float, slope: float, handed: float, held: float) -> str:
    if isnan(own) or isnan(held):
        return ""  # it began elsewhere
    if isnan(slope):
        return "undefined"
    if isnan(handed):
        return "product"
    if isinf(handed):
        if isnan(held + handed):
            return "sum"
        return "steep" if isinf(slope) else "large" if isfinite(own) else ""
    return "large" if isinf(held + handed) and isfinite(held) else ""


def backpropagate(expression: Expression, values: Mapping[str, float]) -> Trace:
    """Values forward, then gradients backward from 1 at the result, by the rules above."""
    leaves = {
        name: torch.tensor(float(value), dtype=torch.float64) for name, value in values.items()
    }
    results = evaluate(expression, leaves)
    local = []
    for node, result in zip(expression.nodes, results, strict=True):
        inputs = [results[i] for i in node.inputs]
        slopes = LOCAL[node.name](*inputs, result) if inputs else ()
        local.append(tuple(slope.item() for slope in slopes))
    numbers = tuple(result.item() for result in results)
    return Trace(expression, numbers, tuple(local), tuple(hand_back(expression.nodes, local)))


def hand_back(nodes: Sequence[Node], local: Sequence[tuple[float, ...]]) -> Iterator[Handover]:
    """From the result back: each node passes gradient times local derivative to its inputs."""
    gradients: list[float | None] = []
    for node in nodes:  # only what a variable takes part in has a gradient
        needed = node.name in VARIABLES or any(gradients[i] is not None for i in node.inputs)
        gradients.append(0.0 if needed else None)
    if gradients[-1] is not None:
        gradients[-1] = 1.0  # the result changes by itself one to one
    yield Handover(len(nodes) - 1, tuple(gradients))
    for i in reversed(range(len(nodes))):
        own = gradients[i]
        if own is None or not nodes[i].inputs:
            continue
        for place, slope in zip(nodes[i].inputs, local[i], strict=True):
            before = gradients[place]
            shut = nodes[i].name == "relu" and slope == 0  # lets nothing through, not even infinity
            if before is not None and not shut:
                gradients[place] = before + own * slope  # chain rule; several paths add up
        yield Handover(i, tuple(gradients))


def autograd_gradients(expression: Expression, values: Mapping[str, float]) -> dict[str, float]:
    """The same gradients from PyTorch's own graph."""
    leaves = {
        name: torch.tensor(float(values[name]), dtype=torch.float64, requires_grad=True)
        for name in expression.variables
    }
    if not leaves:
        return {}
    evaluate(expression, leaves)[-1].backward()
    return {name: leaf.grad.item() for name, leaf in leaves.items() if leaf.grad is not None}


def finite_differences(
    expression: Expression, values: Mapping[str, float], *, width: float = 1e-5
) -> dict[str, float]:
    """The slope by finite differences: (f(v + h) - f(v - h)) / 2h for each variable."""
    slopes = {}
    for name in expression.variables:
        h = width * max(1.0, abs(values[name]))
        shifted = {
            key: torch.tensor(
                [
                    float(value) + (h if key == name else 0.0),
                    float(value) - (h if key == name else 0.0),
                ],
                dtype=torch.float64,
            )
            for key, value in values.items()
        }
        above, below = evaluate(expression, shifted)[-1].tolist()
        slopes[name] = (above - below) / (2 * h)
    return slopes
