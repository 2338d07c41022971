"""Draw a figure with its badge; behind the badge its origin, its numbers and its files."""

from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from nlp_core.figures.figure import Figure
from nlp_core.provenance import Provenance
from pages.kit import badge
from pages.kit.export import as_csv, as_html, as_png, as_svg
from pages.kit.figure_style import styled
from pages.kit.language import t
from pages.kit.prose import FigureWords


def draw(
    figure: Figure,
    *provenance: Provenance,
    words: FigureWords,
    key: str,
    select: str | None = None,
    live: bool = False,
) -> Any:
    """The chart and one line under it: caption and badge; the values of selection ``select``."""
    event = chart(figure, alt=words.alt, key=key, select=select)
    foot(figure, provenance, words, key, live=live)
    return None if event is None or select is None else event["selection"].get(select) or None


def foot(
    figure: Figure, provenance: tuple[Provenance, ...], words: FigureWords, key: str, *, live: bool
) -> None:
    """The line under a chart: its caption and its badge; ValueError if it has no provenance.

    ``live`` leaves numbers and files out, inside a part of the page that redraws by itself.
    """
    if not provenance:
        raise ValueError(f"figure {key!r} has no provenance")
    said = badge.label(provenance)
    row = st.container(horizontal=True, vertical_alignment="center", key=f"{key}-foot", gap="small")
    if words.caption:
        row.caption(words.caption, width="stretch")
    if live:
        row.caption(said)
    else:
        _menu(row, figure, provenance, said, words.alt, key)


def chart(
    figure: Figure, *, alt: str, key: str | None, select: str | None = None, fill: bool = False
) -> Any:
    """The bare chart, with no badge: the one place that hands a spec to Streamlit.

    ``fill`` gives it the height of its container.
    """
    height: Literal["stretch", "content"] = "stretch" if fill else "content"
    spec = styled(figure, fill=fill)
    if select is None:
        st.vega_lite_chart(spec=spec, width="stretch", height=height, alt=alt)
        return None
    return st.vega_lite_chart(
        spec=spec,
        width="stretch",
        height=height,
        alt=alt,
        key=key,
        on_select="rerun",
        selection_mode=[select],
    )


def _menu(
    row: DeltaGenerator,
    figure: Figure,
    provenance: tuple[Provenance, ...],
    words: str,
    alt: str,
    key: str,
) -> None:
    """The badge as a button; nothing behind it is built before it is asked for."""
    icon = badge.ICONS[type(provenance[0])]
    menu = row.popover(words, icon=icon, type="tertiary", key=f"{key}-menu", on_change="rerun")
    if not menu.open:
        return
    with menu:
        for one in provenance:
            st.markdown(f"**{badge.phrase(one)}**\n\n{badge.details(one)}")
        st.dataframe(dict(figure.table), hide_index=True, height=260)
        _files(figure, provenance, alt, key)


def _files(figure: Figure, provenance: tuple[Provenance, ...], alt: str, key: str) -> None:
    title = f"{alt} · {badge.label(provenance)}"
    offline = t("HTML(오프라인)", "HTML (offline)")
    files: list[tuple[str, str, str, Any]] = [
        ("CSV", "csv", "text/csv", lambda: as_csv(figure)),
        ("SVG", "svg", "image/svg+xml", lambda: as_svg(figure)),
        ("PNG", "png", "image/png", lambda: as_png(figure)),
        (offline, "html", "text/html", lambda: as_html(figure, title)),
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
