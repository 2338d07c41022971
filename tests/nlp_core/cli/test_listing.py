"""``list`` and ``data``."""

from pathlib import Path

import pytest

from nlp_core.cli import listing
from nlp_core.cli.main import main
from nlp_core.engine.key import run_id_of
from tests.nlp_core.cli.conftest import FAKES
from tests.nlp_core.engine.fake import FakeSpec


def test_list_shows_shipped_and_cached(
    fakes: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build"])
    main(["train", "fake", "--in-process"])
    main(["train", "fake", "--in-process", "--text", "비밀"])
    capsys.readouterr()
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sorted(line.split()[:2] for line in lines) == sorted(
        [["cache", run_id_of(FakeSpec())], *(["shipped", run_id_of(spec)] for spec in FAKES)]
    )


def test_data_lists_the_corpora_and_says_what_cannot_be_fetched(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["data", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(listing.CORPORA)

    def fail(name: str) -> Path:
        raise OSError("no network")

    monkeypatch.setattr(listing, "fetch", fail)
    assert main(["data", "fetch", "nsmc"]) == 1
    wanted = "python -m nlp_core: nsmc cannot be downloaded: no network\n"
    assert capsys.readouterr().err == wanted
