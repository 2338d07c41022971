"""A figure as a file: CSV, SVG, PNG, or one HTML page that works offline."""

import csv
import io
import json
from functools import lru_cache
from html import escape
from typing import Any

from nlp_core.figures.figure import Figure
from nlp_core.places import ASSETS
from pages.kit.figure_style import styled
from pages.kit.language import language

FONT = "Revisited Sans"
PAPER = "#FBFAF7"
_EMBEDDED = {"renderer": "svg", "actions": {"export": True, "source": False, "editor": False}}
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
)
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
body {{ font-family: "{font}", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: {paper}; color: #22262B; }}
</style></head><body><h1 style="font-size:1.2rem">{title}</h1>{chart}</body></html>
"""


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
    """One page with its chart library inside: opens with no network, titled, in the page's type.

    Its policy lets it ask nothing of any host, whatever a learner's words make of it.
    """
    spec, options = inert_json(_spec(figure)), inert_json(_EMBEDDED)
    draw = f'vegaEmbed("#chart", {spec}, {options});'
    chart = f'<div id="chart"></div><script>{_library()}</script><script>{draw}</script>'
    page = _PAGE.format(
        lang=language(),
        policy=_POLICY,
        title=escape(title),
        font=FONT,
        paper=PAPER,
        chart="{chart}",
    )
    before, after = page.rsplit("{chart}", 1)  # a title may hold the same sign
    return f"{before}{chart}{after}".encode()


def inert_json(value: Any) -> str:
    """JSON for a script element, which it can neither end nor break off, nor open a comment in."""
    text = json.dumps(value, default=float)  # in ASCII: no U+2028 either
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _inert(cell: Any) -> Any:
    """A number of the learner's text that only looks like a formula, such as ``-1.5``, stays."""
    if not isinstance(cell, str) or cell[:1] not in tuple("=+-@\t\r"):
        return cell
    return f"'{cell}"


def _spec(figure: Figure) -> dict[str, Any]:
    spec = {"background": PAPER, "width": 900, **styled(figure)}
    spec["config"] = {"font": FONT, **spec["config"]}
    spec["$schema"] = "https://vega.github.io/schema/vega-lite/v6.json"
    return spec


def _standalone(figure: Figure) -> str:
    return json.dumps(_spec(figure), default=float).replace("var(--paper)", PAPER)


@lru_cache(maxsize=1)
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(ASSETS / "fonts"))
    return vl_convert


@lru_cache(maxsize=1)
def _library() -> str:
    """Vega, Vega-Lite and their embedder as one script."""
    script: str = _converter().javascript_bundle()
    return script
