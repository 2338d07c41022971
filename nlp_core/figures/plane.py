"""A square plane [-reach, reach]² with equal units on both axes, in the middle of any screen."""

from typing import Any

import numpy as np

from nlp_core.figures.axes import expr, flat

SIDE = "min(width, height)"
POINT = {one: {"field": one, "type": "quantitative"} for one in "xy"}


def plane(reach: float, x_title: str, y_title: str) -> dict[str, Any]:
    """Position channels of the fields x and y; the axes lie at the square's own borders."""
    ticks = [tick for tick in _ticks(reach) if -reach <= tick <= reach]

    def channel(field: str, title: str, long: str, short: str, words: dict[str, Any]) -> Any:
        grown = f"{reach} * max(1, {long} / {short})"
        axis = {"values": ticks, "format": "~r", "grid": False, "domain": False, **words}
        axis["offset"] = expr(f"-max(0, {long} - {short}) / 2" if field == "y" else "0")
        scale = {"domain": [expr(f"-{grown}"), expr(grown)], "nice": False, "zero": False}
        return {
            "field": field,
            "type": "quantitative",
            "title": title,
            "axis": axis,
            "scale": scale,
        }

    x = channel("x", x_title, "width", "height", {"title": x_title})
    y = channel("y", y_title, "height", "width", flat(y_title))
    x["axis"]["offset"] = expr("-max(0, height - width) / 2")
    y["axis"]["offset"] = expr("-max(0, width - height) / 2")
    y["axis"]["titleY"] = expr("max(0, height - width) / 2 - 9")
    return {"x": x, "y": y}


def _ticks(reach: float) -> list[float]:
    """Round numbers on both sides of 0, at most seven.

    >>> _ticks(6.0), _ticks(1.0)
    ([-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0], [-1.0, -0.5, 0.0, 0.5, 1.0])
    """
    power = 10 ** np.floor(np.log10(reach))
    step = next(s * power for s in (0.1, 0.2, 0.5, 1, 2, 5) if reach / (s * power) < 3.5)
    count = int(reach / step + 1e-9)
    return [round(float(i * step), 6) for i in range(-count, count + 1)]


def over_square(reach: float, url: str | dict[str, str], opacity: float = 1.0) -> dict[str, Any]:
    """A picture over the whole square."""
    ends = {"type": "quantitative"}
    return {
        "data": {"values": [{}]},
        "mark": {"type": "image", "url": url, "aspect": False, "opacity": opacity},
        "encoding": {
            "x": {"datum": -reach, **ends},
            "x2": {"datum": reach},
            "y": {"datum": -reach, **ends},
            "y2": {"datum": reach},
        },
    }
