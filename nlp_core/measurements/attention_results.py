"""The measured numbers of the attention lesson, over seeds; ``attention`` measured them."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nlp_core.experiments.attention.accuracy import KINDS
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped
from nlp_core.recipes.translation import TranslationSpec

Run = dict[str, Any]


def results() -> dict[str, Any]:
    """What ``attention`` measured, with how it was measured."""
    return read("attention").found


def lines(direction: str) -> list[Line]:
    """With attention, without, and without but trained longer."""
    names = {
        "general": runs(direction, "general"),
        "none": runs(direction, "none"),
        "none-longer": runs(direction, "none", longer=True),
    }
    return [_line(name, found) for name, found in names.items()]


def runs(direction: str, score: str, *, longer: bool = False) -> list[Run]:
    """The measured runs of a direction and score, of usual length or longer."""
    usual = TranslationSpec().steps
    found = [
        run
        for run in results()["runs"]
        if (run["direction"], run["score"]) == (direction, score)
        and (run["steps"] > usual) == longer
    ]
    if not found:
        raise ValueError(f"nothing measured for {direction} with score {score!r}")
    return found


def _line(name: str, found: Sequence[Run]) -> Line:
    table = np.array([[one["exact_match"] for one in run["by_length"]] for run in found])
    x = [one["middle"] for one in found[0]["by_length"]]
    return Line(name, x, table.mean(0).tolist(), table.min(0).tolist(), table.max(0).tolist())


def numbers(direction: str) -> dict[str, float]:
    """The numbers that the page's words name."""
    general, none, longer = lines(direction)
    return {
        "long": results_lengths(direction)[-1],
        "short_with": general.mean[0],
        "long_with": general.mean[-1],
        "short_without": none.mean[0],
        "long_without": none.mean[-1],
        "long_longer": longer.mean[-1],
        "held_out": results()["held_out"],
        "seeds": len(runs(direction, "general")),
    }


def results_lengths(direction: str) -> list[int]:
    """Where each range of lengths begins."""
    return [one["low"] for one in runs(direction, "general")[0]["by_length"]]


def forced(direction: str) -> dict[str, float]:
    """Share of words that stay when attention is moved, general score, mean over the seeds."""
    found = runs(direction, "general")
    return {kind: sum(run["forcing"][kind] for run in found) / len(found) for kind in KINDS}


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("attention").provenance
