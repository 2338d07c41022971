"""A published GPT-2 goes on with the learner's text, at every temperature and cut."""

from pathlib import Path

import pytest

from tests.pages.drawing import badges, charts
from tests.pages.real_hub import fetched, hub, said

SHOWN = 3  # the sheet, the next token, and the checkpoint's


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"gpt-real-temperature": "0.0"},
        {"gpt-real-temperature": "100.0", "gpt-real-draw": "3"},
        {"gpt-real-top-p": "0"},
        {"gpt-real-top-k": "1"},
        {"gpt-real-text-en": "the cat " * 100},
        {"gpt-real-text-en": "cat"},
        {"gpt-real-text-en": "漢字 👨‍👩‍👧 <b>고양이</b>"},
    ],
)
def test_it_goes_on_with_any_text(
    address: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("distilbert/distilgpt2", tmp_path, monkeypatch):
        page = fetched("gpt", "en", **address)
        assert len(charts(page)) == SHOWN and not page.warning
        assert any("distilgpt2" in badge for badge in badges(page))
        assert ("Perplexity of my text" in said(page)) == (address.get("gpt-real-text-en") != "cat")


def test_an_empty_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with hub("distilbert/distilgpt2", tmp_path, monkeypatch):
        page = fetched("gpt", "en", **{"gpt-real-text-en": "the cat"})
        next(one for one in page.text_area if one.key == "gpt-real-text-en").set_value(" ").run()
        assert page.warning and not page.exception and len(charts(page)) == SHOWN - 1


def test_the_page_offers_the_checkpoint_of_its_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub("skt/kogpt2-base-v2", tmp_path, monkeypatch):
        page = fetched("gpt", "ko")
        assert "skt/kogpt2-base-v2" in said(page) and "NC" in said(page)
        assert len(charts(page)) == SHOWN
