"""What the comparison of the Transformer with the GRU owes to the optimizer, over the seeds.

At the size and length of ``transformer_parts``: both models with Adam and with Muon; and the
Transformer with layer norm after each sum instead of before each part.

It takes some two minutes of one core, and goes on where it was stopped, the GRUs apart.
"""

from collections import deque
from dataclasses import replace
from typing import Any

import torch
from torch import nn

from nlp_core.experiments.transformer.leaving_out import SHORT, spec_without
from nlp_core.measurements.results import obtain
from nlp_core.measurements.transformer import SEEDS
from nlp_core.measurements.transformer_parts import DIRECTION, short, told
from nlp_core.recipes.translation import Ids, TranslationSpec, learn
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import one_thread

ADAM_RATE = 2e-3  # of the Transformer
CHANGES: dict[str, dict[str, Any]] = {
    "muon": {},
    "adam": {"optimizer": "adam", "learning_rate": ADAM_RATE},
    "post": {"norm": "post"},
}
GRUS = {"gru-muon": True, "gru-adam": False}


def measure() -> dict[str, Any]:
    """Every control, seed by seed."""
    with one_thread():
        torch.set_flush_denormal(True)
        runs = []
        for seed in SEEDS:
            whole = spec_without("whole", DIRECTION, seed)
            for name, changes in CHANGES.items():
                runs.append(short(name, seed, obtain(replace(whole, **changes)).model))
            runs += [short(name, seed, short_gru(seed, muon=muon)) for name, muon in GRUS.items()]
        return told(runs)


def short_gru(seed: int, *, muon: bool) -> nn.Module:
    """A GRU with attention of the variants' size and steps, by Adam or by Muon."""
    same: dict[str, Any] = {key: SHORT[key] for key in ("d_model", "steps", "batch")}
    spec = TranslationSpec(direction=DIRECTION, seed=seed, **same)
    bundle = spec.build()
    ids, model = Ids(bundle.vocabulary), bundle.model
    optimizers = muon_and_adam(model, rest=spec.learning_rate) if muon else ()
    how: dict[str, Any] = {"steps": spec.steps, "learning_rate": spec.learning_rate}
    points = learn(model, ids, DIRECTION, spec.batches(ids), optimizers=optimizers, **how)
    deque(points, maxlen=0)
    return model
