"""The faults that are quick to try; all of them: ``python -m tests.faults``."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import cache
from tests.faults.__main__ import FAULTS, main
from tests.faults.fault import Seen

QUICK = (cache.full, cache.read_only, cache.damaged_in_cache, cache.damaged_shipped)


@pytest.mark.parametrize("act", QUICK, ids=lambda act: act.__name__)
def test_a_quick_fault_ends_well(act: Callable[[Path], Seen], tmp_path: Path) -> None:
    seen = act(tmp_path)
    if seen.right is None:
        pytest.skip(seen.what)
    assert seen.right, seen.what


def test_a_fault_that_ends_wrongly_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(FAULTS, "full", (lambda folder: Seen("lost it", False), "a made-up fault"))
    assert main(["full"]) == 1
    assert "| a made-up fault | lost it (0 s) | WRONG |" in capsys.readouterr().out
    monkeypatch.setitem(FAULTS, "full", (lambda folder: Seen("no right", None), "another"))
    assert main(["full"]) == 0
    assert main(["no-such-fault"]) == 2


def test_every_fault_is_listed_once() -> None:
    acts = [act for act, _ in FAULTS.values()]
    assert len(acts) == len(set(acts)) and set(QUICK) <= set(acts)
