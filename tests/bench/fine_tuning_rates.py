"""Choose the learning rates of fine-tuning, ``nlp_core.recipes.fine_tuning.WAYS``, by validation.

    NLP_REVISITED_DATA=<data> python -m tests.bench.fine_tuning_rates [--workers 2] [--ways frozen]

Each way is tried with a few rates, on 100 and on 1,000 labels of NSMC drawn by seeds that no
measurement uses, and scored on 2,000 other texts of the part to learn from. A minute on a GPU with
a dozen workers, hours on a core or two; ``--seeds 1 --labels 100`` takes less.
"""

import argparse
import itertools
import multiprocessing
from statistics import mean
from typing import NamedTuple

import torch

from nlp_core.corpora.labelled_texts import Labelled, labelled
from nlp_core.engine.beginning import begin
from nlp_core.recipes.fine_tuning import WAYS, FineTuningSpec
from nlp_core.training.classification import Rates

VALIDATED = 2_000
FIRST_SEED = 11
BOTH = [Rates(m, rest, rest) for m, rest in itertools.product((0.005, 0.01, 0.02), (3e-3, 6e-3))]
TRIED: dict[str, list[Rates]] = {
    "pretrained": [
        Rates(m, rest, 3e-3)
        for m, rest in itertools.product((0.0005, 0.001, 0.002, 0.004), (5e-4, 1e-3, 3e-3))
    ],
    "embeddings": BOTH,
    "scratch": BOTH,
    "frozen": [Rates(0.0, 0.0, head) for head in (1e-2, 3e-2, 1e-1)],
}


class Trial(NamedTuple):
    """A way with some rates, on so many labels drawn by a seed."""

    way: str
    rates: Rates
    labels: int
    seed: int


def validated(trial: Trial) -> float:
    """Accuracy on the validation texts."""
    WAYS[trial.way] = trial.rates
    spec = FineTuningSpec(trial.way, "nsmc", "ko", trial.labels, seed=trial.seed)
    learned = labelled("nsmc", "ko", trial.seed).learned
    bundle = spec.build()
    begin(spec, bundle)
    *_, last = spec.fit_on(bundle, Labelled(learned[:-VALIDATED], learned[-VALIDATED:]))
    return last.metrics["accuracy"]


def alone() -> None:
    """One thread a worker: they share the machine."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


def main() -> None:
    """All trials, and for each way its rates, the best first."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ways", nargs="+", choices=TRIED, default=list(TRIED))
    parser.add_argument("--labels", nargs="+", type=int, default=[100, 1_000])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    seeds = range(FIRST_SEED, FIRST_SEED + asked.seeds)
    with multiprocessing.get_context("spawn").Pool(asked.workers, alone) as pool:
        for way in asked.ways:
            trials = [
                Trial(way, *one) for one in itertools.product(TRIED[way], asked.labels, seeds)
            ]
            found: dict[Rates, list[float]] = {}
            for trial, accuracy in zip(trials, pool.imap(validated, trials), strict=True):
                found.setdefault(trial.rates, []).append(accuracy)
            for rates, values in sorted(found.items(), key=lambda item: -mean(item[1])):
                print(f"{way:10} {mean(values):.4f}  {rates}", flush=True)


if __name__ == "__main__":
    main()
