"""Checkpoints come from the hub whole, pinned and into the cache alone; or not, with a code."""

import json
import os
import shutil
from pathlib import Path

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import _detect_agent

from nlp_core.published import hub
from nlp_core.published.catalogue import CATALOGUE, is_commit, listed, of_kind
from nlp_core.published.hub import NEEDED, Progress, download, found, offer
from nlp_core.published.loading import load
from tests.nlp_core.published.fake_hub import (
    COMMIT,
    ELECTRA,
    FakeHub,
    code,
    fetched,
    repository,
    serving,
)
from tests.nlp_core.published.test_reading import NAMES


def test_the_list_says_what_each_is() -> None:
    for name, one in CATALOGUE.items():
        assert one.name == name and one.kind in NAMES and one.language in {"ko", "en"}
        assert one.licence.startswith(("CC BY", "Apache"))
        assert is_commit(one.revision) or one.revision.startswith("refs/pr/")
    assert {one.kind for one in CATALOGUE.values()} == set(NAMES)
    assert {listed(name).language for name in of_kind("gpt2")} == {"ko", "en"}
    assert sorted(name for kind in NAMES for name in of_kind(kind)) == sorted(CATALOGUE)
    assert code(lambda: listed("someone/else")) == "model-not-listed"
    assert code(lambda: found("../../etc")) == "model-not-listed"


def test_the_size_is_told_before_and_the_way_during(fake: FakeHub) -> None:
    offered = offer(ELECTRA, endpoint=fake.endpoint)
    assert offered.size == sum(len(fake.files[name]) for name in NEEDED)
    assert fake.asked == [f"/api/models/{ELECTRA}/revision/refs/pr/2"]
    told: list[Progress] = []
    folder = download(offered, told.append)
    done = [progress.done for progress in told]
    assert done == sorted(done) and done[0] == 0 and done[-1] == offered.size
    assert {progress.total for progress in told} == {offered.size}
    assert found(ELECTRA) == folder
    asked = len(fake.asked)
    assert download(offered) == folder and len(fake.asked) == asked  # once is enough


def test_only_what_is_needed_is_fetched_and_only_the_cache_written(
    fake: FakeHub, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setattr(constants, "AGENT_HARNESSES_PATH", str(home / "harnesses.json"))
    monkeypatch.setattr(constants, "ENDPOINT", fake.endpoint)  # whom the library asks by itself
    addresses = fake.endpoint + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", addresses)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", False)
    monkeypatch.setattr(_detect_agent, "_registry", None)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    folder = fetched(fake)
    assert [path for path in fake.asked if "/resolve/" not in path] == [
        f"/api/models/{ELECTRA}/revision/refs/pr/2"
    ]
    assert {path.rpartition("/")[2] for path in fake.asked if "/resolve/" in path} == set(NEEDED)
    assert fake.tokens == [None] * len(fake.asked)
    assert {path.name for path in folder.iterdir()} == {*NEEDED, hub.SOURCE}
    assert {path.name for path in tmp_path.iterdir()} == {"cache", "home"}
    assert not list(home.iterdir())
    assert [path.name for path in cache.iterdir()] == ["published"]


def test_a_reference_holds_what_it_pointed_to_at_first(fake: FakeHub, cache: Path) -> None:
    assert offer(ELECTRA, endpoint=fake.endpoint).commit == COMMIT
    fake.asked.clear()
    assert offer(ELECTRA, endpoint=fake.endpoint).commit == COMMIT
    assert fake.asked == [f"/api/models/{ELECTRA}/revision/{COMMIT}"]
    pinned = cache / "published" / "google--electra-small-discriminator" / hub.PINNED
    assert json.loads(pinned.read_text()) == {"refs/pr/2": COMMIT}


def test_another_commit_than_the_pinned_one_is_refused(folders: dict[str, Path], cache: Path):
    with serving(FakeHub(repository(folders["bert"]), "cd" * 20)) as fake:
        assert code(lambda: offer("klue/bert-base", endpoint=fake.endpoint)) == "hub-refused"


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("hangs", "hub-timeout"),
        ("busy", "hub-refused"),
        ("another server", "hub-refused"),
    ],
)
def test_a_hub_that_does_not_answer_is_told(fault: str, wanted: str, fake: FakeHub) -> None:
    fake.fault = fault
    assert code(lambda: offer(ELECTRA, endpoint=fake.endpoint, timeout=0.3)) == wanted


def test_no_network_is_told(cache: Path) -> None:
    nobody = "http://127.0.0.1:9"
    assert code(lambda: offer(ELECTRA, endpoint=nobody, timeout=2)) == "hub-unreachable"
    assert found(ELECTRA) is None and not cache.exists()


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("hangs in the middle", "hub-timeout"),
        ("cut off", "hub-lost"),
        ("longer", "model-damaged"),
        ("other digest", "model-damaged"),
    ],
)
def test_half_a_download_is_none(fault: str, wanted: str, fake: FakeHub, cache: Path) -> None:
    fake.fault = fault
    offered = offer(ELECTRA, endpoint=fake.endpoint)
    assert code(lambda: download(offered, timeout=0.3)) == wanted
    assert found(ELECTRA) is None
    assert [path.name for path in offered.folder.parent.iterdir()] == [hub.PINNED]
    fake.fault = ""
    assert load(fetched(fake)).name == ELECTRA


def test_a_download_can_be_given_up_in_the_middle(fake: FakeHub) -> None:
    class GivenUp(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done > progress.total / 2:
            raise GivenUp

    offered = offer(ELECTRA, endpoint=fake.endpoint)
    with pytest.raises(GivenUp):
        download(offered, stop)
    assert found(ELECTRA) is None
    assert [path.name for path in offered.folder.parent.iterdir()] == [hub.PINNED]


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("model.safetensors", "model-no-safetensors"),
        ("tokenizer.json", "model-no-file"),
        ("config.json", "model-no-file"),
    ],
)
def test_a_repository_without_what_is_needed_is_refused(
    file: str, wanted: str, fake: FakeHub, folders: dict[str, Path], tmp_path: Path
) -> None:
    del fake.files[file]
    assert code(lambda: offer(ELECTRA, endpoint=fake.endpoint)) == wanted
    own = tmp_path / "own"
    shutil.copytree(folders["electra"], own)
    (own / file).unlink()
    (own / "pytorch_model.bin").write_bytes(b"a pickle")
    assert code(lambda: load(own)) == wanted


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_may_not_be_written_is_told(fake: FakeHub, cache: Path) -> None:
    cache.mkdir(mode=0o500)
    assert code(lambda: fetched(fake)) == "model-not-kept"


def test_a_cache_that_is_a_file_is_told(fake: FakeHub, cache: Path) -> None:
    cache.write_text("in the way")
    assert code(lambda: fetched(fake)) == "model-not-kept"
