"""What the positions lesson measured: five ways to tell positions, at lengths beyond training.

Every training is repeated over the seeds. The control is asked of the same encoders: *where*, which
needs no order. That it is positions never trained that mislead, and not length alone, is told by
the clauses of one sentence: the first stand where training sentences stood, the last do not.
"""

from typing import Any

from nlp_core.corpora.word_order import LANGUAGES
from nlp_core.experiments.positions import held_out
from nlp_core.measurements.results import obtain
from nlp_core.recipes.word_order import SEEDS, WordOrderSpec, as_nets


def specs() -> list[WordOrderSpec]:
    """All trainings."""
    return [WordOrderSpec(language=language, seed=seed) for seed in SEEDS for language in LANGUAGES]


def run(spec: WordOrderSpec) -> dict[str, Any]:
    """One training, asked all that the lesson shows."""
    trained = obtain(spec)
    nets = as_nets(trained.model)
    language = spec.language
    return {
        "language": language,
        "seed": spec.seed,
        "lengths": held_out.at_lengths(nets, language),
        "by_clause": held_out.by_clause(nets, language),
        "shuffled": held_out.shuffled(nets, language),
    }


def measure() -> dict[str, Any]:
    """All trainings, one after another."""
    return {
        "data": WordOrderSpec.DATA,
        "seeds": list(SEEDS),
        "sentences": held_out.COUNT,
        "runs": [run(spec) for spec in specs()],
    }
