"""Frames that play, pause and scrub in the browser, with no server asked; and a square plane."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.palette import REFERENCE

MOST_FRAMES = 60
FRAME_MS = 120
VEGA_MS = 180
FONT = {"size": 16}
MARGIN = {"l": 60, "r": 20, "t": 50, "b": 60}
PLAYER = 110  # the height of what stands below a figure that plays


@dataclass(frozen=True)
class Words:
    """What a figure here says, in the learner's language."""

    x: str
    y: str
    height: str
    step: str
    play: str
    pause: str


def spread(count: int, most: int) -> list[int]:
    """At most ``most`` evenly spread places of ``count``, the first and the last among them.

    >>> spread(10, 4)
    [0, 3, 6, 9]
    """
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()


def axis(title: str, limits: list[float]) -> dict[str, Any]:
    """An axis with its title and its limits."""
    return {"title": {"text": title, "font": FONT}, "range": limits, "tickfont": FONT}


def square(reach: float, words: Words, height: int) -> dict[str, Any]:
    """The layout of a plane [-reach, reach]² with equal units on both axes."""
    limits = [-reach, reach]
    return {
        "height": height,
        "font": FONT,
        "margin": MARGIN,
        "xaxis": {**axis(words.x, limits), "constrain": "domain"},
        "yaxis": {**axis(words.y, limits), "scaleanchor": "x", "constrain": "domain"},
        "legend": {"orientation": "h", "y": 1.1, "font": FONT},
    }


def player(layout: dict[str, Any], names: Sequence[str], words: Words) -> dict[str, Any]:
    """The layout with buttons and a slider for frames of these names; it begins at the last.

    A single frame needs no player.
    """
    if len(names) < 2:
        return layout

    def show(name: str | None, duration: int) -> list[Any]:
        timing = {"frame": {"duration": duration, "redraw": True}, "transition": {"duration": 0}}
        mode = {"mode": "immediate", "fromcurrent": name is None}
        return [None if name is None else [name], {**timing, **mode}]

    stop = [[None], {"mode": "immediate", "frame": {"duration": 0, "redraw": False}}]
    buttons = [
        {"label": f"▶ {words.play}", "method": "animate", "args": show(None, FRAME_MS)},
        {"label": f"❚❚ {words.pause}", "method": "animate", "args": stop},
    ]
    steps = [{"label": name, "method": "animate", "args": show(name, 0)} for name in names]
    menu = {"type": "buttons", "direction": "left", "buttons": buttons, "showactive": False}
    place = {"x": 0, "xanchor": "left", "y": -0.17, "yanchor": "top", "font": FONT}
    slider = {
        "active": len(names) - 1,
        "currentvalue": {
            "prefix": f"{words.step} ",
            "xanchor": "right",
            "font": {"size": 16, "color": REFERENCE},
        },
        "steps": steps,
        "x": 0,
        "len": 1,
        "y": -0.17,
        "pad": {"t": 34},
        "font": {"size": 1, "color": "rgba(0,0,0,0)"},  # the current value alone can be read
        "ticklen": 0,
        "minorticklen": 0,
    }
    taller = {"height": layout["height"] + PLAYER, "margin": {**MARGIN, "b": MARGIN["b"] + PLAYER}}
    return {**layout, **taller, "updatemenus": [{**menu, **place}], "sliders": [slider]}


def vega_clock(
    frames: int, *, play: str, scrub: str, start: int = 0, ms: int = VEGA_MS
) -> list[dict[str, Any]]:
    """Parameters ``playing`` (a checkbox) and ``frame`` (a slider from 0), in this order.

    While ``playing``, a timer moves ``frame`` to the last one, and it ends there; played again, it
    begins anew. A single frame has nothing to bind.

    >>> [one["name"] for one in vega_clock(3, play="play", scrub="step")]
    ['playing', 'frame']
    >>> vega_clock(1, play="play", scrub="step")
    [{'name': 'frame', 'value': 0}]
    """
    last = frames - 1
    if last < 1:
        return [{"name": "frame", "value": 0}]
    scrubber = {"input": "range", "min": 0, "max": last, "step": 1, "name": f"{scrub} "}
    ahead = f"playing ? (frame >= {last} ? 0 : frame + 1) : frame"
    return [
        {
            "name": "playing",
            "value": False,
            "bind": {"input": "checkbox", "name": f"{play} "},
            "on": [{"events": {"signal": "frame"}, "update": f"playing && frame < {last}"}],
        },
        {
            "name": "frame",
            "value": min(start, last) if start >= 0 else last,
            "bind": scrubber,
            "on": [{"events": {"type": "timer", "throttle": ms}, "update": ahead}],
        },
    ]
