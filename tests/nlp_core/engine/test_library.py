import errno
import json
import threading
from pathlib import Path

import pytest

from nlp_core.checksum import sealed
from nlp_core.engine import library as library_module
from nlp_core.engine import store as store_module
from nlp_core.engine.artifact import Trained
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.library import Library
from nlp_core.engine.store import Store
from nlp_core.engine.train import train
from nlp_core.provenance import Shipped, TrainedHere
from tests.nlp_core.engine.fake import FakeSpec

SPEC = FakeSpec()


def make(tmp_path: Path, *, memory_bytes: int = 10**8, cache: Path | str | None = None) -> Library:
    return Library(
        tmp_path / "shipped",
        cache or tmp_path / "cache",
        memory_bytes=memory_bytes,
        disk_bytes=10**8,
    )


def ship(tmp_path: Path, spec: FakeSpec = SPEC) -> None:
    Store(LocalFolder(tmp_path / "shipped")).write(train(spec, half=True))


def test_absent_shipped_and_trained_here(tmp_path: Path):
    library = make(tmp_path)
    assert library.find(SPEC) is None
    here = library.keep(train(SPEC), SPEC)
    assert library.find(SPEC) is here
    ship(tmp_path)
    shipped = library.find(SPEC)
    assert shipped is not None and isinstance(shipped.provenance, Shipped)
    assert library.find(SPEC, here_first=True) is here
    assert isinstance(here.provenance, TrainedHere)


def test_another_server_on_the_same_store_finds_it(tmp_path: Path):
    one, two = make(tmp_path), make(tmp_path)
    assert two.find(SPEC) is None
    one.keep(train(SPEC), SPEC)
    found = two.find(SPEC)
    assert found is not None and found is two.find(SPEC)
    assert isinstance(found.provenance, TrainedHere)


def test_a_bucket_is_not_asked_at_every_rerun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    library = make(tmp_path, cache=f"memory://{tmp_path.name}")
    asked: list[str] = []
    read = library.cache.read
    monkeypatch.setattr(library.cache, "read", lambda run: asked.append(run) or read(run))
    assert library.find(SPEC) is library.find(SPEC) is None
    assert len(asked) == 1
    library.keep(train(SPEC), SPEC)
    assert library.find(SPEC) is not None


