"""A ranking beside the curves behind it: stacked bars of documents, and what each word can add.

Both halves are one chart, so that a word has one colour in both. On a narrow figure the curves
stand under the bars.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nlp_core.figures.axes import NARROW, expr, names, responsive
from nlp_core.figures.figure import Figure
from nlp_core.figures.palette import CATEGORIES, PAPER, REFERENCE, ink_on
from nlp_core.figures.player import captioned
from nlp_core.figures.ranked_curves import Curve, saturations
from nlp_core.figures.rows import ROW_PLACE, haloed, names_above, row_axis
from nlp_core.figures.type import widest

WIDE_BARS = 0.62  # of the width: where the bars end
HIGH_BARS = 0.66  # of the height, on a narrow figure
REST = REFERENCE


@dataclass(frozen=True)
class Bar:
    """A document's name, what each word adds (T,), how often it has each (T,), and a note."""

    name: str
    parts: Sequence[float]
    counts: Sequence[int]
    note: str = ""


def ranking_and_curves(
    bars: Sequence[Bar],
    curves: Sequence[Curve],
    counts: Sequence[float],
    *,
    x_title: str,
    count_title: str,
    added_title: str,
    name_title: str,
    headline: str = "",
    height: int = 460,
) -> Figure:
    """``bars`` from the best down, stacked by word; ``curves`` over ``counts`` (P,) beside them.

    Each dot on the right is one document's count and share of one word.
    """
    rows, dots = _rows(bars), _dots(bars, curves)
    own = [CATEGORIES[k % len(CATEGORIES)] for k in range(len(curves))]
    colours = [c if one.values is not None else REST for c, one in zip(own, curves, strict=True)]
    said = [f"{sum(bar.parts):.2f} {bar.note}".strip() for bar in bars]
    left = _stack(rows, bars, said, curves, colours)
    right = saturations(curves, dots, counts, colours, count_title, added_title)
    words = [curve.name for curve in curves], [curve.short or curve.name for curve in curves]
    texts = [bar.name for bar in bars], said, *words, [added_title]
    chart: dict[str, Any] = {
        "height": height,
        "params": _params(texts, colours),
        "layer": [{"layer": left}, {"layer": right}],
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }
    chart = captioned(responsive(chart), [], [headline] if headline else [])
    return Figure(chart, _table(bars, curves, name_title, x_title))


def _params(texts: tuple[list[str], ...], colours: list[str]) -> list[dict[str, Any]]:
    """What is written, and where the halves are: beside each other, or one under the other."""
    count = max(len(texts[0]), 1)
    called = ("row_names", "said", "part_names", "short_names", "curve_titles")
    return [
        *(names(name, some) for name, some in zip(called, texts, strict=True)),
        {"name": "inks", "value": [ink_on(colour) for colour in colours]},
        {"name": "slim", "expr": "outer < 640"},
        {"name": "bars_w", "expr": f"slim ? width : {WIDE_BARS} * width"},
        {"name": "bars_h", "expr": f"slim ? {HIGH_BARS} * height : height"},
        {"name": "pitch", "expr": f"bars_h / {count}"},
        {"name": "above", "expr": f"{NARROW} && pitch >= 26"},
        {"name": "thick", "expr": "above ? 0.9 * (pitch - 1.4 * em) : min(0.72 * pitch, 3.2 * em)"},
        {"name": "lower", "expr": "above ? 0.7 * em : 0"},
    ]


def _rows(bars: Sequence[Bar]) -> list[dict[str, Any]]:
    rows = []
    for i, bar in enumerate(bars):
        start = 0.0
        for k, length in enumerate(bar.parts):
            if length > 0:
                place = {"row": i, "part": k, "start": start, "end": start + length}
                rows.append(place | {"middle": start + length / 2, "text": f"{length:.1f}"})
                start += length
    return rows


def _dots(bars: Sequence[Bar], curves: Sequence[Curve]) -> list[dict[str, Any]]:
    return [
        {"row": i, "part": k, "x": bar.counts[k], "y": bar.parts[k]}
        for i, bar in enumerate(bars)
        for k, curve in enumerate(curves)
        if curve.values is not None and bar.counts[k]
    ]


