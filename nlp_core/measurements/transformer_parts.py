"""A Transformer trained without each of its parts, over the seeds.

Smaller than the lesson's translator and shorter trained, from English to Korean, judged on the
held-out pairs; beside it the same part taken out of the whole model. Controls at the same size and
length: layer norm after each sum; and, for the comparison with the GRU, both models with Adam and
with Muon.

It takes some five minutes of one core, and goes on where it was stopped: each model is kept.
"""

from collections import deque
from dataclasses import asdict, replace
from typing import Any

import torch
from torch import nn

from nlp_core.experiments.transformer.leaving_out import (
    SHORT,
    VARIANTS,
    reached,
    spec_without,
    taken_out,
)
from nlp_core.measurements.results import obtain
from nlp_core.measurements.transformer import DIRECTION, SEEDS, vocabulary
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import Ids, TranslationSpec, held_out, learn
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import one_thread

ADAM_RATE = 2e-3  # of the Transformer
CONTROLS: dict[str, dict[str, Any]] = {
    "post": {"norm": "post"},
    "adam": {"optimizer": "adam", "learning_rate": ADAM_RATE},
}


def measure() -> dict[str, Any]:
    """Every part left out, then the controls, seed by seed."""
    with one_thread():
        torch.set_flush_denormal(True)
        runs = []
        for seed in SEEDS:
            runs += [left_out(name, seed) for name in VARIANTS]
            whole = spec_without("whole", DIRECTION, seed)
            for name, changes in CONTROLS.items():
                runs.append(short(name, seed, obtain(replace(whole, **changes)).model))
            for name, muon in (("gru-adam", False), ("gru-muon", True)):
                runs.append(short(name, seed, short_gru(seed, muon=muon)))
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
    return run | {"taken": asdict(reached(less, *vocabulary(), DIRECTION))}


def short(name: str, seed: int, model: Any) -> dict[str, Any]:
    """One of the small models, after the short training."""
    count = sum(p.numel() for p in model.parameters())
    found = asdict(reached(model, *vocabulary(), DIRECTION))
    return {"name": name, "seed": seed, "parameters": count, "taken": None, **found}


def short_gru(seed: int, *, muon: bool) -> nn.Module:
    """The control of the optimizer: a GRU of the variants' size and steps, by Adam or by Muon."""
    same: dict[str, Any] = {key: SHORT[key] for key in ("d_model", "steps", "batch")}
    spec = TranslationSpec(direction=DIRECTION, seed=seed, **same)
    bundle = spec.build()
    ids, model = Ids(bundle.vocabulary), bundle.model
    optimizers = muon_and_adam(model, rest=spec.learning_rate) if muon else ()
    how: dict[str, Any] = {"steps": spec.steps, "learning_rate": spec.learning_rate}
    points = learn(model, ids, DIRECTION, spec.batches(ids), optimizers=optimizers, **how)
    deque(points, maxlen=0)
    return model
