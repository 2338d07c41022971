"""Devices are found, products are timed, and a recorded measurement reads back."""

from pathlib import Path

import pytest
import torch

from nlp_core.measurements import devices, results
from nlp_core.provenance import Measured, Shipped


def test_this_machine_has_a_cpu() -> None:
    cpu = devices.machine()[0]
    assert cpu.name == "cpu" and cpu.memory > 0 and cpu.units >= 1
    assert devices.chosen_device() == ("cuda" if torch.cuda.is_available() else "cpu")


def test_times_are_positive_and_stop_at_the_budget() -> None:
    timings = devices.matmul_times("cpu", (8, 16, 32))
    assert [timing.size for timing in timings] == [8, 16, 32]
    assert all(0 < timing.told <= timing.seconds and timing.gigaflops > 0 for timing in timings)
    assert len(devices.matmul_times("cpu", (64, 100_000))) == 1


def test_a_record_reads_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    results.read.cache_clear()
    assert devices.recorded() == ("", {})
    gpu = devices.Device("cuda:0", "Some GPU", 100, 80.0)
    timing = devices.Timing(64, 2e-5, 1e-5)
    monkeypatch.setattr(devices, "machine", lambda: [devices.Device("cpu", "c", 1, 1.0), gpu])
    monkeypatch.setattr(devices, "matmul_times", lambda *_: [timing])
    results.measure("devices")
    date, shipped = devices.recorded()
    assert len(date) == 10 and shipped == {"Some GPU": [timing]}
    now, stored = devices.provenance(["cpu"])
    assert isinstance(now, Measured) and now.device == "cpu"
    assert isinstance(stored, Shipped) and stored.device == "Some GPU"
    results.read.cache_clear()
