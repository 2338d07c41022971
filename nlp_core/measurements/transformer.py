"""The Transformer lesson's measured numbers: beside the GRU, and without each of its parts.

All on the held-out pairs, over the seeds. Seconds are those of one CPU core, a step of every model
in turn, so that a busy machine slows none of them more than another. Three controls: layer norm
after each sum, Adam in Muon's place, and the GRU with Muon, at the same steps.

It takes about twenty minutes of one core, and goes on where it was stopped: each model is kept.
"""

import itertools
import time
from collections import deque
from dataclasses import asdict, replace
from statistics import mean
from typing import Any

import torch
from torch import nn

from nlp_core.experiments.attention.accuracy import alignment_error, by_length
from nlp_core.experiments.seq2seq.free_running import free_running
from nlp_core.experiments.transformer.leaving_out import VARIANTS, spec_without, taken_out
from nlp_core.experiments.transformer.looking import alignment_errors
from nlp_core.measurements.results import obtain
from nlp_core.models.seq2seq import Seq2Seq
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import CHUNK, DIRECTIONS, Ids, TranslationSpec, held_out, learn
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import one_thread
from nlp_core.training.translation import train

SEEDS = (0, 1, 2)
DIRECTION = "en-ko"  # of the parts left out and of the controls
ADAM_RATE = 2e-3
TIMED = CHUNK  # steps of each model that are timed: those whose data are made together
CONTROLS: dict[str, dict[str, Any]] = {
    "post": {"norm": "post"},
    "adam": {"optimizer": "adam", "learning_rate": ADAM_RATE},
}


def measure() -> dict[str, Any]:
    """Both models in both directions, then every part left out, then the controls."""
    with one_thread():
        torch.set_flush_denormal(True)
        pairs = list(itertools.product(DIRECTIONS, SEEDS))
        whole = [TransformerSpec(direction=direction, seed=seed) for direction, seed in pairs]
        grus = [TranslationSpec(direction=direction, seed=seed) for direction, seed in pairs]
        found = [judge("transformer", spec) for spec in whole]
        found += [judge("gru", spec) for spec in grus]
        for seed in SEEDS:
            found += [left_out(name, seed) for name in VARIANTS if name != "whole"]
        for seed in SEEDS:
            for name, changes in CONTROLS.items():
                spec = replace(TransformerSpec(direction=DIRECTION, seed=seed), **changes)
                found.append(judge(name, spec))
            found.append(gru_with_muon(seed))
        return {
            "data": TransformerSpec.DATA,
            "seeds": list(SEEDS),
            "held_out": len(held_out()),
            "step_seconds": step_seconds(),
            "runs": found,
        }


def judge(name: str, spec: Any, model: nn.Module | None = None) -> dict[str, Any]:
    """One kind of translator on the held-out pairs: ``model``, or the trained one of ``spec``."""
    found = obtain(spec) if model is None else None
    judged: Any = found.model if found is not None else model
    words = found.vocabulary if found is not None else spec.build().vocabulary
    vocabulary = (tuple(words["source"]), tuple(words["target"]))
    looks = isinstance(spec, TransformerSpec) and spec.without != "cross-attention"
    curve = [] if found is None else found.history
    return {
        "name": name,
        "direction": spec.direction,
        "seed": spec.seed,
        "steps": spec.steps,
        "parameters": sum(p.numel() for p in judged.parameters()),
        **asdict(free_running(judged, vocabulary, spec.direction)),
        "alignment_error": alignment_error(judged, words, spec.direction),
        "by_head": alignment_errors(judged, *vocabulary, spec.direction) if looks else None,
        "by_length": [asdict(one) for one in by_length(judged, words, spec.direction)],
        "curve": [[one["step"], one["metrics"]["exact_match"]] for one in curve],
    }


def left_out(variant: str, seed: int) -> dict[str, Any]:
    """A part left out: trained without it, and ``taken`` out of the whole model."""
    spec = spec_without(variant, DIRECTION, seed)
    without = judge(variant, spec)
    trained = obtain(TransformerSpec(direction=DIRECTION, seed=seed))
    words = trained.vocabulary
    vocabulary = (tuple(words["source"]), tuple(words["target"]))
    taken = free_running(taken_out(trained, variant), vocabulary, DIRECTION)
    return without | {"taken": asdict(taken)}


def gru_with_muon(seed: int) -> dict[str, Any]:
    """The control of the optimizer: the GRU with Muon, its steps and data those of the GRU."""
    spec = TranslationSpec(direction=DIRECTION, seed=seed)
    bundle = spec.build()
    ids, model = Ids(bundle.vocabulary), bundle.model
    optimizers = muon_and_adam(model, rest=spec.learning_rate)
    how: dict[str, Any] = {"steps": spec.steps, "learning_rate": spec.learning_rate}
    points = learn(model, ids, DIRECTION, spec.batches(ids), optimizers=optimizers, **how)
    deque(points, maxlen=0)
    return judge("gru-muon", spec, model)


def step_seconds() -> dict[str, float]:
    """CPU seconds of a training step of each kind of model, data included: the mean, in turns."""
    specs: dict[str, Any] = {"transformer": TransformerSpec(), "gru": TranslationSpec()}
    specs |= {name: spec_without(name, DIRECTION) for name in VARIANTS if name != "whole"}
    turns = {name: _steps(spec) for name, spec in specs.items()}
    times: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(1 + TIMED):  # the first one warms up
        for name, steps in turns.items():
            began = time.process_time()
            next(steps)
            times[name].append(time.process_time() - began)
    return {name: round(mean(found[1:]), 5) for name, found in times.items()}


def _steps(spec: Any) -> Any:
    """One training step at each ``next``, on a batch that is made in that time."""
    bundle = spec.build()
    ids, model = Ids(bundle.vocabulary), bundle.model
    adam = [torch.optim.Adam(model.parameters(), lr=spec.learning_rate)]
    optimizers = adam if isinstance(model, Seq2Seq) else muon_and_adam(model)
    how: dict[str, Any] = {"steps": 10_000, "learning_rate": spec.learning_rate}
    for batch in spec.batches(ids):
        yield from train(model, [batch], check=lambda: ({}, None), optimizers=optimizers, **how)
