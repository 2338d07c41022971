"""A camera around points in three dimensions: it turns in the browser, with no server asked.

A slider turns it and another lifts it, a checkbox lets it go round, and the mouse drags it. What is
near is drawn larger: points lie within one unit of the origin, and the camera ``AWAY`` units off.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

AWAY = 5.0
TURN, TILT = 30, 20  # degrees at first
STEP, STEP_MS = 2, 60  # of going round
DRAG = 0.4  # degrees a pixel
MIDDLE, BEYOND = 0.45, 1.1  # of the plot's height: where the origin is, and what the box may take


def camera(sides: Sequence[float], *, turn: str, tilt: str, spin: str) -> list[dict[str, Any]]:
    """The camera's parameters, for a box that reaches so far to each side of the origin (3,);
    ``turn``, ``tilt`` and ``spin`` name its controls, ``unit`` is in pixels.

    >>> [one["name"] for one in camera((1, 1, 1), turn="", tilt="", spin="")]
    ['spinning', 'grip', 'turn', 'tilt', 'unit']
    """
    wide, high = extent(sides)
    moved = "[mousedown, window:mouseup] > window:mousemove"
    ahead = f"turn >= 180 - {STEP} ? turn - 360 + {STEP} : turn + {STEP}"
    dragged = f"grip[2] + {DRAG} * (x() - grip[0])"
    return [
        {"name": "spinning", "value": False, "bind": {"input": "checkbox", "name": f"{spin} "}},
        {
            "name": "grip",  # where the mouse took hold, and the angles then
            "value": [0, 0, TURN, TILT],
            "on": [{"events": "mousedown!", "update": "[x(), y(), turn, tilt]"}],
        },
        {
            "name": "turn",
            "value": TURN,
            "bind": _slider(turn, -180, 180),
            "on": [
                {"events": moved, "update": f"{dragged} - 360 * floor(({dragged} + 180) / 360)"},
                {
                    "events": {"type": "timer", "throttle": STEP_MS},
                    "update": f"spinning ? {ahead} : turn",
                },
            ],
        },
        {
            "name": "tilt",
            "value": TILT,
            "bind": _slider(tilt, -90, 90),
            "on": [
                {"events": moved, "update": f"clamp(grip[3] + {DRAG} * (y() - grip[1]), -90, 90)"}
            ],
        },
        {"name": "unit", "expr": f"min(width / {wide:.3f}, {BEYOND} * height / {high:.3f})"},
    ]


def _slider(name: str, low: int, high: int) -> dict[str, Any]:
    return {"input": "range", "min": low, "max": high, "step": 1, "name": f"{name} "}


def seen_as(suffix: str = "") -> list[dict[str, str]]:
    """The steps from the fields x, y and z (with a ``suffix``) to the pixels ``left`` and ``top``,
    and to how ``near`` a point is: 1 at the origin, more in front of it.
    """
    x, y, z = (f"datum.{axis}{suffix}" for axis in "xyz")
    cos_turn, sin_turn, cos_tilt, sin_tilt = (
        f"{wave}({angle} * PI / 180)" for angle in ("turn", "tilt") for wave in ("cos", "sin")
    )
    deep, near = f"datum.deep{suffix}", f"datum.near{suffix}"
    across, up = (
        f"({x} * {cos_turn} - {y} * {sin_turn})",
        f"({z} * {cos_tilt} + {deep} * {sin_tilt})",
    )
    steps = {
        "deep": f"{x} * {sin_turn} + {y} * {cos_turn}",
        "near": f"{AWAY} / ({AWAY} + {deep} * {cos_tilt} - {z} * {sin_tilt})",
        "left": f"width / 2 + unit * {near} * {across}",
        "top": f"{MIDDLE} * height - unit * {near} * {up}",
    }
    return [{"calculate": step, "as": f"{name}{suffix}"} for name, step in steps.items()]


def place_of(suffix: str = "") -> dict[str, Any]:
    """Position channels for what :func:`seen_as` computes; ``suffix`` is "" or "2"."""
    pixels = {} if suffix else {"type": "quantitative", "scale": None, "axis": None}
    return {
        f"x{suffix}": {"field": f"left{suffix}", **pixels},
        f"y{suffix}": {"field": f"top{suffix}", **pixels},
    }


def seen(points: ArrayLike, turn: float = TURN, tilt: float = TILT) -> NDArray[np.float64]:
    """What the browser computes, in units: across, up and near (3, N) of points (3, N).

    >>> seen([[1.0], [0.0], [0.0]], turn=0, tilt=0).ravel().tolist()
    [1.0, 0.0, 1.0]
    """
    x, y, z = np.asarray(points, dtype=float)
    a, b = np.radians([turn, tilt])
    deep = x * np.sin(a) + y * np.cos(a)
    near = AWAY / (AWAY + deep * np.cos(b) - z * np.sin(b))
    across = near * (x * np.cos(a) - y * np.sin(a))
    return np.stack([across, near * (z * np.cos(b) + deep * np.sin(b)), near])


def extent(sides: Sequence[float]) -> tuple[float, float]:
    """How many units wide and high the box looks at most, however it is turned.

    >>> [round(size, 1) for size in extent((1, 1, 1))]
    [3.2, 3.5]
    """
    corners = np.array(list(product((-1, 1), repeat=3))).T * np.reshape(sides, (3, 1))
    views = np.abs([seen(corners, turn)[:2] for turn in range(0, 360, 10)])
    wide, high = 2 * views.max((0, 2))
    return max(float(wide), 1.0), max(float(high), 1.0)  # a box may be a point
