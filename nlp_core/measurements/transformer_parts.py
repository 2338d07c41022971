"""A Transformer trained without each of its parts, over the seeds.

Smaller than the lesson's translator and shorter trained, from English to Korean, judged on the
held-out pairs; beside it the same part taken out of the whole model.

It takes some four minutes of one core, and goes on where it was stopped: each model is kept.
"""

from dataclasses import asdict
from typing import Any

import torch

from nlp_core.experiments.transformer.leaving_out import (
    SHORT,
    VARIANTS,
    reached,
    spec_without,
    taken_out,
)
from nlp_core.measurements.results import obtain
from nlp_core.measurements.transformer import SEEDS, vocabulary
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import held_out
from nlp_core.training.run import one_thread

DIRECTION = "en-ko"


def measure() -> dict[str, Any]:
    """Every part left out, seed by seed."""
    with one_thread():
        torch.set_flush_denormal(True)
        return told([left_out(name, seed) for seed in SEEDS for name in VARIANTS])


def told(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Runs of small models, and what they were trained and judged on."""
    return {
        "data": TransformerSpec.DATA,
        "seeds": list(SEEDS),
        "held_out": len(held_out()),
        "spec": SHORT,
        "runs": runs,
    }


def left_out(variant: str, seed: int) -> dict[str, Any]:
    """A part left out: trained without it, and ``taken`` out of the whole model."""
    run = short(variant, seed, obtain(spec_without(variant, DIRECTION, seed)).model)
    if variant == "whole":
        return run
    less = taken_out(obtain(spec_without("whole", DIRECTION, seed)), variant)
    return run | {"taken": asdict(reached(less, *vocabulary(DIRECTION), DIRECTION))}


def short(name: str, seed: int, model: Any) -> dict[str, Any]:
    """One of the small models, after the short training."""
    count = sum(p.numel() for p in model.parameters())
    found = asdict(reached(model, *vocabulary(DIRECTION), DIRECTION))
    return {"name": name, "seed": seed, "parameters": count, "taken": None, **found}
