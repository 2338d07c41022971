"""The one stylesheet: the palette as variables, then ``assets/style.css`` and ``home.css``.

The server puts it into the page itself (see app.py), so that no run of a script sends it again.
"""

from functools import cache

from nlp_core.figures.palette import css_variables
from pages.kit.prose import PROSE

SHEETS = ("style.css", "home.css")


@cache
def stylesheet() -> str:
    """The site's styles."""
    parts = [(PROSE.parent / name).read_text(encoding="utf-8") for name in SHEETS]
    return "\n".join([f".stApp {{\n{css_variables()}\n}}", *parts])
