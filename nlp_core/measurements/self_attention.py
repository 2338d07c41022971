"""What the self-attention lesson measured: a model of referents by its number of heads, over seeds.

Beside it stand the controls that could take the effect away: models that do not know where a word
stands, models that never see the word that decides, and what simpler guesses score.
"""

import os
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import torch

from nlp_core.measurements.kept_runs import kept
from nlp_core.recipes.referent import HEADS, LANGUAGES, SEEDS, ReferentSpec
from nlp_core.recipes.referent_stories import baselines

CONTROLS: tuple[dict[str, str], ...] = ({"positions": "none"}, {"reads": "no-later"})


def specs() -> list[ReferentSpec]:
    """All runs: each number of heads, then each control, over the languages and seeds."""
    settings: list[dict[str, Any]] = [{"n_head": n_head} for n_head in HEADS]
    return [
        ReferentSpec(language=language, seed=seed, **setting)
        for setting in [*settings, *CONTROLS]
        for seed in SEEDS
        for language in LANGUAGES
    ]


def run(spec: ReferentSpec) -> dict[str, Any]:
    """Train one model and judge it."""
    torch.set_flush_denormal(True)
    began = time.perf_counter()
    bundle = spec.build()
    *_, last = spec.fit(bundle)
    seconds = time.perf_counter() - began
    assert last.snapshot is not None
    costs, points = (last.snapshot[name].tolist() for name in ("costs", "points"))
    heads = [
        {"layer": layer, "head": head, "cost": cost, "points": points[layer][head]}
        for layer, row in enumerate(costs)
        for head, cost in enumerate(row)
    ]
    return {
        "language": spec.language,
        "n_head": spec.n_head,
        "positions": spec.positions,
        "reads": spec.reads,
        "seed": spec.seed,
        "parameters": sum(p.numel() for p in bundle.model.parameters()),
        "seconds": round(seconds, 1),
        **last.metrics,
        "heads": heads,
    }


def measure() -> dict[str, Any]:
    """All runs, as many at once as there are CPU cores; ``seconds`` is what they took in all."""
    runs = _all_at_once(specs())
    return {
        "seconds": round(sum(run["seconds"] for run in runs), 1),
        "data": ReferentSpec.DATA,
        "seeds": list(SEEDS),
        "spec": {"n_layer": ReferentSpec().n_layer, "d_model": ReferentSpec().d_model},
        "baselines": {language: baselines(language) for language in LANGUAGES},
        "runs": runs,
    }


def _all_at_once(todo: Iterable[ReferentSpec]) -> list[dict[str, Any]]:
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        return list(pool.map(_one, todo))


def _one(spec: ReferentSpec) -> dict[str, Any]:
    return kept("self_attention", spec, lambda: run(spec))
