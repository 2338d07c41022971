"""A figure as a file: CSV, SVG, PNG, or one HTML page that works offline."""

import csv
import io
import json
from functools import lru_cache
from typing import Any

from nlp_core.figures.figure import Figure

FONT = "Revisited Sans"
_PAPER = {"background": "#FBFAF7", "width": 900}


def as_csv(figure: Figure) -> bytes:
    """The table behind the figure, with a byte order mark so that spreadsheets read Hangul.

    A cell that a spreadsheet would run as a formula is led by an apostrophe.
    """
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(figure.table)
    rows.writerows(
        [_inert(cell) for cell in row] for row in zip(*figure.table.values(), strict=True)
    )
    return text.getvalue().encode("utf-8-sig")


def as_svg(figure: Figure) -> bytes:
    """A vector image, through vl-convert."""
    return _converter().vegalite_to_svg(_standalone(figure)).encode()


def as_png(figure: Figure) -> bytes:
    """A bitmap at twice the screen's density, Hangul drawn with the site's own font."""
    return _converter().vegalite_to_png(_standalone(figure), scale=2.0)


def as_html(figure: Figure, title: str) -> bytes:
    """One page with its chart library inside: opens with no network."""
    if figure.plotly:
        import plotly.io

        return plotly.io.to_html(figure.chart, include_plotlyjs=True, validate=False).encode()
    return _converter().vegalite_to_html(_standalone(figure), bundle=True).encode()


def _inert(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell[:1] else cell


def _standalone(figure: Figure) -> str:
    from pages.kit.figure import styled

    spec = {**_PAPER, **styled(figure)}
    spec["config"] = {"font": FONT, **spec["config"]}
    spec["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json"
    return json.dumps(spec, default=float)


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert

    from pages.kit.curriculum import PAGES

    vl_convert.register_font_directory(str(PAGES.parent / "assets" / "fonts"))
    return vl_convert
