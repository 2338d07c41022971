"""What an encoder learns for its compute, by what it is asked: four questions, three seeds each.

All runs of a seed begin with the same weights, read the same rows in the same order and hide the
same places; only what is asked differs (``training.electra_ablations``). At moments of each run its
frozen states are probed (``experiments.electra.probes``), so that an early point is a moment of the
whole run's schedule, not the end of a shorter one. Beside them stand the untrained encoder and who
only counts. Some ten minutes of one core; each run is kept, so that it can go on.
"""

from functools import partial
from typing import Any

import torch
from torch import nn

from nlp_core.corpora.pretraining.documents import LANGUAGES
from nlp_core.experiments.electra import probes
from nlp_core.experiments.electra.compute import step_flops
from nlp_core.measurements.kept_runs import kept
from nlp_core.models.electra import Electra
from nlp_core.models.electra_ablations import ElectraWithTokens
from nlp_core.recipes.pretraining import WIDTH, PretrainingSpec, as_tensors, corpus
from nlp_core.recipes.replaced_tokens import tiny
from nlp_core.training.electra_ablations import ABLATIONS, WITHOUT_GENERATOR
from nlp_core.training.packing import Text
from nlp_core.training.pretraining import Plan, learn, optimisers
from nlp_core.training.pretraining_measures import detection
from nlp_core.training.run import one_thread, seeded

SEEDS = (0, 1, 2)
MOMENTS = (0.04, 0.08, 0.16, 0.3, 0.5, 0.75, 1.0)  # of the steps
ROWS = 48  # held-out rows a language, on which a discriminator is measured


def spec_of(seed: int) -> PretrainingSpec:
    """The size, the text and the steps of every run."""
    return tiny(seed, tokens=1_200_000)


def measure() -> dict[str, Any]:
    """All runs, one after another."""
    with one_thread():
        text = corpus("little_world")
        learned = as_tensors(text.chosen(~text.held_out), torch.device("cpu"))
        runs = [
            kept(f"electra-{question}", spec_of(seed), partial(run, question, seed, learned))
            for seed in SEEDS
            for question in ABLATIONS
        ]
    spec = spec_of(0)
    return {
        "data": spec.DATA,
        "seeds": list(SEEDS),
        "tokens": spec.tokens,
        "share": spec.hidden,
        "counted": {name: _counted(name, spec.vocab_size) for name in probes.QUESTIONS},
        "items": {name: _items(name) for name in probes.QUESTIONS},
        "runs": runs,
    }


def run(question: str, seed: int, learned: Text) -> dict[str, Any]:
    """One run and what was probed at its moments; the first is the untrained encoder."""
    spec = spec_of(seed)
    with seeded(seed):
        electra: Electra = spec.build().model
        model = ElectraWithTokens(electra)
    steps = spec.steps
    moments = tuple(max(1, round(share * steps)) for share in MOMENTS)
    plan = Plan("rtd", spec.hidden, steps, 1, seed, moments=moments, loss=ABLATIONS[question])
    cost = step_flops(electra.config, question, spec.rows * WIDTH, WIDTH, spec.hidden)
    model.eval()
    found = [{"step": 0, "flops": 0.0, "probes": probed(electra)}]
    optimising = optimisers(model, matrices=spec.matrix_rate, rest=spec.learning_rate)

    def asked(trained: nn.Module, last: bool) -> dict[str, float]:
        return probed(electra)

    for point in learn(model, optimising, spec.batches(learned), plan, asked):
        if point.step in moments:
            flops = float(point.step * cost)
            found.append({"step": point.step, "flops": flops, "probes": point.metrics})
    told: dict[str, Any] = {"question": question, "seed": seed, "moments": found}
    if question not in WITHOUT_GENERATOR:
        told["detection"] = _detection(electra, spec)
    return told


def probed(model: Electra) -> dict[str, float]:
    """The accuracy of each probe in each language, by names such as "kind_ko"."""
    asked = {(n, one): make(one) for n, make in probes.QUESTIONS.items() for one in LANGUAGES}
    return {
        f"{name}_{language}": probes.accuracy(probes.features(model, question), question)
        for (name, language), question in asked.items()
    }


@torch.inference_mode()
def _detection(model: Electra, spec: PretrainingSpec) -> dict[str, dict[str, float]]:
    held_out = spec.held_out(corpus(spec.corpus), torch.device("cpu"))
    return {one: detection(model, held_out[one].batch(0, ROWS)) for one in LANGUAGES}


def _counted(name: str, vocab_size: int) -> dict[str, float]:
    """What counting pieces answers."""
    made = {one: probes.QUESTIONS[name](one) for one in LANGUAGES}
    return {
        one: probes.accuracy(probes.counted(question, vocab_size), question)
        for one, question in made.items()
    }


def _items(name: str) -> dict[str, int]:
    """How many items each probe is asked about, all of them once."""
    made = {one: probes.QUESTIONS[name](one) for one in LANGUAGES}
    return {one: len(question.answer) for one, question in made.items()}
