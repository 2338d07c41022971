"""How far word vectors of different seeds agree; each run is trained anew where it is not there."""

from dataclasses import asdict
from itertools import combinations
from typing import Any

from nlp_core.experiments.word2vec.trained_vectors import Agreement, agreement, word_vectors
from nlp_core.measurements.results import obtain, read
from nlp_core.provenance import Shipped
from nlp_core.recipes.word2vec import LANGUAGES, Word2VecSpec

SEEDS = (0, 1, 2)


def measure() -> dict[str, Any]:
    """Every pair of seeds in both languages, and each run's accuracy on the gold analogies."""
    languages: dict[str, Any] = {}
    for language in LANGUAGES:
        runs = [obtain(Word2VecSpec(language=language, seed=seed)) for seed in SEEDS]
        vectors = [word_vectors(run) for run in runs]
        languages[language] = {
            "accuracy": [run.metrics["accuracy"] for run in runs],
            "pairs": [
                {
                    "seeds": [SEEDS[i], SEEDS[j]],
                    **asdict(agreement(vectors[i], vectors[j], language)),
                }
                for i, j in combinations(range(len(SEEDS)), 2)
            ],
        }
    return {"data": Word2VecSpec().DATA, "seeds": list(SEEDS), "languages": languages}


def measured_agreement(language: str, seeds: tuple[int, int] = (0, 1)) -> Agreement:
    """What was measured for a pair of seeds with the default settings."""
    pairs = read("word2vec_seeds").found["languages"][language]["pairs"]
    found = next(pair for pair in pairs if tuple(pair["seeds"]) == seeds)
    return Agreement(**{name: value for name, value in found.items() if name != "seeds"})


def accuracies(language: str) -> list[float]:
    """Accuracy on the gold analogies, one number a seed."""
    return list(read("word2vec_seeds").found["languages"][language]["accuracy"])


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("word2vec_seeds").provenance
