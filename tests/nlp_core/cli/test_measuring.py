"""``measure``: what it stores, and that a stop or a failure stores nothing."""

from pathlib import Path
from typing import Any

import pytest

from nlp_core.cli.main import main
from nlp_core.measurements import devices, korean_share, results

NUMBERS = {"data": "made up", "seeds": [0], "times": [1.5]}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results of its own, with a measurement in it."""
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    results.write("devices", dict.fromkeys(results.HEADER) | {"times": [0.5]})
    return tmp_path


def test_it_makes_a_measurement_and_says_where_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(devices, "measure", lambda: NUMBERS)
    assert main(["measure", "devices"]) == 0
    assert capsys.readouterr().out == f"{folder / 'devices.json'}\n"
    found = results.read("devices").found
    assert found["times"] == [1.5] and found["command"] == "python -m nlp_core measure devices"
    assert [path.name for path in folder.iterdir()] == ["devices.json"]


def test_an_unknown_one_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", "weather"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and all(repr(name) in err for name in results.MEASUREMENTS)


def test_a_stop_leaves_the_old_numbers(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure() -> dict[str, Any]:
        raise KeyboardInterrupt

    monkeypatch.setattr(devices, "measure", measure)
    assert main(["measure", "devices"]) == 130
    assert capsys.readouterr().err == "stopped\n"
    assert results.read("devices").found["times"] == [0.5]
    assert [path.name for path in folder.iterdir()] == ["devices.json"]


def test_missing_public_data_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(korean_share, "folders", lambda: [folder / "nowhere"])
    assert main(["measure", "korean_share"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("python -m nlp_core: korean_share cannot be measured: no folder of")
    assert err.count("\n") == 1
