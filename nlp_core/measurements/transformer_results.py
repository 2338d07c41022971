"""The measured numbers of the Transformer lesson, over seeds.

``transformer`` measured the Transformer and the shipped GRU, ``transformer_parts`` models trained
without a part, ``transformer_controls`` both optimizers, ``attention`` the GRU over the seeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp_core.experiments.transformer.leaving_out import VARIANTS
from nlp_core.measurements import attention_results
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.measurements.transformer import DIRECTION
from nlp_core.measurements.transformer_controls import CHANGES, GRUS
from nlp_core.provenance import Shipped

Run = dict[str, Any]
MEASURES = ("exact_match", "next_word")
MODELS = ("transformer", "gru")
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
    """One model: exact match over the seeds, alignment error and chrF, seconds of its training on
    one CPU core. chrF is the mean of ``scored`` seeds."""

    name: str
    exact_match: float
    low: float
    high: float
    chrf: float
    scored: int
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


def both_provenances() -> tuple[Shipped, Shipped]:
    """Where the comparison with the GRU comes from."""
    return read("transformer").provenance, attention_results.provenance()


def results() -> dict[str, Any]:
    """What ``transformer`` measured, with how it was measured."""
    return read("transformer").found


def trained() -> dict[str, Any]:
    """What ``transformer_parts`` measured, with how it was measured."""
    return read("transformer_parts").found


def runs(name: str) -> list[Run]:
    """The runs of one kind of model, a run a seed; ValueError where none was measured."""
    every = *results()["runs"], *trained()["runs"]
    found = [run for run in every if run["name"] == name]
    if not found:
        raise ValueError(f"nothing measured for {name}")
    return found


@cache
def parts(measure: str) -> tuple[Part, ...]:
    """The whole Transformer, and each part left out in training, the costliest last."""
    found = [_without(name, measure) for name in VARIANTS]
    return (found[0], *sorted(found[1:], key=lambda one: -one.mean))


def _without(name: str, measure: str) -> Part:
    rows = runs(name)
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
def row(name: str) -> Row:
    """One of ``MODELS`` at its full length of training."""
    judged, seeds = _judged(name), _seeds(name)
    exact = [one["exact_match"] for one in seeds]
    return Row(
        name,
        float(np.mean(exact)),
        min(exact),
        max(exact),
        chrf=float(np.mean([one["chrf"] for one in judged])),
        scored=len(judged),
        alignment_error=float(np.mean([one["alignment_error"] for one in seeds])),
        seconds=judged[0]["steps"] * results()["step_seconds"][name],
        parameters=judged[0]["parameters"],
        steps=judged[0]["steps"],
    )


def _judged(name: str) -> list[Run]:
    """The runs that ``transformer`` judged: of the GRU, the shipped one."""
    return runs("full" if name == "transformer" else name)


def _seeds(name: str) -> list[Run]:
    """A run a seed, for what was measured of both over the seeds."""
    return runs("full") if name == "transformer" else attention_results.runs(DIRECTION, "general")


def curves() -> list[Line]:
    """Exact match while both learn, against seconds on one CPU core: of each its first seed."""
    found = []
    for name in MODELS:
        learned = _judged(name)[0]["curve"]
        seconds = [step * results()["step_seconds"][name] for step, _ in learned]
        found.append(_line(name, seconds, [[share for _, share in learned]]))
    return found


def lengths() -> list[Line]:
    """Exact match by length of the source, over the seeds: the Transformer and the GRU."""
    found = []
    for name in MODELS:
        tables = [one["by_length"] for one in _seeds(name)]
        x = [one["middle"] for one in tables[0]]
        found.append(_line(name, x, [[one["exact_match"] for one in table] for table in tables]))
    return found


def head_errors() -> list[list[float]]:
    """Alignment error by decoder block: of its heads' mean, then of each head; the seeds' mean.

    Heads of different seeds have nothing to do with each other, so their errors are sorted first.
    """
    tables = [[[mean, *sorted(heads)] for mean, *heads in one["by_head"]] for one in runs("full")]
    return [[float(value) for value in row] for row in np.mean(np.array(tables), axis=0)]


def _line(name: str, x: Sequence[float], table: Sequence[Sequence[float]]) -> Line:
    values = np.array(table)
    return Line(name, x, values.mean(0).tolist(), values.min(0).tolist(), values.max(0).tolist())
