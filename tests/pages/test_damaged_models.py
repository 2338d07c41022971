"""Models that came with the site and broke: every lesson says so and offers to train them here."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from nlp_core.engine.engine import Engine
from nlp_core.engine.folder import LocalFolder
from nlp_core.places import MODELS
from pages.kit.presence import Windows
from tests.pages.drawing import unfold, visit, words

LESSONS = {
    "modules": {},
    "naive_bayes": {"naive_bayes-source": "public"},
    "word2vec": {},
    "glove": {},
    "attention": {},
    "prompting": {},
}


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


HARM: dict[str, tuple[str, Callable[[Path], None]]] = {
    "card cut": ("*.json", _cut),
    "card flipped": ("*.json", _flip),
    "card gone": ("*.json", Path.unlink),
    "tensors cut": ("*.safetensors", _cut),
    "tensors flipped": ("*.safetensors", _flip),
    "tensors gone": ("*.safetensors", Path.unlink),
    "all gone": ("*", Path.unlink),
}


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Path]:
    """A copy of the shipped models, which the site's engine reads instead."""
    folder = tmp_path / "models"
    shutil.copytree(MODELS, folder)
    server = Engine(shipped=folder, cache=tmp_path / "cache"), Windows()
    with patch("pages.kit.engine._server", lambda: server):
        yield folder


@pytest.mark.parametrize("harm", HARM)
@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_without_its_models_says_so_and_offers_to_train(
    slug: str, harm: str, shipped: Path
) -> None:
    pattern, act = HARM[harm]
    for path in shipped.glob(pattern):
        act(path)
    page = unfold(visit(slug, "en", **LESSONS[slug]))
    assert not page.exception, page.exception
    said = words(page)
    assert "see the nearest shipped" not in said and "see **the shipped model**" not in said
    assert ("is damaged" in said) == (harm != "all gone")
    assert [one for one in page.button if str(one.key).endswith("-train")]


def test_it_is_told_in_korean_too(shipped: Path) -> None:
    for path in shipped.glob("*.json"):
        path.unlink()
    page = visit("attention", "ko")
    assert not page.exception
    assert "파일이 손상되어" in words(page) and "비슷한" not in words(page)


def test_a_damaged_model_has_a_nearest_one_that_is_there(shipped: Path) -> None:
    """The chosen one is broken, the default is whole: both are said, and the default is shown."""
    for path in shipped.glob("translation-*.json"):
        if '"score": "dot"' in path.read_text():
            _cut(path)
    parameters = {"attention-score": "dot", "attention-direction": "ko-en"}
    page = visit("attention", "en", **parameters)
    assert not page.exception
    assert "settings is damaged" in words(page) and "nearest shipped one" in words(page)


def test_a_damaged_model_is_read_and_logged_once(
    shipped: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in shipped.glob("translation-*.safetensors"):
        _flip(path)
    with caplog.at_level(logging.WARNING):
        page = visit("attention", "en")
        told = caplog.text.count("is not usable")
        asked: list[str] = []
        read = LocalFolder.read

        def count(folder: LocalFolder, name: str) -> bytes:
            asked.append(name)
            return read(folder, name)

        monkeypatch.setattr(LocalFolder, "read", count)
        for _ in range(3):
            page.run()
    assert told >= 1 and caplog.text.count("is not usable") == told
    assert not [name for name in asked if name.endswith(".safetensors")]


def test_the_front_page_goes_on_without_models(shipped: Path) -> None:
    for path in shipped.glob("*.json"):
        path.unlink()
    assert not visit("home", "en").exception
