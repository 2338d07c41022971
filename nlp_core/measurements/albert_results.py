"""The measured numbers of the ALBERT lesson, of ``albert_pairs`` and ``albert_latency``."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from nlp_core.experiments.albert.pairs import TASKS
from nlp_core.measurements.results import read
from nlp_core.provenance import Published, Shipped

PAPER = Published("Lan et al. 2020, Table 5", "https://arxiv.org/abs/1909.11942")
PUBLISHED = {
    ("next", "next"): 0.905,
    ("next", "order"): 0.520,
    ("order", "next"): 0.789,
    ("order", "order"): 0.865,
}
"""(trained, asked) in the paper: an ALBERT-base, on held-out text."""


@dataclass(frozen=True)
class Cell:
    """A head trained on one question and asked one: over the seeds, and in the paper."""

    trained: str
    asked: str
    mean: float
    low: float
    high: float
    published: float


@dataclass(frozen=True)
class Latency:
    """ALBERT beside BERT of the same H and L, whose values are 1: the file, and the processor time
    of a reading with the lowest and the highest of the turns.
    """

    file: float
    time: float
    low: float
    high: float


def results() -> dict[str, Any]:
    """What ``albert_pairs`` measured, with how it was measured."""
    return read("albert_pairs").found


def provenance(name: str) -> Shipped:
    """Where the numbers of "albert_pairs" or "albert_latency" come from."""
    return read(name).provenance


def accuracies(trained: str, language: str, asked: str) -> list[float]:
    """What the heads that were trained on one question score on another, one a seed."""
    runs = results()["runs"]
    return [one["accuracy"][language][asked] for one in runs if one["task"] == trained]


def grid(language: str) -> list[Cell]:
    """Two trainings, two questions."""
    found = []
    for trained in TASKS:
        for asked in TASKS:
            values = accuracies(trained, language, asked)
            mean = float(np.mean(values))
            paper = PUBLISHED[trained, asked]
            found.append(Cell(trained, asked, mean, min(values), max(values), paper))
    return found


def baselines(language: str) -> list[tuple[str, str, float]]:
    """What counting reaches: the baseline, the question, the accuracy."""
    found = results()["baselines"]
    return [(kind, asked, found[kind][language][asked]) for kind in found for asked in TASKS]


def facts(language: str) -> dict[str, Any]:
    """How many were learned from and tested, over how many seeds."""
    found = results()
    return {
        "seeds": len(found["seeds"]),
        "tested": found["tested"][language],
        "learned": found["learned"],
    }


def latency() -> Latency:
    """The ratios of ALBERT to BERT."""
    found = read("albert_latency").found
    bert, albert = (np.array(found[f"{name}_seconds"]) for name in ("bert", "albert"))
    turns = albert / bert
    middle = float(np.median(albert) / np.median(bert))
    file = found["albert_bytes"] / found["bert_bytes"]
    return Latency(file, middle, min(middle, float(turns.min())), max(middle, float(turns.max())))
