"""The one stylesheet, with the palette's colours as variables."""

from functools import cache

from pages.kit.prose import PROSE

SHEET = PROSE.parent / "style.css"


@cache
def stylesheet() -> str:
    """The site's styles as one element for ``st.html``."""
    return f"<style>{SHEET.read_text(encoding='utf-8')}</style>"
