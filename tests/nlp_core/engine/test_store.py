import json
import logging
import os
import threading
import time
from pathlib import Path

import pytest

from nlp_core.checksum import sealed
from nlp_core.engine.artifact import Packed
from nlp_core.engine.folder import LocalFolder, open_folder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store, as_text
from nlp_core.engine.train import train
from tests.nlp_core.engine.fake import FakeSpec

SPEC = FakeSpec()
RUN = run_id_of(SPEC)
NUMBERS = {"metrics": {"accuracy": 2.0}, "history": [], "seconds": 0.5}  # as if by hand


@pytest.fixture(scope="module")
def packed() -> Packed:
    return train(SPEC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(LocalFolder(tmp_path))


def named(packed: Packed, run_id: str, *, private: bool = False, size: int = 1000) -> Packed:
    """A stand-in for another run, of a chosen size."""
    card = packed.card | {"run_id": run_id, "private": private}
    return Packed(card, run_id.encode().ljust(size, b"."))


def test_a_round_trip_keeps_every_byte(store: Store, packed: Packed):
    assert store.read(RUN) is None
    store.write(packed)
    found = store.read(RUN)
    assert found is not None and found.tensors == packed.tensors
    assert packed.card.items() <= found.card.items()


def test_a_bucket_keeps_it_too(packed: Packed, tmp_path: Path):
    store = Store(open_folder(f"memory://{tmp_path.name}"))
    store.write(packed)
    found = store.read(RUN)
    assert found is not None and found.tensors == packed.tensors
    assert [card["run_id"] for card in store.cards()] == [RUN]


@pytest.mark.parametrize(
    "harm", ["flip", "truncate", "no tensors", "no json", "wrong run", "list", *NUMBERS]
)
def test_a_damaged_artifact_is_absent_dropped_and_explained(
    harm: str, store: Store, packed: Packed, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    store.write(packed)
    card, tensors = tmp_path / f"{RUN}.json", next(tmp_path.glob("*.safetensors"))
    data = tensors.read_bytes()
    if harm == "flip":
        tensors.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    elif harm == "truncate":
        tensors.write_bytes(data[:100])
    elif harm == "no tensors":
        tensors.unlink()
    elif harm == "no json":
        card.write_text(card.read_text()[:50])
    elif harm == "wrong run":
        card.write_text(json.dumps(sealed(json.loads(card.read_text()) | {"run_id": "other-0"})))
    elif harm in NUMBERS:
        assert NUMBERS[harm] != packed.card[harm]
        card.write_text(json.dumps(json.loads(card.read_text()) | {harm: NUMBERS[harm]}))
    else:
        card.write_text("[]")
    with caplog.at_level(logging.WARNING):
        assert store.read(RUN) is None
    assert f"{RUN} is not usable" in caplog.text
    assert list(tmp_path.iterdir()) == []


def test_a_card_that_was_changed_is_in_no_list(store: Store, packed: Packed, tmp_path: Path):
    store.write(packed)
    card = tmp_path / f"{RUN}.json"
    assert len(list(store.cards())) == 1
    card.write_text(card.read_text().replace('"seed": 0', '"seed": 1'))
    assert list(store.cards()) == []


def test_a_card_has_a_line_for_each_field_and_point(packed: Packed):
    text = as_text(packed.card)
    assert json.loads(text) == packed.card
    assert text.count("\n") == len(packed.card) + len(packed.card["history"]) + 3


def test_tensors_without_a_card_are_half_written_and_absent(
    store: Store, packed: Packed, tmp_path: Path
):
    store.write(packed)
    (tmp_path / f"{RUN}.json").unlink()
    assert store.read(RUN) is None


def test_a_read_only_store_never_changes(packed: Packed, tmp_path: Path):
    Store(LocalFolder(tmp_path)).write(packed)
    (tmp_path / f"{RUN}.json").write_text("{")
    assert Store(LocalFolder(tmp_path), writable=False).read(RUN) is None
    assert len(list(tmp_path.iterdir())) == 2


def test_a_new_version_takes_the_old_files_place(store: Store, packed: Packed, tmp_path: Path):
    store.write(packed)
    store.write(Packed(packed.card, b"trained again"))
    found = store.read(RUN)
    assert found is not None and found.tensors == b"trained again"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_disk_is_bounded_and_the_least_recently_used_goes_first(packed: Packed, tmp_path: Path):
    store = Store(LocalFolder(tmp_path), limit=40_000)
    for age, name in enumerate(["new-3", "new-2", "new-1", "old-0"]):
        store.write(named(packed, name, size=8_000))
        for path in tmp_path.glob(f"{name}.*"):
            os.utime(path, (time.time() - 100 * age,) * 2)
    store.read("old-0")
    store.write(named(packed, "last-0", size=12_000))
    assert {path.name.split(".")[0] for path in tmp_path.iterdir()} == {"new-3", "old-0", "last-0"}


def test_private_runs_go_first_and_appear_in_no_list(packed: Packed, tmp_path: Path):
    store = Store(LocalFolder(tmp_path), limit=40_000)
    store.write(named(packed, "public-0", size=8_000))
    os.utime(tmp_path / "public-0.json", (1, 1))
    store.write(named(packed, "mine-0", size=8_000, private=True))
    assert [card["run_id"] for card in store.cards()] == ["public-0"]
    store.write(named(packed, "public-1", size=26_000))
    assert store.read("mine-0") is None
    assert store.read("public-0") is not None


def test_what_a_dead_writer_left_is_cleared_after_an_hour(packed: Packed, tmp_path: Path):
    store = Store(LocalFolder(tmp_path), limit=10**6)
    for name in (".aside-x", "lost-0.00000000.safetensors", ".aside-y"):
        (tmp_path / name).write_bytes(b"half")
        if name != ".aside-y":
            os.utime(tmp_path / name, (1, 1))
    store.write(packed)
    names = {path.name for path in tmp_path.iterdir()}
    assert ".aside-y" in names and len(names) == 3


def test_two_servers_writing_and_reading_one_run_never_see_it_broken(
    packed: Packed, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    def write(seed: int) -> None:
        store = Store(LocalFolder(tmp_path), limit=10**9)
        for turn in range(40):
            store.write(Packed(packed.card, bytes([seed, turn]) * 5000))

    Store(LocalFolder(tmp_path)).write(packed)
    writers = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2)]
    for writer in writers:
        writer.start()
    reader = Store(LocalFolder(tmp_path))
    found = [reader.read(RUN)]
    while any(writer.is_alive() for writer in writers):
        found.append(reader.read(RUN))
    assert all(found) and "not usable" not in caplog.text


def test_a_card_that_cannot_be_written_leaves_nothing_or_what_was_there(
    store: Store, packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    write = LocalFolder.write

    def full(folder: LocalFolder, name: str, data: bytes) -> None:
        if name.endswith(".json"):
            raise OSError(28, "No space left on device")
        write(folder, name, data)

    monkeypatch.setattr(LocalFolder, "write", full)
    with pytest.raises(OSError, match="No space"):
        store.write(packed)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    store.write(packed)
    monkeypatch.setattr(LocalFolder, "write", full)
    for other in (packed, named(packed, RUN)):
        with pytest.raises(OSError, match="No space"):
            store.write(other)
        found = store.read(RUN)
        assert found is not None and found.tensors == packed.tensors
        assert len(list(tmp_path.iterdir())) == 2
