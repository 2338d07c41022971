"""The field for a file speaks the page's language."""

import pytest

from tests.pages.kit.running import run


def _page() -> None:
    from pages.kit.language import settle_language
    from pages.kit.uploader import draw

    settle_language(None)
    draw("mine", "Mine", kinds=["csv"], megabytes=3)


@pytest.mark.parametrize(
    ("language", "button", "refused"),
    [
        ("ko", "파일 고르기", "받을 수 없어요(.csv, 3MB까지)"),
        ("en", "Choose a file", "cannot be taken (.csv, up to 3 MB)"),
    ],
)
def test_its_words_are_replaced(language: str, button: str, refused: str) -> None:
    page = run(_page, language)
    style = next(one.proto.body for one in page.get("html") if ".st-key-mine" in one.proto.body)
    assert button in style and refused in style
    assert page.file_uploader[0].label == "Mine"


def test_the_field_takes_no_other_kind_and_nothing_larger() -> None:
    proto = run(_page).file_uploader[0].proto
    assert list(proto.type) == [".csv"] and proto.max_upload_size_mb == 3
