import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

import pytest

from nlp_core import __main__ as command_line
from nlp_core.__main__ import main, spec_from, typed
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.key import run_id_of
from nlp_core.engine.store import Store
from nlp_core.recipes import recipes, shipped
from tests.nlp_core.engine.fake import FakeSpec

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class EveryType(FakeSpec):
    NAME: ClassVar[str] = "every"

    language: Literal["ko", "en"] = "ko"
    tied: bool = True
    scale: float | None = None
    families: tuple[str, ...] = ("suffix",)
    sizes: list[int] = field(default_factory=list)


@pytest.fixture(autouse=True)
def fake_recipes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fakes = (FakeSpec(), FakeSpec(seed=1), EveryType())
    monkeypatch.setattr(command_line, "recipes", lambda: {"fake": FakeSpec, "every": EveryType})
    monkeypatch.setattr(command_line, "shipped", lambda: fakes)
    monkeypatch.setattr(command_line, "MODELS", tmp_path / "shipped")
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path / "cache"))


def stored(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.json")}


def test_fields_are_read_as_their_types():
    words = ["--language", "en", "--tied", "false", "--scale=0.5", "--rate", "1e-3"]
    words += ["--families", '["suffix", "prefix"]', "--sizes", "[1, 2]", "--steps", "-1"]
    spec = spec_from("every", words)
    assert spec == EveryType(
        language="en",
        tied=False,
        scale=0.5,
        rate=1e-3,
        families=("suffix", "prefix"),
        sizes=[1, 2],
        steps=-1,
    )
    assert typed("none", float | None) is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--stpes", "3"], "--steps STEPS"),
        (["--steps", "many"], "argument --steps: 'many'"),
        (["--language", "fr"], "must be one of ko, en"),
        (["--tied", "maybe"], "must be one of true, false"),
        (["--sizes", "[1"], "argument --sizes"),
        (["--step", "3"], "unrecognized arguments: --step"),
        (["steps"], "unrecognized arguments: steps"),
    ],
)
def test_a_wrong_field_is_explained_and_the_right_ones_listed(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as stop:
        main(["train", "every", *words])
    assert stop.value.code == 2
    assert message in capsys.readouterr().err


def test_an_unknown_recipe_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["train", "nothing"])
    assert "fake" in capsys.readouterr().err
    assert main(["build", "nothing"]) == 2


def test_training_in_process_fills_the_cache_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    words = ["train", "fake", "--in-process", "--steps", "9", "--mode", "nan"]
    assert main(words) == 0
    assert stored(tmp_path / "cache") == {run_id_of(FakeSpec(steps=9, mode="nan"))}
    assert "9/9" in capsys.readouterr().err
    assert main(words) == 0
    assert "is there already" in capsys.readouterr().out
    assert main([*words, "--again"]) == 0
    assert "accuracy" in capsys.readouterr().out


def test_build_trains_what_is_missing_in_half_precision(tmp_path: Path):
    folder = tmp_path / "shipped"
    assert main(["build", "fake", "--into", str(folder)]) == 0
    assert stored(folder) == {run_id_of(FakeSpec()), run_id_of(FakeSpec(seed=1))}
    packed = Store(LocalFolder(folder)).read(run_id_of(FakeSpec()))
    assert packed is not None and b"F16" in packed.tensors and b"F32" not in packed.tensors
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert main(["build", "--into", str(folder)]) == 0
    assert run_id_of(EveryType()) in stored(folder)
    assert all(path.stat().st_mtime_ns == when for path, when in before.items())


def test_list_shows_shipped_and_cached(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    main(["build", "every", "--into", str(tmp_path / "shipped")])
    main(["train", "fake", "--in-process"])
    main(["train", "fake", "--in-process", "--text", "비밀"])
    capsys.readouterr()
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["shipped", run_id_of(EveryType())],
        ["cache", run_id_of(FakeSpec())],
    ]


def test_training_on_workers_takes_the_same_path(tmp_path: Path):
    """In a process of its own, as a person would start it."""
    script = tmp_path / "train.py"
    script.write_text(
        "from nlp_core import __main__ as command_line\n"
        "from tests.nlp_core.engine.fake import FakeSpec\n"
        "if __name__ == '__main__':\n"
        "    command_line.recipes = lambda: {'fake': FakeSpec}\n"
        "    raise SystemExit(command_line.main(['train', 'fake', '--steps', '7']))\n"
    )
    done = run([script], tmp_path)
    assert done.returncode == 0, done.stderr
    assert stored(tmp_path / "cache") == {run_id_of(FakeSpec(steps=7))}


BARE = """
import sys

MISSING = ("dask", "distributed", "fsspec", "tqdm", "streamlit", "datasets", "sklearn", "pandas")
sys.modules |= dict.fromkeys(MISSING)
from nlp_core import __main__ as command_line
from tests.nlp_core.engine.fake import FakeSpec

command_line.recipes = lambda: {"fake": FakeSpec}
raise SystemExit(command_line.main(["train", "fake", "--in-process"]))
"""


def test_in_process_needs_nothing_but_torch_numpy_and_safetensors(tmp_path: Path):
    done = run(["-c", BARE], tmp_path)
    assert done.returncode == 0, done.stderr
    assert stored(tmp_path / "cache") == {run_id_of(FakeSpec())}


def run(arguments: list[object], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Python in a clean environment."""
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={
            "PYTHONPATH": str(ROOT),
            "HOME": str(tmp_path),
            "NLP_REVISITED_CACHE": str(tmp_path / "cache"),
            "OMP_NUM_THREADS": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_recipe_is_a_spec_that_bears_its_name():
    for name, kind in recipes().items():
        assert name == kind.NAME and kind.__module__ == f"nlp_core.recipes.{name}"
        assert kind.VERSION >= 1 and kind.DATA and isinstance(kind().seed, int)
    assert all(type(spec) is recipes()[spec.NAME] for spec in shipped())
    assert len({run_id_of(spec) for spec in shipped()}) == len(shipped())


def test_cards_are_readable_by_people(tmp_path: Path):
    main(["train", "fake", "--in-process"])
    text = next((tmp_path / "cache").glob("*.json")).read_text(encoding="utf-8")
    assert "하나" in text and json.loads(text)["vocabulary"] == ["하나", "둘"]
