"""Writing with and without kept keys and values: the same tokens, and how long each way takes.

Both ways take turns and the fastest time of each counts, so that a busy machine favours neither.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch

from nlp_core.measurements.results import obtain, read
from nlp_core.models.gpt import Gpt, next_scores
from nlp_core.provenance import Shipped
from nlp_core.recipes.pretraining import LITTLE_GPT
from nlp_core.training.packing import BOS
from nlp_core.training.run import one_thread

LENGTHS = (16, 32, 64, 128, 256)
REPEATS = 5


@torch.inference_mode()
def without_cache(model: Gpt, beginning: list[int], count: int) -> list[int]:
    """The likeliest continuation; every token reads the whole text again."""
    text = list(beginning)
    for _ in range(count):
        states = model(torch.tensor([text]))
        text.append(int(model.token_scores(states[0, -1]).argmax()))
    return text[len(beginning) :]


def with_cache(model: Gpt, beginning: list[int], count: int) -> list[int]:
    """The same, with the keys and values of what was read kept: each token is read once."""
    cache = model.empty_cache(len(beginning) + count)
    new, written = list(beginning), []
    for _ in range(count):
        new = [int(next_scores(model, torch.tensor([new]), cache)[0].argmax())]
        written += new
    return written


def measure() -> dict[str, Any]:
    """Seconds of both ways by length, and whether they wrote the same."""
    model = obtain(LITTLE_GPT).model
    ways = (without_cache, with_cache)
    rows = []
    with one_thread():
        for length in LENGTHS:
            texts = [way(model, [BOS], length) for way in ways]
            times = [[_seconds(way, model, length) for way in ways] for _ in range(REPEATS)]
            best = [min(column) for column in zip(*times, strict=True)]
            row = {"length": length, "without": best[0], "with": best[1]}
            rows.append(row | {"same": texts[0] == texts[1]})
    return {"data": LITTLE_GPT.DATA, "seeds": [LITTLE_GPT.seed], "rows": rows}


def _seconds(way: Callable[[Gpt, list[int], int], list[int]], model: Gpt, length: int) -> float:
    begun = time.process_time()
    way(model, [BOS], length)
    return time.process_time() - begun


@dataclass(frozen=True)
class Row:
    """A length, the seconds of both ways, and whether they wrote the same tokens."""

    length: int
    without: float
    cached: float
    same: bool

    @property
    def ratio(self) -> float:
        """How many times as long it takes without the cache."""
        return self.without / self.cached


def rows() -> list[Row]:
    """What was measured, by length. LearnerError "no-results"."""
    found = read("gpt_cache").found["rows"]
    return [Row(one["length"], one["without"], one["with"], one["same"]) for one in found]


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("gpt_cache").provenance
