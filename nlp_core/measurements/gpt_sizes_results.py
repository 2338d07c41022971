"""Reading what ``gpt_sizes`` measured: losses by size, their spread, and what counts reach."""

from dataclasses import dataclass

from nlp_core.measurements.results import read
from nlp_core.provenance import Shipped

NAME = "gpt_sizes"


@dataclass(frozen=True)
class Size:
    """A size's parameters, and the mean, lowest and highest held-out loss over the seeds."""

    d_model: int
    parameters: int
    mean: float
    low: float
    high: float


def sizes(language: str) -> list[Size]:
    """The sizes from the smallest up, by the loss on a language. LearnerError "no-results"."""
    runs = read(NAME).found["runs"]
    found = []
    for width in sorted({run["d_model"] for run in runs}):
        same = [run for run in runs if run["d_model"] == width]
        losses = [run[language] for run in same]
        mean = sum(losses) / len(losses)
        found.append(Size(width, same[0]["parameters"], mean, min(losses), max(losses)))
    return found


def counts(language: str) -> list[float]:
    """The loss of counts of 1, 2, ... tokens."""
    losses: list[float] = read(NAME).found["counts"][language]
    return losses


def shipped(language: str) -> float:
    """The loss of the shipped model, which read more."""
    loss: float = read(NAME).found["shipped"][language]
    return loss


def tokens() -> int:
    """Tokens that every size read."""
    return int(read(NAME).found["runs"][0]["tokens"])


def seeds() -> int:
    """How many seeds each size was trained with."""
    return len(read(NAME).found["seeds"])


def provenance() -> Shipped:
    """Where these numbers come from."""
    return read(NAME).provenance
