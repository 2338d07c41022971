"""Backpropagation by hand: values forward, then each node's gradient handed to its inputs.

The chain rule node by node (Rumelhart, Hinton & Williams 1986): what a node hands to an input is
its own gradient times its local derivative there; what arrives over several edges adds up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite

import torch
from torch import Tensor

from nlp_core.experiments.expression import Expression, evaluate

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
class Trace:
    """Per node: its value, its local derivative by each input, its gradient (None: none needed)."""

    expression: Expression
    values: tuple[float, ...]
    local: tuple[tuple[float, ...], ...]
    gradients: tuple[float | None, ...]

    @property
    def by_variable(self) -> dict[str, float]:
        """The gradient of the result by each variable."""
        names = self.expression.variables
        pairs = zip(self.expression.nodes, self.gradients, strict=True)
        return {node.name: grad or 0.0 for node, grad in pairs if node.name in names}

    @property
    def trouble(self) -> int | None:
        """The first node whose value is infinite or not a number, if there is one."""
        return next((i for i, value in enumerate(self.values) if not isfinite(value)), None)


def backpropagate(expression: Expression, values: Mapping[str, float]) -> Trace:
    """Values forward, then gradients backward from 1 at the result, by the rules above."""
    leaves = {
        name: torch.tensor(float(value), dtype=torch.float64) for name, value in values.items()
    }
    results = evaluate(expression, leaves)
    nodes = expression.nodes
    local: list[tuple[Tensor, ...]] = []
    needed: list[bool] = []  # numbers are constants: nothing flows to them
    for node, result in zip(nodes, results, strict=True):
        inputs = [results[i] for i in node.inputs]
        local.append(LOCAL[node.name](*inputs, result) if inputs else ())
        needed.append(node.name in leaves or any(needed[i] for i in node.inputs))
    gradients = [torch.zeros((), dtype=torch.float64) for _ in nodes]
    gradients[-1] += 1.0  # the result changes by itself one to one
    for i in reversed(range(len(nodes))):
        for place, slope in zip(nodes[i].inputs, local[i], strict=True):
            shut = nodes[i].name == "relu" and slope == 0  # lets nothing through, not even infinity
            if needed[place] and not shut:
                gradients[place] += gradients[i] * slope  # chain rule; several paths add up
    return Trace(
        expression,
        tuple(result.item() for result in results),
        tuple(tuple(slope.item() for slope in slopes) for slopes in local),
        tuple(g.item() if need else None for g, need in zip(gradients, needed, strict=True)),
    )


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
    """The slope measured from outside: (f(v + h) - f(v - h)) / 2h for each variable."""
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
