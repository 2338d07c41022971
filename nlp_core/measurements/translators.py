"""How well the shipped translators do on sentences they never saw, and how many they did see.

Held-out sentences are never drawn in training, in neither language. Other new sentences may have
been drawn before, since the little world has few short ones: ``drawn_share`` says how many.
"""

from typing import Any

from nlp_core.experiments.attention.accuracy import drawn_share
from nlp_core.measurements.attention import judge
from nlp_core.measurements.results import read
from nlp_core.provenance import Shipped
from nlp_core.recipes.translation import DIRECTIONS, SHIPPED, TranslationSpec, held_out

SCORES = ("exact_match", "alignment_error", "alignment_error_every_word")


def measure() -> dict[str, Any]:
    """Each shipped translator on all held-out pairs, and the share of new sentences it had seen."""
    runs = []
    for spec in SHIPPED:
        found = judge(spec)
        named = {"direction": spec.direction, "score": spec.score, "seed": spec.seed}
        runs.append(named | {name: found[name] for name in SCORES})
    return {
        "data": TranslationSpec.DATA,
        "seeds": sorted({spec.seed for spec in SHIPPED}),
        "held_out": len(held_out()),
        "drawn_share": {
            direction: drawn_share(TranslationSpec(direction=direction)) for direction in DIRECTIONS
        },
        "runs": runs,
    }


def numbers(direction: str, score: str) -> dict[str, float]:
    """One translator's scores on the held-out pairs, their number, and ``drawn_share``.

    The alignment errors are left out where there is no attention.
    """
    found = read("translators").found
    chosen = next(
        run for run in found["runs"] if (run["direction"], run["score"]) == (direction, score)
    )
    scores = {name: chosen[name] for name in SCORES if chosen[name] is not None}
    counts = {"held_out": found["held_out"], "drawn_share": found["drawn_share"][direction]}
    return scores | counts


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("translators").provenance
