"""Held-out loss of small GPTs against their size, on the same tokens, three seeds; and what counts
of one to five tokens reach on the same held-out text.
"""

import math
from dataclasses import replace
from typing import Any

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.measurements.results import obtain
from nlp_core.recipes.ngram import NgramSpec
from nlp_core.recipes.pretraining import LITTLE_GPT, PretrainingSpec

SEEDS = (0, 1, 2)
WIDTHS = (16, 32, 48, 64)
TOKENS = 400_000  # a third of what the shipped model reads
ORDERS = 5


def specs() -> list[PretrainingSpec]:
    """All trainings: sizes, then seeds."""
    return [
        replace(LITTLE_GPT, d_model=d, tokens=TOKENS, seed=seed) for seed in SEEDS for d in WIDTHS
    ]


def run(spec: PretrainingSpec) -> dict[str, Any]:
    """One training's size and losses, in nats a token, by language."""
    card = obtain(spec).card
    losses = {one: math.log(card["metrics"][f"perplexity_{one}"]) for one in LANGUAGES}
    size = {name: card[name] for name in ("parameters", "steps", "seconds", "device")}
    return {"d_model": spec.d_model, "seed": spec.seed, "tokens": spec.tokens, **size, **losses}


def measure() -> dict[str, Any]:
    """All trainings, the shipped one beside them, and the counts."""
    counted = NgramSpec(order=ORDERS)
    *_, last = counted.fit(counted.build())
    losses = {
        one: [math.log(last.metrics[f"perplexity_{n}_{one}"]) for n in range(1, ORDERS + 1)]
        for one in LANGUAGES
    }
    return {
        "data": LITTLE_GPT.DATA,
        "seeds": list(SEEDS),
        "runs": [run(spec) for spec in specs()],
        "shipped": run(LITTLE_GPT),
        "counts": losses,
    }