def test_many_sessions_load_it_once(tmp_path: Path):
    ship(tmp_path)
    library = make(tmp_path)
    found: list[Trained | None] = []
    threads = [threading.Thread(target=lambda: found.append(library.find(SPEC))) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 20 and len({id(each) for each in found}) == 1


def test_memory_is_bounded_in_bytes_and_forgets_the_least_recently_used(tmp_path: Path):
    specs = [FakeSpec(width=1000, seed=seed) for seed in range(4)]
    one = make(tmp_path).keep(train(specs[0]), specs[0])
    library = make(tmp_path, memory_bytes=2 * one.nbytes)
    kept = [library.keep(train(spec), spec) for spec in specs[:2]]
    assert library.find(specs[0]) is kept[0]
    library.keep(train(specs[2]), specs[2])
    assert library.find(specs[0]) is kept[0]
    assert library.find(specs[1]) is not kept[1]


def test_weights_that_do_not_fit_the_model_count_as_absent(tmp_path: Path):
    packed = train(FakeSpec(width=3))
    library = make(tmp_path)
    library.cache.write(type(packed)(packed.card | {"run_id": run_id_of(SPEC)}, packed.tensors))
    assert library.find(SPEC) is None
    assert not list((tmp_path / "cache").iterdir())


SHIPPED_HARM = {
    "tensors flipped": lambda card, tensors: tensors.write_bytes(tensors.read_bytes()[:-2] + b"xx"),
    "tensors cut": lambda card, tensors: tensors.write_bytes(tensors.read_bytes()[:50]),
    "tensors gone": lambda card, tensors: tensors.unlink(),
    "card cut": lambda card, tensors: card.write_text(card.read_text()[:50]),
    "card empty": lambda card, tensors: card.write_text(""),
    "card flipped": lambda card, tensors: card.write_text(card.read_text().replace("CPU", "GPU")),
    "card gone": lambda card, tensors: card.unlink(),
    "no history": lambda card, tensors: card.write_text(
        json.dumps(sealed(json.loads(card.read_text()) | {"history": None}))
    ),
}


@pytest.mark.parametrize("harm", SHIPPED_HARM)
def test_a_damaged_shipped_model_is_told_once_and_trained_anew(
    harm: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    ship(tmp_path)
    folder = tmp_path / "shipped"
    SHIPPED_HARM[harm](next(folder.glob("*.json")), next(folder.glob("*.safetensors")))
    left = {path.name: path.read_bytes() for path in folder.iterdir()}
    library = make(tmp_path)
    assert not library.is_damaged(SPEC)
    assert library.find(SPEC) is None and library.is_damaged(SPEC)
    asked: list[str] = []
    monkeypatch.setattr(LocalFolder, "read", lambda folder, name: asked.append(str(folder.path)))
    assert [library.shipped.read(run_id_of(SPEC)) for _ in range(20)] == [None] * 20
    assert asked == []
    monkeypatch.undo()
    assert caplog.text.count("is not usable") == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == left
    here = library.keep(train(SPEC), SPEC)
    assert library.find(SPEC) is here and isinstance(here.provenance, TrainedHere)


def test_a_shipped_model_that_was_put_right_is_found_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ship(tmp_path)
    card = next((tmp_path / "shipped").glob("*.json"))
    whole = card.read_text()
    card.write_text("{")
    monkeypatch.setattr(store_module, "DAMAGED_SECONDS", 0.0)
    library = make(tmp_path)
    assert library.find(SPEC) is None
    card.write_text(whole)
    assert library.find(SPEC) is not None


def test_what_never_shipped_is_not_called_damaged(tmp_path: Path):
    ship(tmp_path)
    library = make(tmp_path)
    assert library.find(FakeSpec(seed=1)) is None
    assert not library.is_damaged(FakeSpec(seed=1))


def test_the_cards_vocabulary_wins_over_the_built_one(tmp_path: Path):
    ship(tmp_path)
    card = next((tmp_path / "shipped").glob("*.json"))
    card.write_text(json.dumps(sealed(json.loads(card.read_text()) | {"vocabulary": ["셋"]})))
    found = make(tmp_path).find(SPEC)
    assert found is not None and found.vocabulary == ["셋"]


def test_private_text_is_nowhere_on_disk_and_comes_back_from_the_spec(tmp_path: Path):
    spec = FakeSpec(text="비밀 일기")
    make(tmp_path).keep(train(spec), spec)
    files = list((tmp_path / "cache").iterdir())
    assert len(files) == 2
    for path in files:
        assert "일기".encode() not in path.read_bytes() and b"\\uc77c" not in path.read_bytes()
    found = make(tmp_path).find(spec)
    assert found is not None and found.vocabulary == ["비밀", "일기"]


def test_an_unwritable_cache_is_told_and_the_model_still_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    in_the_way = tmp_path / "cache"
    in_the_way.write_text("a file where the folder should be")
    library = make(tmp_path)
    here = library.keep(train(SPEC), SPEC)
    assert library.storage_problem == "unreachable"
    assert library.find(SPEC) is here
    in_the_way.unlink()
    monkeypatch.setattr(library_module, "PROBE_SECONDS", -1.0)
    assert library.storage_problem is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "no-permission"),
        (errno.EIO, "unreachable"),
    ],
)
def test_the_reason_is_named_and_cleared_by_the_next_write(
    number: int, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    library = make(tmp_path)

    def refuse(name: str, data: bytes) -> None:
        raise OSError(number, "no")

    write = library.cache.folder.write
    object.__setattr__(library.cache.folder, "write", refuse)
    library.keep(train(SPEC), SPEC)
    assert library.storage_problem == problem
    object.__setattr__(library.cache.folder, "write", write)
    library.keep(train(SPEC), SPEC)
    assert library.storage_problem is None
