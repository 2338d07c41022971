"""Small checkpoints of every kind, a cache of one's own, and a hub that holds one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.nlp_core.published.fake_hub import FakeHub, repository, save_tokenizer, serving
from tests.nlp_core.published.test_reading import CASES, made


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small random checkpoint of each kind, as the transformers library saves it."""
    made_of: dict[str, Path] = {}
    for kind, sizes, architecture in CASES:
        if kind not in made_of:
            made_of[kind] = tmp_path_factory.mktemp(kind)
            made(kind, sizes, architecture, made_of[kind])
            save_tokenizer(made_of[kind])
    return made_of


@pytest.fixture()
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture()
def fake(folders: dict[str, Path], cache: Path) -> Iterator[FakeHub]:
    with serving(FakeHub(repository(folders["electra"]))) as one:
        yield one
