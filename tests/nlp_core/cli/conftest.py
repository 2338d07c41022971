"""A cache of its own for every test; ``fakes`` puts the tiny recipe where the real ones are."""

from pathlib import Path

import pytest

from nlp_core import recipes, thumbnails
from nlp_core.cli import listing, training
from tests.nlp_core.engine.fake import FakeSpec

FAKES = (FakeSpec(), FakeSpec(seed=1))


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(thumbnails, "FOLDER", tmp_path / "thumbnails")
    monkeypatch.setattr(thumbnails, "build_thumbnails", lambda: [tmp_path] * 2)
    monkeypatch.setattr(recipes, "recipes", lambda: {"fake": FakeSpec})
    monkeypatch.setattr(recipes, "shipped", lambda: FAKES)
    for module in (training, listing):
        monkeypatch.setattr(module, "MODELS", tmp_path / "shipped")


@pytest.fixture(autouse=True)
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))
