"""What makes one chart fit a phone and a projector: it knows its width, and its type follows.

``outer`` is the width of the whole figure in pixels (``width`` is that of the plot alone, which is
only known when the labels beside it are laid out), ``em`` the size of its text.
"""

from collections.abc import Sequence
from typing import Any

from nlp_core.figures.palette import INK
from nlp_core.figures.type import text_width, widest

NARROW = "outer < 520"
SYMBOL = 44  # pixels that a name of a legend takes with its symbol and the space beside it
LEAST_EM = 14  # pixels, on a phone
EM = f"clamp(outer / 48, {LEAST_EM}, 26)"
TITLE = 1.15  # how much larger than other text a figure's title is
TITLE_ROOM = 0.84  # of the figure's width, for the title of an axis
NARROWEST = 280  # pixels of a figure on a small phone
# The plot's width changes while axes are laid out; the container's does not. A chart that is drawn
# without a container has the width that it starts with.
OUTER: tuple[dict[str, Any], ...] = (
    {"name": "started", "init": "width"},
    {"name": "outer", "update": "max(0 * width, containerSize()[0] || started)"},
    {"name": "em", "update": EM},
)


def expr(text: str) -> dict[str, str]:
    """A Vega expression as a value."""
    return {"expr": text}


def responsive(chart: dict[str, Any]) -> dict[str, Any]:
    """The chart with ``outer`` and ``em`` as its first parameters, and its text in that size."""
    sizes: dict[str, Any] = {"labelFontSize": expr("em"), "titleFontSize": expr("em")}
    config: dict[str, dict[str, Any]] = {
        "axis": sizes | {"titlePadding": 6},
        "legend": sizes | {"symbolSize": expr("9 * em"), "padding": 0, "rowPadding": 2},
        "text": {"fontSize": expr("em")},
        "title": {
            "fontSize": expr(f"{TITLE} * em"),
            "subtitleFontSize": expr("em"),
            "subtitleColor": INK,
            "subtitlePadding": 2,
            "offset": 4,
        },
    }
    own = chart.get("config", {})
    merged = {name: {**config.get(name, {}), **own.get(name, {})} for name in {**config, **own}}
    return {**_fitted(chart), "params": [*OUTER, *chart.get("params", [])], "config": merged}


def _fitted(view: dict[str, Any]) -> dict[str, Any]:
    """The chart, or a part of it, with smaller type for titles that a phone is too narrow for."""
    fitted = dict(view)
    for parts in {"layer", "hconcat", "vconcat", "concat"} & view.keys():
        fitted[parts] = [_fitted(part) for part in view[parts]]
    if "spec" in view:
        fitted["spec"] = _fitted(view["spec"])
    if "encoding" in view:
        sides = {name: _titled(view["encoding"][name]) for name in {"x", "y"} & {*view["encoding"]}}
        fitted["encoding"] = view["encoding"] | sides
    return fitted


def _titled(channel: dict[str, Any]) -> dict[str, Any]:
    """A channel whose axis' title is never wider than the figure has room for."""
    axis = channel.get("axis", {})
    title = (axis or {}).get("title", channel.get("title"))
    need = text_width(title, bold=True) if isinstance(title, str) else 0.0
    if axis is None or need * LEAST_EM <= TITLE_ROOM * NARROWEST:
        return channel
    size = expr(f"min(em, {TITLE_ROOM} * outer / {need:.2f})")
    return channel | {"axis": axis | {"titleFontSize": size}}


def flat(title: str) -> dict[str, Any]:
    """The title of a vertical axis, lying flat above it."""
    return {
        "title": title,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleBaseline": "bottom",
        "titleX": 0,
        "titleY": -9,
    }


LEGEND_RIGHT = {"legend": {"layout": {"top": {"anchor": "end"}}}}


def legend_above(labels: str, **more: Any) -> dict[str, Any]:
    """A legend on the line of the flat words of the y axis; above them where that is too narrow.

    ``labels`` is the expression of a label. The chart's own config is ``LEGEND_RIGHT``.
    """
    return {
        "title": None,
        "orient": "top",
        "labelLimit": expr("0.8 * outer"),
        "labelExpr": labels,
        "offset": expr(f"{NARROW} ? 1.8 * em : 4"),
        **more,
    }


def few_ticks(pixels: int = 110, most: int = 8) -> dict[str, str]:
    """About one tick to so many pixels of the figure's width."""
    return expr(f"clamp(floor(outer / {pixels}), 2, {most})")


def legend_columns(texts: Sequence[str]) -> dict[str, str]:
    """All names of a legend side by side where they fit, else as many as the widest lets."""
    one = f"({widest(list(texts)):.2f} * em + {SYMBOL})"
    every = f"{sum(map(text_width, texts)):.2f} * em + {SYMBOL * len(texts)} <= outer"
    return expr(f"{every} ? {len(texts)} : clamp(floor(outer / {one}), 1, {len(texts)})")


def names(name: str, texts: list[str] | tuple[str, ...]) -> dict[str, Any]:
    """Texts as a parameter: they are data, whatever they hold, and never part of an expression.

    Nor is a learner's text ever a constant of an encoding: Vega looks constants up among its own
    operators, and ``{"value": "constructor"}`` breaks the chart.
    """
    return {"name": name, "value": list(texts)}
