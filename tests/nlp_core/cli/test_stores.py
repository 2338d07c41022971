"""A folder that cannot be written or opened is told in one sentence, where possible early."""

from pathlib import Path

import pytest

from nlp_core.cli import training
from nlp_core.cli.main import main
from nlp_core.engine.folder import LocalFolder


@pytest.mark.parametrize("how", [["--in-process"], []], ids=["in-process", "workers"])
def test_an_unwritable_cache_is_told_before_the_training(
    how: list[str],
    fakes: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(training, "train", None)  # would fail if it were called
    assert main(["train", "fake", *how]) == 1
    wanted = f"python -m nlp_core: {tmp_path / 'file'} cannot be written: File exists\n"
    assert capsys.readouterr().err == wanted
    assert main(["build", "--into", str(tmp_path / "file" / "models")]) == 1
    assert capsys.readouterr().err.endswith("models cannot be written: Not a directory\n")


def test_a_disk_that_fills_up_meanwhile_is_told_after_it(
    fakes: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write = LocalFolder.write

    def full(folder: LocalFolder, name: str, data: bytes) -> None:
        if name.endswith(".json"):
            raise OSError(28, "No space left on device")
        write(folder, name, data)

    monkeypatch.setattr(LocalFolder, "write", full)
    assert main(["train", "fake", "--in-process"]) == 1
    assert capsys.readouterr().err.endswith("cannot be written: No space left on device\n")
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_cache_of_an_unknown_kind_is_told(
    fakes: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NLP_REVISITED_CACHE", "nowhere://bucket/runs")
    assert main(["train", "fake", "--in-process"]) == 2
    err = capsys.readouterr().err
    assert "nowhere://bucket/runs cannot be opened" in err and err.count("\n") == 1
