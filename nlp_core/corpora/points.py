"""Points on a plane in two classes: sets that a straight line cannot part, and the learner's own.

Two moons and circles as in scikit-learn's `make_moons` and `make_circles`, the spiral and exclusive
or as in the TensorFlow Playground; all lie within [-REACH, REACH] on both axes.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp_core.errors import LearnerError

REACH = 2.0
MOST_POINTS = 200
FEWEST_POINTS = 4
SETS = ("moons", "circles", "spiral", "xor")


@dataclass(frozen=True)
class Points:
    """Places x (N, 2) and classes y (N,) of 0 and 1."""

    x: NDArray[np.float32]
    y: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.y)


def make_points(name: str, count: int, noise: float, rng: np.random.Generator) -> Points:
    """``count`` points of a set, half of each class, moved by normal noise of that deviation."""
    half = count // 2
    t = rng.uniform(0, 1, half)  # how far along its curve each point of a class lies
    if name == "moons":
        arc = np.pi * t
        one = np.stack([np.cos(arc) - 0.5, np.sin(arc) - 0.25], axis=1)
        other = -one
    elif name == "circles":
        ring = np.stack([np.cos(2 * np.pi * t), np.sin(2 * np.pi * t)], axis=1)
        one, other = 1.6 * ring, 0.7 * ring
    elif name == "spiral":
        turn = 2.5 * np.pi * np.sqrt(t)
        one = (0.2 + 1.5 * np.sqrt(t))[:, None] * np.stack([np.cos(turn), np.sin(turn)], axis=1)
        other = -one
    elif name == "xor":
        one, sign = rng.uniform(0.15, 1.7, (half, 2)), rng.choice([-1.0, 1.0], (half, 1))
        other = np.stack([one[:, 0], -one[:, 1]], axis=1) * sign
        one = one * sign
    else:
        raise ValueError(f"no set of points is called {name!r}; there are {', '.join(SETS)}")
    x = np.concatenate([one, other]) + rng.normal(0, noise, (2 * half, 2))
    y = np.repeat([0, 1], half)
    order = rng.permutation(2 * half)
    return Points(np.clip(x[order], -REACH, REACH).astype(np.float32), y[order])


def parse_points(text: str) -> Points:
    """The learner's own points: ``x y class`` with ``;`` or a new line between, class 0 or 1.

    >>> parse_points("0.5 1 0; -1 -1 1; 1 1 0; 0 0 1").y.tolist()
    [0, 1, 0, 1]

    Raises LearnerError points-row (row), points-outside (row, reach), points-many, points-few or
    points-one-class.
    """
    rows = [row.strip() for row in re.split(r"[;\n]", text) if row.strip()]
    if len(rows) > MOST_POINTS:
        raise LearnerError("points-many", count=len(rows), most=MOST_POINTS)
    found = [_parse_row(row) for row in rows]
    if len(found) < FEWEST_POINTS:
        raise LearnerError("points-few", count=len(found), fewest=FEWEST_POINTS)
    places = np.array([place for place, _ in found], dtype=np.float32)
    classes = np.array([label for _, label in found], dtype=np.int64)
    if len(set(classes.tolist())) < 2:
        raise LearnerError("points-one-class")
    return Points(places, classes)


def _parse_row(row: str) -> tuple[tuple[float, float], int]:
    number = r"([-+]?(?:\d+(?:\.\d*)?|\.\d+))"  # no digit could belong to two parts
    found = re.fullmatch(rf"{number}[\s,]+{number}[\s,]+([01])", row, re.ASCII)
    if found is None:
        raise LearnerError("points-row", row=row[:30])
    x, y = float(found[1]), float(found[2])
    if max(abs(x), abs(y)) > REACH:
        raise LearnerError("points-outside", row=row[:30], reach=REACH)
    return (x, y), int(found[3])


def add_point(text: str, place: tuple[float, float], label: int) -> str:
    """The text that parse_points reads, with one more point at its end."""
    before, added = text.rstrip("; \n"), f"{place[0]:g} {place[1]:g} {label}"
    return f"{before}; {added}" if before else added


def on_one_spot(points: Points) -> bool:
    """Whether two points of different classes lie on the same place, so that none can have all."""
    places: dict[tuple[float, ...], int] = {}
    for place, label in zip(points.x.tolist(), points.y.tolist(), strict=True):
        if places.setdefault(tuple(place), label) != label:
            return True
    return False


def hold_out(points: Points, share: float, rng: np.random.Generator) -> tuple[Points, Points]:
    """Part the points by chance into those to learn from and those kept for the test."""
    order = rng.permutation(len(points))
    kept = round(share * len(points))
    test, train = order[:kept], order[kept:]
    return Points(points.x[train], points.y[train]), Points(points.x[test], points.y[test])
