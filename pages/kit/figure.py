"""Draw a figure with its badge and its menu: table, CSV, SVG, PNG, a page that works offline."""

from typing import Any

import streamlit as st

from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from pages.kit.badge import badge
from pages.kit.export import as_csv, as_html, as_png, as_svg
from pages.kit.language import t

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
}
COMPOSED = {"facet", "concat", "hconcat", "vconcat", "repeat"}


def draw(
    figure: Figure,
    *provenance: Provenance,
    alt: str,
    key: str,
    select: str | None = None,
    caption: str | None = None,
    live: bool = False,
) -> Any:
    """The chart, its badge and its menu; the values of selection ``select``, or None.

    ``live`` leaves the menu out, inside a part of the page that redraws by itself.
    """
    if not provenance:
        raise ValueError(f"figure {key!r} has no provenance")
    event = _plotly(figure, alt, key) if figure.plotly else _vega(figure, alt, key, select)
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-foot", gap="small"):
        words = " &nbsp; ".join(badge(one) for one in provenance)
        st.caption(f"{caption}  \n{words}" if caption else words, width="stretch")
        if not live:
            _menu(figure, key)
    if event is None or select is None:
        return None
    return event["selection"].get(select) or None


def styled(figure: Figure) -> dict[str, Any]:
    """The Vega-Lite spec with the site's type sizes; a figure's own config wins."""
    config = {name: dict(value) for name, value in TYPE.items()}
    for name, value in figure.chart.get("config", {}).items():
        config[name] = {**config.get(name, {}), **value} if isinstance(value, dict) else value
    chart = {**figure.chart, "config": config}
    if not COMPOSED & chart.keys():  # a figure's height is that of its plot; axes come on top
        chart.setdefault("autosize", {"type": "fit-x", "contains": "padding"})
    return chart


def _vega(figure: Figure, alt: str, key: str, select: str | None) -> Any:
    selecting = {"on_select": "rerun", "selection_mode": [select]} if select else {}
    return st.vega_lite_chart(spec=styled(figure), width="stretch", key=key, alt=alt, **selecting)


def _plotly(figure: Figure, alt: str, key: str) -> None:
    options = {"displaylogo": False, "toImageButtonOptions": {"format": "svg", "filename": key}}
    st.plotly_chart(figure.chart, width="stretch", key=key, alt=alt, config=options)


def _menu(figure: Figure, key: str) -> None:
    """The numbers and the files; nothing is built before it is asked for."""
    label = t("숫자와 파일", "Numbers, files")
    menu = st.popover(label, icon=":material/table_chart:", key=f"{key}-menu", on_change="rerun")
    if not menu.open:
        return
    with menu:
        st.dataframe(dict(figure.table), hide_index=True, height=260)
        files: list[tuple[str, str, str, Any]] = [
            ("CSV", "csv", "text/csv", lambda: as_csv(figure)),
            (
                t("HTML(오프라인)", "HTML (offline)"),
                "html",
                "text/html",
                lambda: as_html(figure, key),
            ),
        ]
        if not figure.plotly:
            files[1:1] = [
                ("SVG", "svg", "image/svg+xml", lambda: as_svg(figure)),
                ("PNG", "png", "image/png", lambda: as_png(figure)),
            ]
        with st.container(horizontal=True, gap="small"):
            for name, ending, mime, build in files:
                st.download_button(
                    name,
                    data=build,
                    file_name=f"{key}.{ending}",
                    mime=mime,
                    key=f"{key}-{ending}",
                    on_click="ignore",
                )
        if figure.plotly:
            st.caption(
                t(
                    "그림 파일은 그림 오른쪽 위의 카메라 단추로 받습니다.",
                    "For an image, use the camera button at the top right of the chart.",
                )
            )
