"""Words that are wrong, words of help, and what the output's reader or torch does to a command."""

import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from nlp_core import recipes
from nlp_core.cli.main import COMMANDS, main
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.store import Store
from nlp_core.engine.train import train
from nlp_core.training.run import values_of
from tests.nlp_core.cli.fakes import ROOT, alone, environment, start
from tests.nlp_core.engine.fake import FakeSpec


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("train word2vec --objective foo", "objective must be one of skip-gram, cbow, not 'foo'"),
        ("train word2vec --steps 0", "steps must be a whole number from 1 to 100,000, not 0"),
        ("train word2vec --steps -5", "steps must be a whole number from 1 to 100,000, not -5"),
        ("train word2vec --steps=many", "steps must be a whole number from 1 to 100,000, not"),
        ("train word2vec --steps 1e3", "steps must be a whole number from 1 to 100,000, not '1e3'"),
        ("train word2vec --language fr", "language must be one of ko, en, not 'fr'"),
        ("train word2vec --d_model 0", "d_model must be a whole number from 1 to 1,024, not 0"),
        ("train word2vec --d_model 99999999", "from 1 to 1,024, not 99999999"),
        ("train word2vec --learning_rate nan", "must be a number from 0.0001 to 1, not nan"),
        ("train word2vec --learning_rate inf", "must be a number from 0.0001 to 1, not inf"),
        ("train word2vec --learning_rate 1e9", "from 0.0001 to 1, not 1000000000.0"),
        ("train word2vec --learning_rate fast", "a number from 0.0001 to 1, not 'fast'"),
        ("train word2vec --seed -1", "seed must be a whole number from 0 to 999,999, not -1"),
        (
            "train translation --score bogus",
            "score must be one of none, dot, scaled, general, additive",
        ),
        ("train translation --d_model 0", "d_model must be a whole number from 1 to 1,024, not 0"),
        ("train naive_bayes --corpus brown", "corpus must be one of nsmc, sentence_polarity, not"),
        ("train points --data own", "points few (count: 0, fewest: 4)"),
        ("train word2vec --stpes 3", "unrecognized arguments: --stpes 3; see --help"),
        ("train word2vec --step 3", "unrecognized arguments: --step 3"),
        ("train word2vec steps", "unrecognized arguments: steps"),
        ("train nothing", "invalid choice: 'nothing' (choose from 'points', 'naive_bayes',"),
        ("train", "required: recipe"),
        ("build nothing", "recipe must be one of points, naive_bayes, word2vec"),
        ("data fetch nothing", "corpus must be one of nsmc, nsmc_all, sentence_polarity,"),
        ("data eat", "invalid choice: 'eat'"),
        ("bench nothing", "invalid choice: 'nothing'"),
        ("nothing", "invalid choice: 'nothing' (choose from 'train', 'build', 'measure',"),
        ("", "required: command"),
    ],
)
def test_wrong_words_end_with_one_sentence_and_status_2(
    words: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words.split()) == 2
    out, err = capsys.readouterr()
    assert sentence in err and err.startswith("python -m nlp_core: ")
    assert err.count("\n") == 1 and out == ""
    assert not (tmp_path / "cache").exists()


def helped(words: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as end:
        main([*words.split(), "--help"])
    out, err = capsys.readouterr()
    assert (end.value.code, err) == (0, "")
    return " ".join(out.split())


@pytest.mark.parametrize("name", recipes.recipes())
def test_help_tells_each_field_with_its_meaning_values_and_default(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    text = helped(f"train {name}", capsys)
    for field in fields(recipes.recipes()[name]):  # type: ignore[arg-type]
        default = "empty" if field.default == "" else field.default
        meaning = field.metadata["allowed"].meaning
        assert f"{meaning}: {values_of(field)} (default {default})" in text
        assert f"--{field.name} " in text
    assert "--in-process" in text and "--again" in text


def test_help_lists_commands_and_recipes_with_a_phrase_each(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    text = helped("", capsys)
    assert all(f"{name} {meaning}" in text for name, meaning in COMMANDS.items())
    text = helped("train", capsys)
    for name, kind in recipes.recipes().items():
        words = (sys.modules[kind.__module__].__doc__ or "").split("\n\n")[0].rstrip(".")
        assert f"{name} {' '.join(words.split())}" in text
    for name in COMMANDS:
        assert COMMANDS[name].capitalize() in helped(name, capsys)


@pytest.mark.parametrize("words", [["list"], ["--help"], ["data", "list"]], ids=" ".join)
def test_a_closed_pipe_ends_it_with_one_sentence(words: list[str], tmp_path: Path) -> None:
    Store(LocalFolder(tmp_path / "cache")).write(train(FakeSpec()))
    process = start(words, tmp_path, module="nlp_core")
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 1
    assert err == "python -m nlp_core: the output has no reader any more\n"


@pytest.mark.parametrize("words", [["--help"], ["data", "list"], ["bench", "--help"]])
def test_what_trains_nothing_imports_no_torch(words: list[str], tmp_path: Path) -> None:
    program = f"""
import sys

sys.modules["torch"] = None
from nlp_core.cli.main import main
raise SystemExit(main({words}))
"""
    done = alone(program, tmp_path)
    assert done.returncode == 0 and done.stdout, done.stderr


def test_the_module_itself_is_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nlp_core", "nothing"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and done.stderr.startswith("python -m nlp_core: ")
