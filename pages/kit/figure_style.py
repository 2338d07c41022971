"""How every chart looks: type sizes, ink, and how its data travel."""

from typing import Any

from nlp_core.figures.figure import Figure

# Readable from the last row. Charts are drawn as SVG, so the page's ink is theirs in both themes.
INK = "currentColor"
TYPE: dict[str, dict[str, Any]] = {
    "axis": {
        "labelFontSize": 16,
        "titleFontSize": 16,
        "titleFontWeight": 600,
        "labelLimit": 240,
        "labelColor": INK,
        "titleColor": INK,
        "labelFlush": False,  # Streamlit's theme would push the first row's name off its row
    },
    "legend": {
        "labelFontSize": 16,
        "titleFontSize": 16,
        "symbolSize": 160,
        "labelColor": INK,
        "titleColor": INK,
    },
    "header": {"labelFontSize": 16, "titleFontSize": 16, "labelColor": INK, "titleColor": INK},
    "text": {"fontSize": 16, "color": INK},
    "title": {"fontSize": 18, "fontWeight": 600, "anchor": "start", "color": INK},
    "view": {"stroke": None},
    # Marks without words of their own: the chart's description and its table say what they show.
    **{mark: {"aria": False} for mark in ("rule", "point", "circle", "square", "image")},
}
COMPOSED = {"facet", "concat", "hconcat", "vconcat", "repeat"}


def styled(figure: Figure, *, fill: bool = False) -> dict[str, Any]:
    """The Vega-Lite spec with the site's type sizes; a figure's own config wins.

    With ``fill`` the whole chart fits the height that the page gives it; otherwise its plot has the
    height that the figure asks for, and axes come on top. Data at the top of a spec move into a
    layer: Streamlit would turn them into a data frame at every run.
    """
    config = {name: dict(value) for name, value in TYPE.items()}
    for name, value in figure.chart.get("config", {}).items():
        config[name] = {**config.get(name, {}), **value} if isinstance(value, dict) else value
    chart = {**figure.chart, "config": config}
    if COMPOSED & chart.keys():
        return chart
    chart.setdefault("autosize", {"type": "fit" if fill else "fit-x", "contains": "padding"})
    if "data" in chart:
        inner = {part: chart.pop(part) for part in _VIEW & chart.keys()}
        chart["layer"] = [inner]
    return chart


_VIEW = {"data", "mark", "encoding", "layer", "transform"}
