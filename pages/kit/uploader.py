"""The field for a file, in the page's language: Streamlit's own words in it are English."""

from collections.abc import Callable

import streamlit as st

from pages.kit.language import t

MEGABYTES = 20
_WORDS = """<style>
[data-testid="stFileUploaderDropzone"] button p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] button p::after {{ content: "{button}"; font-size: 1rem; }}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{
  content: "{limit}"; font-size: 0.95rem; white-space: normal; }}
[data-testid="stFileUploaderDropzone"] > div > span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] > div > span::after {{ content: "{drop}"; font-size: 1rem; }}
</style>"""


def draw(key: str, take: Callable[[str], None], megabytes: int = MEGABYTES) -> None:
    """The field; ``take(key)`` is called when a file has come, before the page is drawn again."""
    st.html(
        _WORDS.format(
            button=t("파일 고르기", "Choose a file"),
            limit=t(f"{megabytes}MB까지", f"up to {megabytes} MB"),
            drop=t("여기에 놓으세요", "Drop it here"),
        )
    )
    st.file_uploader(
        t("내 파일(.txt, .csv, .tsv, .xlsx, .jsonl)", "My file (.txt, .csv, .tsv, .xlsx, .jsonl)"),
        key=key,
        max_upload_size=megabytes,
        on_change=take,
        args=(key,),
    )
