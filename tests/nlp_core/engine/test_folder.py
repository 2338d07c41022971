from pathlib import Path

import pytest

from nlp_core.engine.folder import Folder, LocalFolder, open_folder


@pytest.fixture(params=["local", "file-url", "memory-url"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    if request.param == "memory-url":
        return open_folder(f"memory://{tmp_path.name}/runs")
    return open_folder(tmp_path if request.param == "local" else f"file://{tmp_path}/runs")


def test_every_kind_of_folder_reads_writes_lists_and_deletes(folder: Folder):
    assert folder.entries() == []
    folder.write("a.bin", b"one")
    folder.write("a.bin", b"three")
    folder.touch("a.bin")
    assert folder.read("a.bin") == b"three"
    assert [(entry.name, entry.size) for entry in folder.entries()] == [("a.bin", 5)]
    folder.delete("a.bin")
    folder.delete("a.bin")
    assert folder.entries() == []
    with pytest.raises(FileNotFoundError):
        folder.read("a.bin")


def test_a_url_is_remote_and_a_path_is_not(tmp_path: Path):
    assert open_folder("memory://somewhere").remote
    assert not open_folder(tmp_path).remote


def test_a_failed_write_leaves_nothing_aside(tmp_path: Path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        LocalFolder(tmp_path).write("taken", b"a folder stands in the way")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_what_a_bucket_raises_becomes_os_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = open_folder("memory://broken")

    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("token expired")

    monkeypatch.setattr(folder._files, "pipe_file", refuse)
    with pytest.raises(OSError, match="token expired"):
        folder.write("a", b"")
