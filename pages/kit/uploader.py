"""The field for a file, in the page's language: Streamlit's own words in it are English."""

from collections.abc import Callable, Sequence
from io import BytesIO

import streamlit as st

from pages.kit.language import t

MEGABYTES = 20
_WORDS = """<style>
{field} [data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
{field} [data-testid="stFileUploaderDropzone"] button p::after {{
  content: "{button}"; font-size: 1rem; }}
{field} [data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
{field} [data-testid="stFileUploaderDropzoneInstructions"] span::after {{
  content: "{limit}"; font-size: 0.95rem; white-space: normal; }}
{field} [data-testid="stFileUploaderDropzone"] > div > span {{ font-size: 0; }}
{field} [data-testid="stFileUploaderDropzone"] > div > span::after {{
  content: "{drop}"; font-size: 1rem; }}
{field} [data-testid="stFileChip"][aria-invalid="true"] {{ height: auto; flex-wrap: wrap; }}
{field} [data-testid="stFileChip"][aria-invalid="true"]::after {{
  content: "{refused}"; flex-basis: 100%; white-space: normal; }}
</style>"""


def draw(
    key: str,
    label: str,
    *,
    take: Callable[[str], None] | None = None,
    kinds: Sequence[str] = (),
    megabytes: int = MEGABYTES,
) -> BytesIO | None:
    """The field, and the file that lies in it; ``kinds`` are file endings, any where there is none.

    ``take(key)`` is called when a file has come, before the page is drawn again.
    """
    endings = ", ".join(f".{kind}" for kind in kinds)
    limit = t(f"{megabytes}MB까지", f"up to {megabytes} MB")
    only = f"{endings}, {limit}" if endings else limit
    st.html(
        _WORDS.format(
            field=f".st-key-{key}",
            button=t("파일 고르기", "Choose a file"),
            limit=only,
            drop=t("여기에 놓으세요", "Drop it here"),
            refused=t(f"이 파일은 받을 수 없어요({only}).", f"This file cannot be taken ({only})."),
        )
    )
    return st.file_uploader(
        label,
        type=list(kinds) or None,
        key=key,
        max_upload_size=megabytes,
        on_change=take,
        args=(key,) if take else None,
    )
