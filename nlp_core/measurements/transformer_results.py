"""The measured numbers of the Transformer lesson, over seeds; ``transformer`` measured them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from nlp_core.errors import LearnerError
from nlp_core.experiments.transformer.leaving_out import VARIANTS
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.measurements.transformer import DIRECTION
from nlp_core.provenance import Shipped

Run = dict[str, Any]
MEASURES = ("exact_match", "next_word")
MODELS = ("transformer", "gru")
CONTROLS = ("post", "adam", "gru-muon")


@dataclass(frozen=True)
class Part:
    """What one variant reaches over the seeds: mean, lowest, highest; ``taken`` is the mean after
    the part is taken out of the trained model, None for the whole one; and its parameters."""

    name: str
    mean: float
    low: float
    high: float
    taken: float | None
    parameters: int


@dataclass(frozen=True)
class Row:
    """One model over the seeds: means, and the lowest and highest exact match."""

    name: str
    exact_match: float
    low: float
    high: float
    chrf: float
    alignment_error: float
    seconds: float
    parameters: int
    steps: int


def is_there() -> bool:
    """Whether ``transformer`` has been measured."""
    try:
        read("transformer")
    except LearnerError:
        return False
    return True


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read("transformer").provenance


def results() -> dict[str, Any]:
    """What ``transformer`` measured, with how it was measured."""
    return read("transformer").found


@cache
def runs(name: str, direction: str = DIRECTION) -> tuple[Run, ...]:
    """The runs of one kind of model, a run a seed; ValueError where none was measured."""
    wanted = ("transformer" if name == "whole" else name, direction)
    found = tuple(r for r in results()["runs"] if (r["name"], r["direction"]) == wanted)
    if not found:
        raise ValueError(f"nothing measured for {wanted}")
    return found


@cache
def parts(measure: str) -> tuple[Part, ...]:
    """The whole Transformer and each part left out, the costliest last."""
    found = []
    for name in VARIANTS:
        rows = runs(name)
        values = [one[measure] for one in rows]
        taken = [one["taken"][measure] for one in rows if "taken" in one]
        mean = float(np.mean(taken)) if taken else None
        found.append(
            Part(
                name, float(np.mean(values)), min(values), max(values), mean, rows[0]["parameters"]
            )
        )
    return (found[0], *sorted(found[1:], key=lambda one: -one.mean))


def part(name: str, measure: str = "exact_match") -> Part:
    """One of ``parts``."""
    return next(one for one in parts(measure) if one.name == name)


def rows(direction: str) -> list[Row]:
    """The Transformer and the GRU; and, in the direction where they were measured, the controls."""
    names = [*MODELS, *(CONTROLS if direction == DIRECTION else ())]
    return [row(name, direction) for name in names]


def row(name: str, direction: str) -> Row:
    """One kind of model; its seconds are those of a training on one CPU core."""
    found = runs(name, direction)
    exact = [one["exact_match"] for one in found]
    means = {
        key: float(np.mean([one[key] for one in found])) for key in ("chrf", "alignment_error")
    }
    return Row(
        name,
        float(np.mean(exact)),
        min(exact),
        max(exact),
        seconds=found[0]["steps"] * step_seconds(name),
        parameters=found[0]["parameters"],
        steps=found[0]["steps"],
        **means,
    )


def step_seconds(name: str) -> float:
    """Seconds of a training step on one CPU core; a control takes those of the model it is of."""
    timed = results()["step_seconds"]
    same = {"post": "transformer", "adam": "transformer", "gru-muon": "gru", "whole": "transformer"}
    return float(timed[same.get(name, name)])


def curves(direction: str) -> list[Line]:
    """Exact match while both learn, against seconds on one CPU core."""
    found = []
    for name in MODELS:
        learned = [one["curve"] for one in runs(name, direction)]
        seconds = [step * step_seconds(name) for step, _ in learned[0]]
        found.append(_line(name, seconds, [[share for _, share in one] for one in learned]))
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
    tables = [
        [[mean, *sorted(heads)] for mean, *heads in one["by_head"]]
        for one in runs("transformer", direction)
    ]
    return np.mean(np.array(tables), axis=0).tolist()  # type: ignore[no-any-return]


def _line(name: str, x: Sequence[float], table: Sequence[Sequence[float]]) -> Line:
    values = np.array(table)
    return Line(name, x, values.mean(0).tolist(), values.min(0).tolist(), values.max(0).tolist())
