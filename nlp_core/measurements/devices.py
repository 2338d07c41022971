"""What this machine computes on, and how long a matrix product takes there.

A GPU is told what to do and answers later: without ``torch.cuda.synchronize()`` a clock measures
the telling (PyTorch, "CUDA semantics: Asynchronous execution"). The first run of anything also pays
for setting up, so it is not counted.
"""

import os
import platform
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import torch

from nlp_core.errors import LearnerError
from nlp_core.measurements.results import read
from nlp_core.provenance import Measured, Shipped
from nlp_core.training.run import best_device

SIZES = (64, 128, 256, 512, 1024, 2048)


@dataclass(frozen=True)
class Device:
    """One place to compute: PyTorch's name for it, the maker's name, and what it has (GiB)."""

    name: str
    model: str
    units: int  # CPU threads that PyTorch uses, or GPU multiprocessors
    memory: float


@dataclass(frozen=True)
class Timing:
    """Seconds for one product of two (size, size) float32 matrices: waited for, and only told."""

    size: int
    seconds: float
    told: float

    @property
    def gigaflops(self) -> float:
        """Billions of multiplications and additions a second: size³ of each."""
        return 2 * self.size**3 / self.seconds / 1e9


def machine() -> list[Device]:
    """The devices that PyTorch finds here, the CPU first."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    found = [Device("cpu", _cpu_model(), torch.get_num_threads(), memory)]
    for i in range(torch.cuda.device_count()):
        card = torch.cuda.get_device_properties(i)
        units = card.multi_processor_count
        found.append(Device(f"cuda:{i}", card.name, units, card.total_memory / 2**30))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU", 0, memory))
    return found


def _cpu_model() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def wait_for(device: str) -> None:
    """Wait until the device has done what it was told; a CPU always has."""
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)
    elif device == "mps":
        torch.mps.synchronize()


def time_matmul(size: int, device: str, *, repeats: int = 5) -> Timing:
    """The median of ``repeats`` products after one that is not counted."""
    generator = torch.Generator().manual_seed(0)
    a, b = (torch.randn(size, size, generator=generator).to(device) for _ in range(2))
    a @ b  # warm-up
    wait_for(device)
    waited, told = [], []
    for _ in range(repeats):
        start = time.perf_counter()
        a @ b
        told.append(time.perf_counter() - start)
        wait_for(device)
        waited.append(time.perf_counter() - start)
    return Timing(size, median(waited), median(told))


def matmul_times(device: str, sizes: Sequence[int] = SIZES, *, budget: float = 4.0) -> list[Timing]:
    """Time one size after another; stop before one that would not fit into ``budget`` seconds."""
    timings: list[Timing] = []
    start = time.perf_counter()
    for size in sizes:
        if timings:
            expected = 6 * timings[-1].seconds * (size / timings[-1].size) ** 3
            if time.perf_counter() - start + expected > budget:
                break
        timings.append(time_matmul(size, device))
    return timings


def measure() -> dict[str, Any]:
    """Time every device here, the larger products too."""
    devices = [
        asdict(device)
        | {"timings": [asdict(one) for one in matmul_times(device.name, (*SIZES, 4096, 8192))]}
        for device in machine()
    ]
    return {"data": "random matrices", "seeds": [0], "devices": devices}


def recorded() -> tuple[str, dict[str, list[Timing]]]:
    """The stored measurement: its date, and timings by GPU model; empty where none was made."""
    try:
        found = read("devices").found
    except LearnerError:
        return "", {}
    return found["date"], {
        device["model"]: [Timing(**timing) for timing in device["timings"]]
        for device in found["devices"]
        if device["name"] != "cpu"
    }


def provenance(measured: Iterable[str] = ()) -> list[Measured | Shipped]:
    """Where each line comes from: those ``measured`` just now, by device, then the stored ones."""
    _, timings = recorded()
    stored = [replace(read("devices").provenance, device=model) for model in timings]
    return [*map(Measured, measured), *stored]


def chosen_device() -> str:
    """What ``device = "cuda" if torch.cuda.is_available() else "cpu"`` gives on this machine."""
    return best_device().type
