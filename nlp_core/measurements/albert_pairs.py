"""Two questions about pairs of sentences, three seeds each.

Each trained head is asked both questions about stories that no training saw; beside it stands what
who only counts words can answer (``experiments.albert.baselines``). Some eight minutes of one core;
models are kept, so that it can go on.
"""

from typing import Any

import torch

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.albert import baselines, pairs
from nlp_core.measurements.kept_runs import kept
from nlp_core.measurements.results import obtain
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.recipes.sentence_pairs import SEEDS, little_albert
from nlp_core.training.run import one_thread


def run(task: str, seed: int) -> dict[str, Any]:
    """One training, and its head asked both questions; kept, so that it is made once."""
    spec = little_albert(task, seed=seed)
    return kept("albert_pairs", spec, lambda: _run(task, spec))


def _run(task: str, spec: PretrainingSpec) -> dict[str, Any]:
    trained = obtain(spec)
    return {
        "task": task,
        "seed": spec.seed,
        "parameters": sum(p.numel() for p in trained.model.parameters()),
        "hidden_tokens": {one: trained.metrics[f"top5_{one}"] for one in LANGUAGES},
        "accuracy": pairs.both_tasks(trained.model),
    }


def counted(spec: PretrainingSpec) -> dict[str, Any]:
    """What counting reaches on both questions, by baseline and language; kept as well."""
    return kept("albert_baselines", spec, lambda: baselines.scores(LANGUAGES, spec.vocab_size))


def measure() -> dict[str, Any]:
    """All trainings, and what counting reaches."""
    with one_thread():
        torch.set_flush_denormal(True)
        spec: PretrainingSpec = little_albert()
        return {
            "data": spec.DATA,
            "seeds": list(SEEDS),
            "tested": {one: len(pairs.tested(one).ends) for one in LANGUAGES},
            "learned": len(pairs.trained_on().ends),
            "tokens": spec.tokens,
            "runs": [run(task, seed) for seed in SEEDS for task in pairs.TASKS],
            "baselines": counted(spec),
        }
