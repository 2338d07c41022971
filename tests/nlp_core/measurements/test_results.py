"""Stored results are whole, say how they were made, and are refused where a number was changed."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from nlp_core.engine.artifact import Packed
from nlp_core.errors import LearnerError
from nlp_core.measurements import results
from nlp_core.places import RESULTS
from nlp_core.provenance import Shipped
from tests.nlp_core.engine.fake import FakeSpec

STORED = sorted(path.stem for path in RESULTS.glob("*.json"))


def test_every_stored_file_has_its_measurement() -> None:
    assert set(STORED) <= set(results.MEASUREMENTS)
    for name in results.MEASUREMENTS:
        assert callable(import_module(f"nlp_core.measurements.{name}").measure)
    with pytest.raises(ValueError, match="there is no 'weather'"):
        results.measure("weather")


@pytest.mark.parametrize("name", STORED)
def test_stored_results_say_how_they_were_made(name: str) -> None:
    found = results.read(name).found
    assert found["command"] == f"python -m nlp_core measure {name}"
    assert all(isinstance(seed, int) for seed in found["seeds"]) and found["seeds"]
    made = results.read(name).provenance
    assert isinstance(made, Shipped) and made.data and made.device and len(made.date) == 10


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results of its own."""
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    results.read.cache_clear()
    yield tmp_path
    results.read.cache_clear()


HEADER = dict.fromkeys(results.HEADER)


def test_what_was_changed_by_hand_is_refused(folder: Path) -> None:
    path = results.write("attention", HEADER | {"score": 0.5})
    assert results.read("attention").found["score"] == 0.5
    path.write_text(path.read_text().replace("0.5", "0.9"))
    results.read.cache_clear()
    with pytest.raises(LearnerError, match="no-results"):
        results.read("attention")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"score": 1}', "not JSON"])
def test_what_is_not_whole_is_refused(folder: Path, text: str) -> None:
    (folder / "attention.json").write_text(text)
    with pytest.raises(LearnerError):
        results.read("attention")
    with pytest.raises(LearnerError):
        results.read("missing")


def test_a_header_is_needed(folder: Path) -> None:
    results.write("attention", {"score": 0.5})
    assert json.loads((folder / "attention.json").read_text())["sha256"]
    with pytest.raises(LearnerError):
        results.read("attention")


def test_a_model_is_trained_once_and_then_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    results._library.cache_clear()
    trainings = []
    train = results.train

    def counted(spec: FakeSpec, *, half: bool) -> Packed:
        trainings.append(spec)
        return train(spec, half=half)

    monkeypatch.setattr(results, "train", counted)
    first = results.obtain(FakeSpec())
    assert results.obtain(FakeSpec()) is first
    results._library.cache_clear()
    assert results.obtain(FakeSpec()).run_id == first.run_id
    assert len(trainings) == 1
    results._library.cache_clear()
