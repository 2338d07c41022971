"""A run is measured once, and again where what was kept of it is damaged or another's."""

from dataclasses import replace
from pathlib import Path

import pytest

from nlp_core.measurements.kept_runs import kept, store
from tests.nlp_core.engine.fake import FakeSpec


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own."""
    monkeypatch.setenv("NLP_REVISITED_CACHE", str(tmp_path))
    return tmp_path


class Counted:
    """Numbers that say how often they were measured."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, int]:
        """The next measurement."""
        self.times += 1
        return {"time": self.times}


def test_a_run_is_measured_once() -> None:
    measured, spec = Counted(), FakeSpec()
    assert kept("score", spec, measured) == kept("score", spec, measured) == {"time": 1}


def test_another_spec_or_question_is_measured_for_itself() -> None:
    measured, spec = Counted(), FakeSpec()
    kept("score", spec, measured)
    assert kept("score", replace(spec, seed=spec.seed + 1), measured) == {"time": 2}
    assert kept("length", spec, measured) == {"time": 3}


@pytest.mark.parametrize("harm", [b"", b"{}", b'{"time": 9, "sha256": "0"}', b"\xff"])
def test_a_damaged_run_is_measured_again(harm: bytes, cache: Path) -> None:
    measured, spec = Counted(), FakeSpec()
    kept("score", spec, measured)
    (path,) = cache.rglob("*.json")
    path.write_bytes(harm)
    assert kept("score", spec, measured) == {"time": 2}
    assert kept("score", spec, measured) == {"time": 2}


def test_what_was_made_elsewhere_is_taken() -> None:
    store("score", FakeSpec(), {"time": 7})
    assert kept("score", FakeSpec(), Counted()) == {"time": 7}
