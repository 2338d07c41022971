"""The measured numbers of the Transformer lesson, over seeds.

``transformer`` measured the Transformer and the GRU in both directions, ``transformer_parts``
models trained without a part, ``transformer_controls`` both optimizers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp_core.experiments.transformer.leaving_out import VARIANTS
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.measurements.transformer import SPECS
from nlp_core.measurements.transformer_controls import CHANGES, GRUS
from nlp_core.provenance import Shipped

Run = dict[str, Any]
MEASURES = ("exact_match", "next_word")
MODELS = tuple(SPECS)
CONTROLS = (*CHANGES, *GRUS)


@dataclass(frozen=True)
class Part:
    """What one variant reaches over the seeds: mean, lowest, highest; ``taken`` is the mean after
    the part is taken out of the trained model, None for the whole model."""

    name: str
    mean: float
    low: float
    high: float
    taken: float | None


@dataclass(frozen=True)
class Row:
    """One model: exact match, alignment error and chrF over the seeds, and the seconds of its
    training on one CPU core."""

    name: str
    exact_match: float
    low: float
    high: float
    chrf: float
    alignment_error: float
    seconds: float
    parameters: int
    steps: int


def provenance(name: str = "transformer_parts") -> Shipped:
    """Where the numbers of a measurement come from; those of ``parts`` by default."""
    return read(name).provenance


def seeds() -> list[int]:
    """The seeds of ``parts``."""
    return list(trained()["seeds"])


def results() -> dict[str, Any]:
    """What ``transformer`` measured, with how it was measured."""
    return read("transformer").found


def trained() -> dict[str, Any]:
    """What ``transformer_parts`` measured, with how it was measured."""
    return read("transformer_parts").found


def runs(name: str, direction: str) -> list[Run]:
    """The runs of one of ``MODELS`` in one direction, a run a seed."""
    found = results()["runs"]
    return [run for run in found if (run["name"], run["direction"]) == (name, direction)]


def variants(name: str) -> list[Run]:
    """The runs of models that were trained without a part, a run a seed; ValueError where none
    was."""
    found = [run for run in trained()["runs"] if run["name"] == name]
    if not found:
        raise ValueError(f"nothing measured for {name}")
    return found


@cache
def parts(measure: str) -> tuple[Part, ...]:
    """The whole Transformer, and each part left out in training, the costliest last."""
    found = [_without(name, measure) for name in VARIANTS]
    return (found[0], *sorted(found[1:], key=lambda one: -one.mean))


def _without(name: str, measure: str) -> Part:
    rows = variants(name)
    values = [one[measure] for one in rows]
    taken = [one["taken"][measure] for one in rows if one["taken"] is not None]
    after = float(np.mean(taken)) if taken else None
    return Part(name, float(np.mean(values)), min(values), max(values), after)


def part(name: str, measure: str = "exact_match") -> Part:
    """One of ``parts``."""
    return next(one for one in parts(measure) if one.name == name)


def control(name: str) -> float:
    """Exact match of one of ``CONTROLS`` at the variants' steps, the mean of the seeds."""
    every = read("transformer_controls").found["runs"]
    return float(np.mean([one["exact_match"] for one in every if one["name"] == name]))


@cache
def row(name: str, direction: str) -> Row:
    """One of ``MODELS`` at its full length of training."""
    found = runs(name, direction)
    exact = [one["exact_match"] for one in found]
    return Row(
        name,
        float(np.mean(exact)),
        min(exact),
        max(exact),
        chrf=float(np.mean([one["chrf"] for one in found])),
        alignment_error=float(np.mean([one["alignment_error"] for one in found])),
        seconds=found[0]["steps"] * results()["step_seconds"][name],
        parameters=found[0]["parameters"],
        steps=found[0]["steps"],
    )


def curves(direction: str) -> list[Line]:
    """Exact match while both learn, against seconds on one CPU core."""
    found = []
    for name in MODELS:
        learned = [one["curve"] for one in runs(name, direction)]
        seconds = [step * results()["step_seconds"][name] for step, _ in learned[0]]
        found.append(_line(name, seconds, [[share for _, share in curve] for curve in learned]))
    return found


def lengths(direction: str) -> list[Line]:
    """Exact match by length of the source: the Transformer and the GRU."""
    found = []
    for name in MODELS:
        tables = [one["by_length"] for one in runs(name, direction)]
        x = [one["middle"] for one in tables[0]]
        found.append(_line(name, x, [[one["exact_match"] for one in table] for table in tables]))
    return found


def head_errors(direction: str) -> list[list[float]]:
    """Alignment error by decoder block: of its heads' mean, then of each head; the seeds' mean.

    Heads of different seeds have nothing to do with each other, so their errors are sorted first.
    """
    found = [one["by_head"] for one in runs("transformer", direction)]
    tables = [[[mean, *sorted(heads)] for mean, *heads in table] for table in found]
    return [[float(value) for value in row] for row in np.mean(np.array(tables), axis=0)]


def _line(name: str, x: Sequence[float], table: Sequence[Sequence[float]]) -> Line:
    values = np.array(table)
    return Line(name, x, values.mean(0).tolist(), values.min(0).tolist(), values.max(0).tolist())
