"""What the gates lesson measured: cells of equal size across lags, and gates held.

Every run is repeated over the seeds. Beside the three cells stand the controls that could take the
gates' advantage away: gates that begin half open, as torch makes them, a plain RNN that begins as
an identity, and other learning rates for the plain RNN. The runs are many, small and apart: one a
CPU core, some hours of cores in all, each kept as it ends.
"""

import multiprocessing
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch

from nlp_core.corpora.memory_tasks import BASELINES, TASKS
from nlp_core.experiments.gates.holding import worth
from nlp_core.measurements.kept_runs import kept
from nlp_core.measurements.results import obtain, read, write
from nlp_core.models.gated_lm import GATED
from nlp_core.recipes.gated_lm import LANGUAGES, GatedLMSpec, unigram_loss
from nlp_core.recipes.memory_task import SEEDS, MemoryTaskSpec, as_nets
from nlp_core.training.memory import reach, train
from nlp_core.training.run import one_thread

LAGS = (10, 25, 50, 100, 200, 500)
CONTROL_LAGS = LAGS[:-2]  # other beginnings are not tried beyond these
KEEPS = (1.0, 2.0, 3.0, 6.0)  # other beginnings, at the lesson's lag
RATES = (5e-3, 2e-2)  # other learning rates of the plain RNN, at the lesson's lag
DRAWN = ("rnn", "lstm", "gru")  # whose gradients are kept,
POINTS = 30  # at so many distances


@dataclass(frozen=True)
class Job:
    """One kind of cell of a spec, trained alone; ``name`` is that of its line."""

    name: str
    cell: str
    spec: MemoryTaskSpec


def jobs() -> list[Job]:
    """All runs, the longest first."""
    found = []
    for task in TASKS:
        for seed in SEEDS:
            base = MemoryTaskSpec(task=task, seed=seed)
            for lag in LAGS:
                at = replace(base, lag=lag)
                found += [Job(cell, cell, at) for cell in ("rnn", "lstm", "gru")]
                if lag in CONTROL_LAGS:
                    found.append(Job("rnn-identity", "rnn", replace(at, start="identity")))
                    plain = replace(at, keep=0.0)
                    found += [Job(f"{cell}-plain", cell, plain) for cell in GATED]
            for keep in KEEPS:
                found += [Job(f"{cell}-{keep:g}", cell, replace(base, keep=keep)) for cell in GATED]
            for rate in RATES:
                found.append(Job(f"rnn-rate-{rate:g}", "rnn", replace(base, rnn_rate=rate)))
    return sorted(found, key=lambda job: -job.spec.lag)


def run(job: Job, device: torch.device | None = None) -> dict[str, Any]:
    """Train one kind of cell alone; its score on held-out sequences, and its gradients' reach."""
    torch.set_flush_denormal(True)
    spec = job.spec
    net = as_nets(spec.build().model)[job.cell].to(device)
    data = spec.batches(device), spec.held_out(device)
    with one_thread():
        points = list(train({job.cell: net}, *data, None, spec.plan))
        flow = reach(net.cpu(), spec.shown()).tolist() if job.name in DRAWN else []
    last = len(flow) - 1
    places = sorted({round(last * i / (POINTS - 1)) for i in range(POINTS)}) if flow else []
    return {
        "name": job.name,
        "task": spec.task,
        "lag": spec.lag,
        "seed": spec.seed,
        "score": points[-1].metrics[job.cell],
        "steps": points[-1].step,
        "parameters": sum(p.numel() for p in net.parameters()),
        "distances": places,
        "reach": [float(f"{flow[place]:.4g}") for place in places],
    }


def read_and_hold(spec: GatedLMSpec) -> dict[str, Any]:
    """Hold each gate of one language model, which is trained now if it is not there."""
    torch.set_flush_denormal(True)
    run = obtain(spec)
    found = worth(run.model, run.vocabulary, spec.language)
    named = {"language": spec.language, "cell": spec.cell, "seed": spec.seed}
    return named | {"held_out": run.metrics["held_out"], "holds": list(map(asdict, found))}


def hold_anew(seeds: Sequence[int] = SEEDS) -> Path:
    """Measure the language models alone, for another text; the stored runs do not depend on it.

    ``python -c "from nlp_core.measurements.gates import hold_anew; hold_anew()"``
    """
    found = read("gates").found | {
        "data": f"{MemoryTaskSpec.DATA}; {GatedLMSpec.DATA}",
        "unigram": {language: unigram_loss(language) for language in LANGUAGES},
        "models": [_one(spec) for spec in language_models() if spec.seed in seeds],
    }
    return write("gates", found)


def language_models() -> list[GatedLMSpec]:
    """Every cell in every language, from every seed."""
    return [
        GatedLMSpec(language=language, cell=cell, seed=seed)
        for language in LANGUAGES
        for cell in GATED
        for seed in SEEDS
    ]


def measure() -> dict[str, Any]:
    """All runs, as many at once as there are CPU cores."""
    models = language_models()
    done = _all_at_once([*models, *jobs()])
    return {
        "data": f"{MemoryTaskSpec.DATA}; {GatedLMSpec.DATA}",
        "seeds": list(SEEDS),
        "spec": {"steps": MemoryTaskSpec().steps, "keep": MemoryTaskSpec().keep},
        "baselines": BASELINES,
        "unigram": {language: unigram_loss(language) for language in LANGUAGES},
        "models": done[: len(models)],
        "runs": done[len(models) :],
    }


def _all_at_once(todo: Iterable[Job | GatedLMSpec]) -> list[dict[str, Any]]:
    """Each job or language model in a process of its own, results in the order of the jobs."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=spawn) as pool:
        return list(pool.map(_one, todo))


def _one(job: Job | GatedLMSpec) -> dict[str, Any]:
    if isinstance(job, Job):
        return kept(f"gates {job.name}", job.spec, lambda: run(job))
    return kept("gates held", job, lambda: read_and_hold(job))
