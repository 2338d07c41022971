"""What measurements leave in ``assets/results``: numbers, how they were made, and a checksum.

A measurement is a module here with a function ``measure`` that returns JSON-ready numbers, with
``data`` (what was measured, and its licence) and ``seeds`` among them.
"""

import datetime
import json
import time
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import torch

from nlp_core.checksum import is_whole, sealed
from nlp_core.engine.folder import LocalFolder
from nlp_core.engine.library import Library
from nlp_core.engine.train import device_name, train
from nlp_core.errors import LearnerError
from nlp_core.places import MODELS, RESULTS, cache_place
from nlp_core.provenance import Shipped
from nlp_core.trained import S, Trained

MEASUREMENTS = (
    "albert_latency",
    "albert_pairs",
    "attention",
    "bert",
    "character_writers",
    "clipping",
    "devices",
    "electra",
    "electra_game",
    "gates",
    "glove_seeds",
    "gpt_cache",
    "gpt_sizes",
    "korean_share",
    "label_efficiency",
    "label_efficiency_all",
    "mini_models",
    "positions",
    "prompting",
    "self_attention",
    "seq2seq",
    "tatoeba",
    "transformer",
    "transformer_controls",
    "transformer_parts",
    "translators",
    "word2vec_seeds",
)
HEADER = ("command", "device", "torch", "date", "seconds", "data", "seeds")
MEMORY_BYTES, DISK_BYTES = 2**30, 2 * 2**30


@dataclass(frozen=True, eq=False)
class Results:
    """A verified file of numbers: ``found`` is all of it, the header included."""

    name: str
    found: dict[str, Any]

    @property
    def provenance(self) -> Shipped:
        """Where these numbers come from, for the badge of a figure."""
        found = self.found
        return Shipped(
            f"results/{self.name}",
            data=found["data"],
            device=found["device"],
            date=found["date"],
            seconds=found["seconds"],
        )


@cache
def read(name: str) -> Results:
    """The stored results of a measurement; LearnerError "no-results" if there are none that fit
    their checksum."""
    try:
        found = json.loads(_path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LearnerError("no-results", name=name) from error
    if not is_whole(found) or not found.keys() >= set(HEADER):
        raise LearnerError("no-results", name=name)
    return Results(name, found)


def measure(name: str) -> Path:
    """Make a measurement now and store it: minutes to hours. ValueError for an unknown name."""
    if name not in MEASUREMENTS:
        raise ValueError(f"measurements are {', '.join(MEASUREMENTS)}; there is no {name!r}")
    torch.set_flush_denormal(True)
    began = time.perf_counter()
    numbers = import_module(f"nlp_core.measurements.{name}").measure()
    header = {
        "command": f"python -m nlp_core measure {name}",
        "device": device_name(),
        "torch": torch.__version__,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "seconds": round(time.perf_counter() - began, 1),
    }
    return write(name, header | numbers)


def write(name: str, found: dict[str, Any]) -> Path:
    """Store ``found``, header included, with a checksum over all of it."""
    text = json.dumps(sealed(found), ensure_ascii=False, indent=1) + "\n"
    LocalFolder(RESULTS).write(_path(name).name, text.encode())
    read.cache_clear()
    return _path(name)


def obtain(spec: S) -> Trained[S, Any]:
    """The model of ``spec``: shipped, from the cache, or trained now and put into the cache."""
    found = _library().find(spec)
    return found or _library().keep(train(spec, half=True), spec)


@cache
def _library() -> Library:
    return Library(MODELS, cache_place(), memory_bytes=MEMORY_BYTES, disk_bytes=DISK_BYTES)


def _path(name: str) -> Path:
    return RESULTS / f"{name}.json"
