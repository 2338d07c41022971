"""The pictures on the map: one a lesson and language, and what the builder draws now."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from nlp_core.thumbnails import DRAWN, FOLDER, LANGUAGES, build_thumbnails, picture
from pages.kit.curriculum import LESSONS

CHEAP = ("tensors", "autograd", "bag_of_words", "bpe", "retrieval", "prompting")


def test_every_lesson_has_its_picture() -> None:
    assert set(DRAWN) == {one.slug for one in LESSONS}
    wanted = {f"{slug}.{language}.svg" for slug in DRAWN for language in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.svg")} == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CHEAP)
def test_a_picture_is_what_the_builder_draws(slug: str, language: str) -> None:
    kept = (FOLDER / f"{slug}.{language}.svg").read_text(encoding="utf-8")
    assert kept == picture(slug, language), "run python -m nlp_core build"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.svg")), ids=lambda path: path.name)
def test_a_picture_is_small_and_takes_the_page_colours(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.get("fill") == "currentColor"
    assert "prefers-color-scheme:dark" in text
    assert len(text) < 20_000


def test_building_writes_every_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nlp_core.thumbnails.DRAWN", {"tensors": DRAWN["tensors"]})
    written = build_thumbnails(tmp_path)
    assert [path.name for path in written] == ["tensors.ko.svg", "tensors.en.svg"]
    assert written[0].read_text(encoding="utf-8").startswith("<svg")
