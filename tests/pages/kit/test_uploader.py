"""The field for a file speaks the page's language."""

import pytest

from tests.pages.kit.running import run


def _page() -> None:
    from pages.kit.language import settle_language
    from pages.kit.uploader import draw

    settle_language(None)
    draw("mine", lambda key: None)


@pytest.mark.parametrize(
    ("language", "word", "label"),
    [("ko", "파일 고르기", "내 파일"), ("en", "Choose a file", "My file")],
)
def test_its_words_are_replaced(language: str, word: str, label: str) -> None:
    page = run(_page, language)
    assert any(word in one.proto.body for one in page.get("html"))
    assert page.file_uploader[0].label.startswith(label)
