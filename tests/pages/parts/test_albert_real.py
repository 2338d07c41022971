"""A published ALBERT fills masks, and its parameters are those of the formula."""

from pathlib import Path

import pytest

from nlp_core.models.albert import Albert, AlbertConfig
from nlp_core.published.asking import About
from pages.parts.albert_real import counts
from tests.pages.drawing import charts
from tests.pages.real_hub import fetched, hub, said

NAME = "albert/albert-base-v2"
SHOWN = 3


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_fills_a_mask_and_is_counted(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch):
        page = fetched("albert", language)
        assert len(charts(page)) == SHOWN and not page.warning
        assert "V = 61" in said(page)


@pytest.mark.parametrize(
    ("typed", "told"),
    [(" ", "no text"), ("the cat", "Nothing is hidden"), ("[MASK] [mask]", "only `[MASK]`s")],
)
def test_what_cannot_be_asked_is_told(
    typed: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub(NAME, tmp_path, monkeypatch):
        page = fetched("albert", "en", **{"albert-real-text": typed})
        assert not page.exception
        assert any(told in str(one.value).replace("\\", "") for one in page.warning)


def test_the_formula_is_the_modules_count() -> None:
    config = AlbertConfig(61, 24, 3, 3, d_hidden=40, d_embedding=10, style="published")
    size = sum(p.numel() for p in Albert(config).parameters())
    found = counts(About(config, size, ()))
    assert found["module"] == found["formula"] == size
