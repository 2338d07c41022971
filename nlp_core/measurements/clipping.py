"""What clipping the gradient does to a real training: rates and seeds, with it and without.

The control that could take the effect away is Adam, which divides by the gradient's own size; and
a rate small enough to need no clipping is among the rates.
"""

import math
from dataclasses import dataclass
from typing import Any

import torch

from nlp_core.measurements.results import read
from nlp_core.provenance import Shipped
from nlp_core.recipes.character_model import LANGUAGES, CharacterSpec, Ids
from nlp_core.text import character_units as units
from nlp_core.training.character_lm import Windows, next_loss, train
from nlp_core.training.run import one_thread

SEEDS = (0, 1, 2)
RATES = {"sgd": (0.3, 1.0, 3.0, 10.0, 30.0), "adam": (0.004, 0.02, 0.05)}
CLIPS = (0.0, 1.0)  # none, and norm 1
STEPS = 300


def measure() -> dict[str, Any]:
    """The loss on held-out text after STEPS steps, and the largest gradient norm on the way."""
    runs: list[dict[str, Any]] = []
    for language in LANGUAGES:
        for optimizer, rates in RATES.items():
            for rate in rates:
                for clip in CLIPS:
                    for seed in SEEDS:
                        runs.append(_run(language, optimizer, rate, clip, seed))
    data = CharacterSpec().DATA
    return {"data": data, "seeds": list(SEEDS), "steps": STEPS, "runs": runs}


def _run(language: str, optimizer: str, rate: float, clip: float, seed: int) -> dict[str, Any]:
    spec = CharacterSpec(
        corpus=language, optimizer=optimizer, learning_rate=rate, clip=clip, steps=STEPS, seed=seed
    )
    bundle, (read_text, held) = spec.build(), spec.texts()
    ids = Ids(bundle.vocabulary["characters"])
    end, length = ids.number[units.END], spec.window + 1
    tested = Windows(ids.of(held), end, length).spread(200)
    windows, dice = Windows(ids.of(read_text.units), end, length), torch.Generator()
    with one_thread():
        points = list(
            train(bundle.model, windows, spec.settings(), dice.manual_seed(seed), reports=6)
        )
        with torch.no_grad():
            loss = float(next_loss(bundle.model, tested))
    about = {"language": language, "optimizer": optimizer, "rate": rate, "clip": clip, "seed": seed}
    steepest = max(point.steepest for point in points)
    found = {"held_out": _short(loss), "steepest": _short(steepest)}  # none: no number any more
    return about | found


def _short(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None


@dataclass(frozen=True)
class Line:
    """Held-out loss for each rate: the median of the seeds, the lowest and the highest; a seed that
    was lost counts as infinite."""

    clip: float
    rates: tuple[float, ...]
    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def lines(language: str, optimizer: str) -> list[Line]:
    """Without clipping, and with it."""
    runs = read("clipping").found["runs"]
    found = []
    for clip in CLIPS:
        losses = [
            sorted(
                float("inf") if run["held_out"] is None else run["held_out"]
                for run in runs
                if (run["language"], run["optimizer"], run["rate"], run["clip"])
                == (language, optimizer, rate, clip)
            )
            for rate in RATES[optimizer]
        ]
        middle = tuple(seeds[len(seeds) // 2] for seeds in losses)
        low, high = (tuple(seeds[end] for seeds in losses) for end in (0, -1))
        found.append(Line(clip, RATES[optimizer], middle, low, high))
    return found


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("clipping").provenance
