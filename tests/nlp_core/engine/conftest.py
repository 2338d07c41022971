"""One engine with its two workers for all tests of this folder, on a store of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp_core.engine.engine import Engine


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    store = tmp_path_factory.mktemp("engine")
    with Engine(shipped=store / "shipped", cache=store / "cache") as engine:
        engine.start()
        yield engine


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A file that gets one line for every time the fake recipe is really run."""
    path = tmp_path / "runs.log"
    path.touch()
    return path
