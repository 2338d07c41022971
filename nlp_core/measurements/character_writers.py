"""What a character RNN writes and predicts, three seeds, beside writers that only count."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.measurements.results import obtain, read
from nlp_core.provenance import Shipped
from nlp_core.recipes.character_model import LANGUAGES, CharacterSpec, Ids
from nlp_core.text import character_units as units
from nlp_core.text.character_ngrams import CharacterNgrams
from nlp_core.training.character_lm import Windows, next_loss, write

SEEDS = (0, 1, 2)
COUNTED = (1, 2, 3, 5)
ROWS, LENGTH, TESTED = 100, 120, 12_000


def measure() -> dict[str, Any]:
    """The share of written words that the text holds, the loss a character of held-out text, and
    the gradient curves (log10, by distance) before training and after it."""
    found = {language: _of(language) for language in LANGUAGES}
    return {"data": CharacterSpec().DATA, "seeds": list(SEEDS), "languages": found}


def _of(language: str) -> dict[str, Any]:
    read_text, held = CharacterSpec(corpus=language).texts()
    held = held[:TESTED]
    counted = {}
    for n in COUNTED:
        model, rng = CharacterNgrams(read_text.units, n, len(read_text.kinds)), _rng()
        texts = ["".join(model.write(LENGTH, rng)) for _ in range(ROWS)]
        words = units.share_known(texts, read_text.words)
        counted[str(n)] = {"words": words, "held_out": model.loss(held)}
    rnn = []
    for seed in SEEDS:
        run = obtain(CharacterSpec(corpus=language, seed=seed))
        ids, dice = Ids(run.vocabulary["characters"]), torch.Generator().manual_seed(seed)
        start = torch.full((ROWS, 1), ids.number[units.END])
        texts = [ids.text(row, "characters") for row in write(run.model, start, LENGTH, dice)]
        windows = Windows(ids.of(held), ids.number[units.END], run.spec.window + 1).spread(400)
        with torch.no_grad():
            loss = float(next_loss(run.model, windows))
        before, after = (run.snapshots[place][1]["gradient"] for place in (0, -1))
        curves = {"before": _short(before), "after": _short(after)}
        radii = [run.history[place]["metrics"]["radius"] for place in (0, -1)]
        words = units.share_known(texts, read_text.words)
        rnn.append({"words": words, "held_out": loss, "radius": radii, **curves})
    return {"counted": counted, "rnn": rnn}


def _short(curve: NDArray[Any]) -> list[float]:
    return [round(float(value), 2) for value in curve]


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


def written(language: str) -> dict[str, tuple[float, float]]:
    """(words, held-out loss) of each writer: "1" ... by its n, and "rnn", the mean of the seeds."""
    found = read("character_writers").found["languages"][language]
    shares = {n: (one["words"], one["held_out"]) for n, one in found["counted"].items()}
    mean = [float(np.mean([run[name] for run in found["rnn"]])) for name in ("words", "held_out")]
    return shares | {"rnn": (mean[0], mean[1])}


def spread(language: str) -> tuple[float, float]:
    """The lowest and the highest share of words among the RNN's seeds."""
    shares = [run["words"] for run in read("character_writers").found["languages"][language]["rnn"]]
    return min(shares), max(shares)


@dataclass(frozen=True)
class Flow:
    """Gradient norms by distance, log10: the seeds' median, lowest and highest, and the spectral
    radius of each seed."""

    middle: list[float]
    low: list[float]
    high: list[float]
    radii: list[float]


def flows(language: str) -> tuple[Flow, Flow]:
    """Before training and after it."""
    runs = read("character_writers").found["languages"][language]["rnn"]
    found = []
    for place, name in enumerate(("before", "after")):
        seeds = np.array([run[name] for run in runs])  # (seeds, DISTANCE + 1)
        middle, low, high = (pick(seeds, axis=0) for pick in (np.median, np.min, np.max))
        radii = [run["radius"][place] for run in runs]
        found.append(Flow(middle.tolist(), low.tolist(), high.tolist(), radii))
    return found[0], found[1]


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("character_writers").provenance
