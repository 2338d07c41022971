"""Gradient descent on a function of x, or of x and y, with PyTorch's optimizers.

SGD; momentum (Polyak 1964; Sutskever et al. 2013); Adam (Kingma & Ba 2015, algorithm 1). Near a
minimum of curvature c, plain gradient descent multiplies its distance by 1 - rate * c at each step:
above rate = 2 / c it moves away instead of closer.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from nlp_core.errors import LearnerError
from nlp_core.experiments.autograd.expression import Expression, evaluate

FUNCTIONS = {  # what a learner may choose instead of typing; w would be a third direction
    "bowl": "x**2",
    "two-valleys": "x**4/4 - x**2 + x/4",
    "waves": "x**2/10 + sin(3*x)",
    "corner": "abs(x)",
    "ravine": "(x**2 + 12*y**2)/4",
    "saddle": "x**2/2 - y**2/2 + y**4/8",
    "banana": "((1 - x)**2 + 5*(y - x**2)**2)/4",
    "hills": "sin(2*x)*cos(2*y) + (x**2 + y**2)/8",
}
OPTIMIZERS = ("sgd", "momentum", "adam")
RATES = (0.0, 0.01, 0.05, 0.1, 0.3, 0.34, 0.9, 1.1, 1e6)
FAR = 1e6  # a coordinate beyond this has left for good


@dataclass(frozen=True)
class Descent:
    """Points (N + 1, 1 or 2) and heights (N + 1,) of all steps, cut where the walk diverged."""

    points: np.ndarray
    heights: np.ndarray
    diverged: bool
    settled: bool  # the last tenth of the steps moved less than a thousandth

    @property
    def end(self) -> str:
        """How it went: "still" (never moved), "diverged", "settled" or "moving"."""
        if not self.diverged and np.ptp(self.points, axis=0).max() == 0:
            return "still"
        return "diverged" if self.diverged else "settled" if self.settled else "moving"


def make_optimizer(name: str, parameters: list[Tensor], rate: float) -> torch.optim.Optimizer:
    """The three optimizers of the lesson, with their usual constants."""
    if name == "adam":
        return torch.optim.Adam(parameters, lr=rate)
    return torch.optim.SGD(parameters, lr=rate, momentum=0.9 if name == "momentum" else 0.0)


def axes(expression: Expression) -> tuple[str, ...]:
    """The directions one can walk in: x, or x and y. Raises LearnerError descent-variables."""
    found = expression.variables
    if not found or len(found) > 2:
        raise LearnerError("descent-variables", count=len(found))
    return found


def descend(
    expression: Expression, start: tuple[float, ...], optimizer: str, rate: float, steps: int
) -> Descent:
    """Take ``steps`` steps downhill from ``start``; stop if the numbers grow beyond all bounds."""
    names = axes(expression)
    place = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in start[: len(names)]]
    walker = make_optimizer(optimizer, place, rate)
    points, heights = [], []
    for _ in range(steps + 1):
        height = evaluate(expression, dict(zip(names, place, strict=True)))[-1]
        points.append([coordinate.item() for coordinate in place])
        heights.append(height.item())
        if not np.isfinite([*points[-1], heights[-1]]).all() or np.abs(points[-1]).max() > FAR:
            return Descent(np.array(points), np.array(heights), diverged=True, settled=False)
        walker.zero_grad()
        height.backward()
        walker.step()
    path = np.array(points)
    moved = np.ptp(path[-max(2, steps // 10) :], axis=0).max()
    return Descent(path, np.array(heights), diverged=False, settled=bool(moved < 1e-3))


def curvature(expression: Expression, place: tuple[float, ...]) -> float:
    """The largest curvature at a point: the largest eigenvalue of the Hessian."""
    names = axes(expression)

    def height(point: Tensor) -> Tensor:
        return evaluate(expression, dict(zip(names, point, strict=True)))[-1]

    point = torch.tensor(place[: len(names)], dtype=torch.float64)
    second = torch.autograd.functional.hessian(height, point)
    if not torch.isfinite(second).all():
        return float("nan")
    return float(torch.linalg.eigvalsh(second)[-1])


@dataclass(frozen=True)
class Limit:
    """What the curvature at the lowest place of a walk says of the learning rate."""

    curvature: float  # of the most curved direction there; nan where it does not exist
    factor: float  # by which a step of plain gradient descent multiplies the distance there

    @property
    def rate(self) -> float | None:
        """The rate above which steps leave a bowl of this curvature; None if it is no bowl."""
        return 2 / self.curvature if self.curvature > 0 else None


def limit(expression: Expression, walk: Descent, rate: float) -> Limit:
    """The limit at the lowest point of the walk, near which it should settle."""
    lowest = int(np.argmin(np.where(np.isfinite(walk.heights), walk.heights, np.inf)))
    bend = curvature(expression, tuple(walk.points[lowest]))
    return Limit(bend, 1 - rate * bend)


def heights_on(expression: Expression, reach: float, *, resolution: int) -> np.ndarray:
    """The function on [-reach, reach], (R,), or on that square, (R, R) with rows y upward."""
    names = axes(expression)
    line = torch.linspace(-reach, reach, resolution, dtype=torch.float64)
    if len(names) == 1:
        return evaluate(expression, {names[0]: line})[-1].numpy()
    second, first = torch.meshgrid(line, line, indexing="ij")
    return evaluate(expression, {names[0]: first, names[1]: second})[-1].numpy()
