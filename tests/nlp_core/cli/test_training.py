"""``train`` and ``build``: what they write, what they say, and what they need."""

import json
from pathlib import Path

import pytest

from nlp_core.cli.main import main
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from tests.nlp_core.cli.conftest import FAKES
from tests.nlp_core.cli.fakes import alone, start
from tests.nlp_core.engine.fake import FakeSpec


def stored(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.json")}


def test_a_field_of_each_type_is_read(fakes: None, tmp_path: Path) -> None:
    words = ["--steps", "2", "--rate", "1e-3", "--text", "하나 둘", "--mode=fine"]
    assert main(["train", "fake", "--in-process", *words]) == 0
    assert stored(tmp_path / "cache") == {run_id_of(FakeSpec(steps=2, rate=1e-3, text="하나 둘"))}


def test_training_in_process_fills_the_cache_once(
    fakes: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["train", "fake", "--in-process", "--steps", "9", "--mode", "nan"]
    name = run_id_of(FakeSpec(steps=9, mode="nan"))
    assert main(words) == 0
    assert stored(tmp_path / "cache") == {name}
    out, err = capsys.readouterr()
    assert out.startswith(f"{name}: ") and "accuracy" in out and err == ""
    assert main(words) == 0
    assert capsys.readouterr().out.startswith(f"{name} is there already (2")
    assert main([*words, "--again"]) == 0
    assert capsys.readouterr().out.startswith(f"{name}: ")


def test_a_training_that_the_learner_can_put_right_ends_with_a_sentence(
    fakes: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "fake", "--in-process", "--mode", "learner"]) == 1
    name = run_id_of(FakeSpec(mode="learner"))
    wanted = f"python -m nlp_core: {name} cannot be trained: no letters (where: here)\n"
    assert capsys.readouterr().err == wanted
    assert list((tmp_path / "cache").iterdir()) == []


def test_build_trains_what_is_missing_in_half_precision(
    fakes: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "shipped"
    assert main(["build", "fake"]) == 0
    assert stored(folder) == {run_id_of(spec) for spec in FAKES}
    packed = Store(LocalFolder(folder)).read(run_id_of(FakeSpec()))
    assert packed is not None and b"F16" in packed.tensors and b"F32" not in packed.tensors
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert main(["build", "--into", str(tmp_path / "other")]) == 0
    assert stored(tmp_path / "other") == stored(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert "pictures" not in capsys.readouterr().out.splitlines()[-1]
    assert main(["build", "--again"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 pictures drawn in ")
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} != before


def test_training_on_workers_takes_the_same_path(tmp_path: Path) -> None:
    """In a process of its own, as a person would start it."""
    for expected in (f"{run_id_of(FakeSpec(steps=7))}: ", "is there already ("):
        process = start(["train", "fake", "--steps", "7"], tmp_path)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0 and err == "", err
        assert expected in out
        assert stored(tmp_path / "cache") == {run_id_of(FakeSpec(steps=7))}


def test_a_failure_on_workers_is_one_sentence(tmp_path: Path) -> None:
    process = start(["train", "fake", "--mode", "learner"], tmp_path)
    out, err = process.communicate(timeout=120)
    assert (out, process.returncode) == ("", 1)
    assert err.endswith("cannot be trained: no letters (where: here)\n") and err.count("\n") == 1


BARE = """
import sys

MISSING = ("dask", "distributed", "tqdm", "streamlit", "datasets", "sklearn", "pandas")
sys.modules |= dict.fromkeys(MISSING)
from nlp_core import recipes
from nlp_core.cli.main import main
from tests.nlp_core.engine.fake import FakeSpec

recipes.recipes = lambda: {"fake": FakeSpec}
raise SystemExit(main(["train", "fake", "--in-process"]))
"""


def test_in_process_needs_neither_dask_nor_what_the_pages_need(tmp_path: Path) -> None:
    done = alone(BARE, tmp_path)
    assert done.returncode == 0, done.stderr
    assert stored(tmp_path / "cache") == {run_id_of(FakeSpec())}


def test_cards_are_readable_by_people(fakes: None, tmp_path: Path) -> None:
    main(["train", "fake", "--in-process"])
    text = next((tmp_path / "cache").glob("*.json")).read_text(encoding="utf-8")
    assert "하나" in text and json.loads(text)["vocabulary"] == ["하나", "둘"]
