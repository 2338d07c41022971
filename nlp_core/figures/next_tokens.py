"""Bars of the next token: a column for each token written, made of what could have stood there.

The token that was written stands at the foot of its column, so that the answer reads from left to
right; above it the other candidates with their shares.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp_core.figures.axes import LEGEND_RIGHT, expr, flat, legend_above, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import PAPER, TINT_FIXED, TINT_LEARNED, ink_on

WRITTEN, RIVAL, REST = range(3)
COLOURS = (TINT_LEARNED, TINT_FIXED, "#B9BDC3")
LEAST = 0.004  # a share that is too small to be seen
RIVALS = 3  # candidates drawn by name over the written one


def next_tokens(
    written: Sequence[str],
    candidates: Sequence[str],
    probabilities: NDArray[Any],
    *,
    x_title: str,
    y_title: str,
    candidate_title: str,
    written_name: str,
    rival_name: str,
    rest_name: str,
) -> Figure:
    """``written`` (N,) tokens and the probabilities (N, K) of all ``candidates`` at each place.

    The candidate ``""`` stands for all others together.
    """
    rows: list[dict[str, Any]] = []
    table: dict[str, list[Any]] = {x_title: [], candidate_title: [], y_title: []}
    texts = list(candidates)
    for place, shares in enumerate(np.asarray(probabilities, dtype=float)):
        start = 0.0
        for kind, token, share in _parts(texts, written[place], shares):
            rows.append(_row(place, kind, token, start, share))
            start += share
            said = rest_name if token is None else texts[token]
            for title, value in zip(table, (place + 1, said, round(share, 4)), strict=True):
                table[title].append(value)
    params = [
        names("written_tokens", list(written)),
        names("token_names", [*texts, ""]),
        names("kind_names", [written_name, rival_name, rest_name]),
        {"name": "band", "expr": f"width / {max(len(written), 1)}"},
        {"name": "thick", "expr": "min(0.84 * band, 7 * em)"},
    ]
    layers = [_bars(len(written), x_title, y_title), _tokens(len(texts)), _shares()]
    chart = {"height": 340, "params": params, "config": LEGEND_RIGHT}
    return Figure(
        responsive(chart | {"layer": [{"data": {"values": rows}, "layer": layers}]}), table
    )


def _parts(
    texts: Sequence[str], written: str, shares: NDArray[Any]
) -> list[tuple[int, int | None, float]]:
    """The written token, then its likeliest rivals, then the rest: (kind, candidate, share)."""
    chosen = list(texts).index(written)
    parts: list[tuple[int, int | None, float]] = [(WRITTEN, chosen, float(shares[chosen]))]
    for one in np.argsort(-shares, kind="stable").tolist():
        if len(parts) > RIVALS or shares[one] < LEAST:
            break
        if one != chosen and texts[one]:
            parts.append((RIVAL, one, float(shares[one])))
    rest = 1.0 - sum(share for _, _, share in parts)
    return parts + ([(REST, None, rest)] if rest >= LEAST else [])


def _row(place: int, kind: int, token: int | None, start: float, share: float) -> dict[str, Any]:
    end = min(start + share, 1.0)
    return {
        "place": place,
        "kind": kind,
        "token": -1 if token is None else token,
        "start": round(start, 4),
        "end": round(end, 4),
        "middle": round((start + end) / 2, 4),
        "share": round(share, 4),
    }


def _bars(count: int, x_title: str, y_title: str) -> dict[str, Any]:
    label = "min(1.7 * em, 0.95 * band)"
    axis: dict[str, Any] = {"title": x_title, "labelExpr": "written_tokens[datum.value]"}
    axis |= {
        "labelAngle": 0,
        "labelFontSize": expr(label),
        "labelOverlap": False,
        "labelFlush": False,
    }
    axis["ticks"] = False
    kinds = list(range(len(COLOURS)))
    return {
        "mark": {"type": "bar", "width": expr("thick"), "stroke": PAPER, "strokeWidth": 1},
        "encoding": {
            "x": {
                "field": "place",
                "type": "ordinal",
                "scale": {"domain": list(range(count)), "paddingInner": 0, "paddingOuter": 0},
                "axis": axis,
            },
            "y": {
                "field": "start",
                "type": "quantitative",
                "scale": {"domain": [0, 1]},
                "axis": flat(y_title) | {"values": [0, 0.5, 1]},
            },
            "y2": {"field": "end"},
            "color": {
                "field": "kind",
                "type": "nominal",
                "scale": {"domain": kinds, "range": list(COLOURS)},
                "legend": legend_above("kind_names[datum.value]"),
            },
        },
    }


def _tokens(count: int) -> dict[str, Any]:
    """Each candidate's name in its part, where it has room."""
    high = "height * datum.share"
    shown = f"datum.token >= 0 && {high} > em && thick > 0.9 * em"
    size = f"min({high} * 0.6, thick * 0.7, datum.kind == {WRITTEN} ? 2.6 * em : 1.2 * em)"
    return {
        "transform": [
            {"filter": shown},
            {"calculate": f"datum.token < {count} ? token_names[datum.token] : ''", "as": "text"},
            {
                "calculate": f"datum.kind == {REST} ? '#000000' : '{ink_on(TINT_FIXED)}'",
                "as": "ink",
            },
        ],
        "mark": {"type": "text", "fontWeight": 600, "fontSize": expr(size)},
        "encoding": _middle("middle", "text"),
    }


def _shares() -> dict[str, Any]:
    """The written token's probability at the foot of its column."""
    room = "height * datum.share > 4 * em && thick > 2.2 * em"
    ink = ink_on(TINT_LEARNED)
    return {
        "transform": [
            {"filter": f"datum.kind == {WRITTEN} && {room}"},
            {"calculate": "format(datum.share, '.2f')", "as": "text"},
            {"calculate": f"'{ink}'", "as": "ink"},
        ],
        "mark": {"type": "text", "baseline": "bottom", "dy": -6},
        "encoding": _middle("start", "text"),
    }


def _middle(y: str, text: str) -> dict[str, Any]:
    return {
        "x": {"field": "place", "type": "ordinal"},
        "y": {"field": y, "type": "quantitative"},
        "text": {"field": text},
        "color": {"field": "ink", "type": "nominal", "scale": None},
    }
