"""The attention lesson's measured figures: accuracy by length, alignment, moved attention."""

from dataclasses import asdict, replace
from typing import Any

from nlp_core.corpora.little_world import PARALLEL_VERSION as WORLD
from nlp_core.experiments.attention.accuracy import alignment_error, by_length, forcing
from nlp_core.measurements.results import obtain
from nlp_core.recipes.translation import DIRECTIONS, TranslationSpec, held_out

SEEDS = (0, 1, 2)
LONGER = 4  # how many times the steps the translator without attention also gets


def measure() -> dict[str, Any]:
    """With attention and without, in both directions, over the seeds."""
    plain = [
        TranslationSpec(direction=direction, score=score, seed=seed)
        for direction in DIRECTIONS
        for score in ("general", "none")
        for seed in SEEDS
    ]
    others = [TranslationSpec(score=score, seed=s) for score in ("dot", "additive") for s in SEEDS]
    default = TranslationSpec()
    longer = [
        replace(default, direction=direction, score="none", steps=LONGER * default.steps)
        for direction in DIRECTIONS
    ]
    return {
        "data": TranslationSpec.DATA,
        "seeds": list(SEEDS),
        "world": WORLD,
        "held_out": len(held_out()),
        "runs": [judge(spec) for spec in (*plain, *others, *longer)],
    }


def judge(spec: TranslationSpec) -> dict[str, Any]:
    """One translator on the held-out pairs."""
    found = obtain(spec)
    model, vocabulary = found.model, found.vocabulary
    lengths = by_length(model, vocabulary, spec.direction)
    total = sum(one.count for one in lengths)
    return {
        **asdict(spec),
        "exact_match": sum(one.exact_match * one.count for one in lengths) / total,
        "by_length": [asdict(one) for one in lengths],
        "alignment_error": alignment_error(model, vocabulary, spec.direction),
        "alignment_error_every_word": alignment_error(
            model, vocabulary, spec.direction, every_word=True
        ),
        "forcing": None if spec.score == "none" else forcing(model, vocabulary, spec.direction),
    }
