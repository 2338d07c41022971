"""The Transformer beside the GRU on the translation task.

In both directions, on the held-out pairs, over the seeds. Seconds are those of one CPU core, a step
of each model in turn, so that a busy machine slows neither of them more than the other.
``transformer_parts`` trains without each part.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict
from statistics import mean
from typing import Any

import torch

from nlp_core.experiments.attention.accuracy import alignment_error, by_length
from nlp_core.experiments.seq2seq.free_running import free_running
from nlp_core.experiments.transformer.looking import alignment_errors
from nlp_core.measurements.results import obtain
from nlp_core.models.seq2seq import Seq2Seq
from nlp_core.recipes.transformer import TransformerSpec
from nlp_core.recipes.translation import (
    CHUNK,
    DIRECTIONS,
    Ids,
    TranslationSpec,
    held_out,
    pieces,
)
from nlp_core.training.optim import muon_and_adam
from nlp_core.training.run import one_thread
from nlp_core.training.translation import train

SEEDS = (0, 1, 2)
SPECS = {"transformer": TransformerSpec, "gru": TranslationSpec}


def measure() -> dict[str, Any]:
    """Both models in both directions, and the seconds of both."""
    with one_thread():
        torch.set_flush_denormal(True)
        return {
            "data": TransformerSpec.DATA,
            "seeds": list(SEEDS),
            "held_out": len(held_out()),
            "step_seconds": step_seconds(),
            "runs": [
                judge(name, spec(direction=direction, seed=seed))
                for direction in DIRECTIONS
                for name, spec in SPECS.items()
                for seed in SEEDS
            ],
        }


def judge(name: str, spec: Any) -> dict[str, Any]:
    """One translator; of a Transformer also where each head looks."""
    found, direction = obtain(spec), spec.direction
    model, words = found.model, vocabulary(direction)
    run = {
        "name": name,
        "direction": direction,
        "seed": spec.seed,
        "steps": spec.steps,
        "batch": spec.batch,
        "parameters": sum(p.numel() for p in model.parameters()),
        **asdict(free_running(model, words, direction)),
        "alignment_error": alignment_error(model, found.vocabulary, direction),
        "by_length": [asdict(one) for one in by_length(model, found.vocabulary, direction)],
        "curve": [[one["step"], one["metrics"]["exact_match"]] for one in found.history],
    }
    if isinstance(spec, TransformerSpec):
        run["by_head"] = alignment_errors(model, *words, direction)
    return run


def vocabulary(direction: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pieces of the source and of the target."""
    source, target = (pieces(language) for language in direction.split("-"))
    return source, target


def step_seconds() -> dict[str, float]:
    """CPU seconds of a training step of both models at full size, data included: the mean over a
    chunk of data, in turns."""
    turns = {name: _steps(spec()) for name, spec in SPECS.items()}
    times: dict[str, list[float]] = {name: [] for name in turns}
    for _ in range(1 + CHUNK):  # the first one warms up
        for name, steps in turns.items():
            began = time.process_time()
            next(steps)
            times[name].append(time.process_time() - began)
    return {name: round(mean(found[1:]), 5) for name, found in times.items()}


def _steps(spec: Any) -> Iterator[Any]:
    """One training step at each ``next``, on a batch that is made in that time."""
    bundle = spec.build()
    ids, model = Ids(bundle.vocabulary), bundle.model
    adam = [torch.optim.Adam(model.parameters(), lr=spec.learning_rate)]
    optimizers = adam if isinstance(model, Seq2Seq) else muon_and_adam(model)
    how: dict[str, Any] = {"steps": 10_000, "learning_rate": spec.learning_rate}
    for batch in spec.batches(ids):
        yield from train(model, [batch], check=lambda: ({}, None), optimizers=optimizers, **how)
