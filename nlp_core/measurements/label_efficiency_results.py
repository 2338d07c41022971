"""Reading what ``label_efficiency`` measured: accuracy by way and number of labels, over seeds."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from nlp_core.errors import LearnerError
from nlp_core.measurements.results import read
from nlp_core.measurements.seed_lines import Line
from nlp_core.provenance import Shipped

NAME, ALL = "label_efficiency", "label_efficiency_all"
WAYS = ("pretrained", "embeddings", "frozen", "scratch", "naive-bayes")


@dataclass(frozen=True)
class Reached:
    """Accuracy of one way at one number of labels: mean, lowest and highest over the seeds."""

    labels: int
    mean: float
    low: float
    high: float

    def is_above(self, other: "Reached") -> bool:
        """Whether every seed is above every seed of another way."""
        return self.low > other.high


@cache
def line(corpus: str, language: str, way: str) -> tuple[Reached, ...]:
    """A way's points from few labels to many. LearnerError "no-results" where none is stored."""
    rows = read(NAME).found["rows"] + (_all() if corpus == "nsmc" else [])
    named = (corpus, language, way)
    found = [one for one in rows if (one["corpus"], one["language"], one["way"]) == named]
    points = (
        Reached(
            one["labels"],
            sum(one["accuracy"]) / len(one["accuracy"]),
            min(one["accuracy"]),
            max(one["accuracy"]),
        )
        for one in found
    )
    return tuple(sorted(points, key=lambda one: one.labels))


def lines(corpus: str, language: str) -> list[Line]:
    """All ways as lines over the number of labels."""
    found = []
    for way in WAYS:
        points = line(corpus, language, way)
        x = [float(one.labels) for one in points]
        columns = [[getattr(one, name) for one in points] for name in ("mean", "low", "high")]
        found.append(Line(way, x, *columns))
    return found


def at(corpus: str, language: str, way: str, labels: int) -> Reached:
    """A way's point at a number of labels; KeyError where none was measured."""
    for one in line(corpus, language, way):
        if one.labels == labels:
            return one
    raise KeyError(labels)


def sizes(corpus: str, language: str) -> tuple[int, ...]:
    """The numbers of labels that every way was measured at."""
    measured = [{one.labels for one in line(corpus, language, way)} for way in WAYS]
    return tuple(sorted(set.intersection(*measured)))


def tested(corpus: str) -> int:
    """Texts that each model is scored on."""
    return int(read(NAME).found["tested"][corpus])


def seeds(corpus: str) -> int:
    """How many seeds each point has."""
    rows = [one for one in read(NAME).found["rows"] if one["corpus"] == corpus]
    return len(rows[0]["accuracy"])


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read(NAME).provenance


def _all() -> list[dict[str, Any]]:
    """The rows with all labels, where they were measured."""
    try:
        rows: list[dict[str, Any]] = read(ALL).found["rows"]
    except LearnerError:
        return []
    return rows
