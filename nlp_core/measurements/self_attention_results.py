"""The measured numbers of the self-attention lesson; ``self_attention`` measured them."""

from typing import Any

import numpy as np

from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped
from nlp_core.recipes.referent import HEADS, ReferentSpec

Run = dict[str, Any]


def results() -> dict[str, Any]:
    """What was measured, with how it was measured."""
    return read("self_attention").found


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("self_attention").provenance


def runs(language: str, **setting: Any) -> list[Run]:
    """The runs of a language that differ from the usual spec in ``setting`` alone."""
    usual = ReferentSpec()
    wanted = {name: getattr(usual, name) for name in ("n_head", "positions", "reads")} | setting
    every = [one for one in results()["runs"] if one["language"] == language]
    return [one for one in every if all(one[name] == value for name, value in wanted.items())]


def lines(language: str) -> list[Line]:
    """Accuracy, and the cost of the dearest single head, against the number of heads."""
    found = []
    for name, of in (("accuracy", _accuracy), ("cost", _cost)):
        rows = [[of(one) for one in runs(language, n_head=count)] for count in HEADS]
        mean = [float(np.mean(row)) for row in rows]
        found.append(Line(name, HEADS, mean, [min(row) for row in rows], [max(r) for r in rows]))
    return found


def _accuracy(one: Run) -> float:
    return float(one["accuracy"])


def _cost(one: Run) -> float:
    return max(head["cost"] for head in one["heads"])


def controls(language: str) -> dict[str, list[float]]:
    """Accuracies: of the model and its two controls by seed, and of the simpler guesses."""
    trained = {
        "model": runs(language),
        "model-4": runs(language, n_head=4),
        "positions": runs(language, positions="none"),
        "later": runs(language, reads="no-later"),
    }
    found = {name: [_accuracy(one) for one in these] for name, these in trained.items()}
    guesses = results()["baselines"][language]
    return found | {f"guess-{name}": [value] for name, value in guesses.items()}


def numbers(language: str) -> dict[str, Any]:
    """The numbers that the page's words name."""
    usual, four = runs(language), runs(language, n_head=4)
    found: dict[str, Any] = {
        "seeds": len(results()["seeds"]),
        "accuracies": ", ".join(f"{_accuracy(one):.3f}" for one in usual),
        "turns": ", ".join(f"{one['turned']:.3f}" for one in usual),
        "accuracies_4": ", ".join(f"{_accuracy(one):.3f}" for one in four),
        "turns_4": ", ".join(f"{one['turned']:.3f}" for one in four),
        "points": ", ".join(f"{max(h['points'] for h in one['heads']):.2f}" for one in usual),
    }
    for count in HEADS:
        found[f"cost_{count}"] = float(np.mean([_cost(o) for o in runs(language, n_head=count)]))
    for name, values in controls(language).items():
        found[name.replace("-", "_")] = float(np.mean(values))
    return found