def _stack(
    rows: list[dict[str, Any]],
    drawn: Sequence[Bar],
    said: list[str],
    curves: Sequence[Curve],
    colours: list[str],
) -> list[dict[str, Any]]:
    """The bars, the numbers in their parts, and each whole score at its end."""
    longest = max((sum(bar.parts) for bar in drawn), default=0.0) or 1.0
    need = f"({widest(said):.2f} * em + 12)"
    ends = {"domain": [0, longest], "nice": False, "zero": True}
    x: dict[str, Any] = {"field": "start", "type": "quantitative", "title": None, "axis": None}
    x["scale"] = ends | {"range": [0, expr(f"max(bars_w - {need}, 60)")]}
    y = row_axis(len(drawn))
    y["axis"]["labelLimit"] = expr("0.3 * outer")
    y["scale"] = y["scale"] | {"range": [0, expr("bars_h")]}
    colour = {"field": "part", "type": "nominal", "legend": _legend(curves)}
    colour["scale"] = {"domain": list(range(len(colours))), "range": colours}
    mark = {"type": "bar", "height": expr("thick"), "yOffset": expr("lower")}
    bars = {
        "data": {"values": rows},
        "mark": mark | {"stroke": PAPER, "strokeWidth": 1},
        "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "color": colour},
    }
    wide = f"(bars_w - {need}) * (datum.end - datum.start) / {longest!r} > 2.2 * em"
    return [bars, _inside(rows, wide), *_totals(rows), *names_above(len(drawn))]


def _legend(curves: Sequence[Curve]) -> dict[str, Any]:
    """The words above the figure, in as many columns as there is room for."""
    need, short = widest([c.name for c in curves]), widest([c.short or c.name for c in curves])
    return {
        "title": None,
        "orient": "top",
        "labelExpr": f"{NARROW} ? short_names[datum.value] : part_names[datum.value]",
        "labelLimit": expr("0.5 * outer"),
        "columns": expr(
            f"{NARROW} ? clamp(floor(0.66 * outer / ({short:.2f} * em + 34)), 1, 7)"
            f" : clamp(floor(0.95 * outer / ({need:.2f} * em + 44)), 1, 7)"
        ),
        "offset": 4,
    }


def _inside(rows: list[dict[str, Any]], wide: str) -> dict[str, Any]:
    """The number of each part that is wide enough for it."""
    return {
        "data": {"values": rows},
        "transform": [{"filter": wide}, {"calculate": "inks[datum.part]", "as": "ink"}],
        "mark": {"type": "text", "fontSize": expr("min(em, 0.9 * thick)"), "fontWeight": 600}
        | {"yOffset": expr("lower")},
        "encoding": {
            "x": {"field": "middle", "type": "quantitative"},
            "y": ROW_PLACE,
            "text": {"field": "text"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _totals(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    totals: dict[int, float] = {}
    for row in rows:
        totals[row["row"]] = row["end"]
    data = {"data": {"values": [{"row": row, "end": end} for row, end in totals.items()]}}
    data["transform"] = [{"calculate": "said[datum.row]", "as": "text"}]  # type: ignore[assignment]
    mark = {"type": "text", "align": "left", "dx": 6, "yOffset": expr("lower")}
    place = {"x": {"field": "end", "type": "quantitative"}, "y": ROW_PLACE}
    return [data | layer for layer in haloed(mark, place | {"text": {"field": "text"}})]


def _table(
    bars: Sequence[Bar], curves: Sequence[Curve], name_title: str, x_title: str
) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {name_title: [bar.name for bar in bars]}
    table[x_title] = [round(sum(bar.parts), 4) for bar in bars]
    for k, curve in enumerate(curves):
        name = curve.name if curve.name not in table else f"{curve.name} ({k + 1})"
        table[name] = [round(float(bar.parts[k]), 4) for bar in bars]
    return table
