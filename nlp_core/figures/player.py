"""Frames that play, pause and scrub in the browser, with no server asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.figures.axes import NARROW, TITLE, expr
from nlp_core.figures.type import wrap

MOST_FRAMES = 24
FRAME_MS = 180
LARGE = 1.9  # how much larger than other text a headline is
WIDE, SLIM = 36.0, 20.0  # ems of a line of text above a figure, in the narrowest of its kind


@dataclass(frozen=True)
class Words:
    """What a figure here says, in the learner's language."""

    x: str
    y: str
    height: str
    step: str
    play: str


def spread(count: int, most: int) -> list[int]:
    """At most ``most`` evenly spread places of ``count``, the first and the last among them.

    >>> spread(10, 4)
    [0, 3, 6, 9]
    """
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(int)).tolist()


def kept_frames(count: int, most: int, start: int) -> tuple[list[int], int]:
    """The frames that are sent, at most ``most``, and which of them is nearest to ``start``.

    >>> kept_frames(100, 4, 60), kept_frames(100, 4, -1)
    (([0, 33, 66, 99], 2), ([0, 33, 66, 99], 3))
    """
    kept = spread(count, most)
    wanted = start if start >= 0 else count + start
    return kept, min(range(len(kept)), key=lambda i: abs(kept[i] - wanted))


def vega_clock(
    frames: int, *, play: str, scrub: str, start: int = 0, ms: int = FRAME_MS
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


def captioned(
    chart: dict[str, Any], captions: Sequence[str], headlines: Sequence[str] = ()
) -> dict[str, Any]:
    """The chart with what its frames say above it, in lines; ``headlines`` are written large.

    A chart that does not move has one of each.
    """
    texts = {"headlines": headlines, "captions": captions}
    said = {name: some for name, some in texts.items() if some}
    if not said:
        return chart
    params = chart.get("params", [])
    if not any(one["name"] == "frame" for one in params):
        params = [*params, {"name": "frame", "value": 0}]
    for place, (name, some) in enumerate(said.items()):
        size = LARGE if name == "headlines" else 1.0 if place else TITLE
        for suffix, room in (("", WIDE), ("_narrow", SLIM)):
            broken = [wrap(one, room, size, bold=not place) for one in some]
            params = [*params, {"name": name + suffix, "value": broken}]
    lines = [expr(f"({NARROW} ? {name}_narrow : {name})[frame]") for name in said]
    title: dict[str, Any] = dict(zip(("text", "subtitle"), lines, strict=False))
    title |= {"anchor": "start", "limit": 0}  # else Streamlit cuts what fits
    if headlines:
        title["fontSize"] = expr("clamp(outer / 22, 26, 48)")
    return {**chart, "params": params, "title": title}
