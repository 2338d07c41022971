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


def test_what_must_be_a_folder_is_one_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for named in ("", "s3://bucket/cache"):
        monkeypatch.setenv("NLP_REVISITED_CACHE", named)
        assert places.local_cache() == tmp_path / "nlp-revisited"
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "mine"))
    assert places.local_cache() == tmp_path / "mine"
