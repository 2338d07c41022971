"""The Transformer's timings run; nothing is asserted about how long they take."""

import pytest

from nlp_core import bench_transformer
from nlp_core.bench_transformer import in_turns, transformer
from tests.bench.bench_transformer import compared


def test_every_timing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_transformer, "SHAPES", ((2, 4, 16),))
    monkeypatch.setattr(bench_transformer, "SENTENCES", 2)
    monkeypatch.setattr(bench_transformer, "LONGEST_WRITTEN", 3)
    names = [timing.name for timing in transformer(rounds=1)]
    assert len(names) == len(set(names)) == 8
    assert sum("GRU" in name for name in names) == 3


def test_runs_take_turns() -> None:
    order: list[str] = []
    found = in_turns({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 2)
    assert order == ["a", "b"] * 3 and set(found) == {"a", "b"}


@pytest.mark.parametrize("masked", [False, True])
def test_ours_and_torchs_are_timed_on_equal_outputs(masked: bool) -> None:
    found = compared((2, 4, 16), 1, masked)
    assert set(found) == {"forward", "and backward"}
    assert all(seconds > 0 for both in found.values() for seconds in both)
