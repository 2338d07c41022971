"""The cache follows the user's setting; the project's files are where the names say."""

from pathlib import Path

import pytest

from nlp_core import places


def test_every_named_folder_exists() -> None:
    for folder in (places.MODELS, places.CORPORA, places.RESULTS, places.PROSE):
        assert folder.is_dir()
        assert folder.is_relative_to(places.ROOT)


def test_the_cache_follows_the_users_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert places.default_cache() == tmp_path / "nlp-revisited"
