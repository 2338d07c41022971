"""What the ALBERT lesson measured: two questions about pairs, three seeds each, and the latency.

Each trained head is asked both questions about stories that no training saw; beside it stands what
who only counts words can answer (``experiments.albert.baselines``). The unshared model learns the
same as the shared one. Some ten minutes of one core; models are kept, so that it can go on.
"""

from dataclasses import asdict
from typing import Any

import torch

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.albert import baselines, latency, pairs
from nlp_core.experiments.albert.sizes import BASE
from nlp_core.measurements.results import obtain
from nlp_core.recipes.pretraining import PretrainingSpec
from nlp_core.recipes.sentence_pairs import SEEDS, little_albert
from nlp_core.training.run import one_thread

KINDS: dict[str, dict[str, str]] = {
    "next": {"task": "next"},
    "order": {"task": "order"},
    "unshared": {"task": "order", "sharing": "none"},
}


def run(kind: str, seed: int) -> dict[str, Any]:
    """One training, and its head asked both questions."""
    trained = obtain(little_albert(seed=seed, **KINDS[kind]))
    return {
        "kind": kind,
        "seed": seed,
        "parameters": sum(p.numel() for p in trained.model.parameters()),
        "hidden_tokens": {one: trained.metrics[f"top5_{one}"] for one in LANGUAGES},
        "accuracy": pairs.both_tasks(trained.model),
    }


def measure() -> dict[str, Any]:
    """All trainings, what counting reaches, and how long two models of one size take to read."""
    with one_thread():
        torch.set_flush_denormal(True)
        spec: PretrainingSpec = little_albert()
        return {
            "data": spec.DATA,
            "seeds": list(SEEDS),
            "tested": {one: len(pairs.tested(one).ends) for one in LANGUAGES},
            "learned": len(pairs.trained_on().ends),
            "tokens": spec.tokens,
            "runs": [run(kind, seed) for seed in SEEDS for kind in KINDS],
            "baselines": baselines.scores(LANGUAGES, spec.vocab_size),
            "latency": {"size": asdict(BASE), **asdict(latency.measured(BASE))},
        }
