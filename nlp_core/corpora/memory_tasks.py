"""Sequences that ask for something seen long ago: the adding problem, and recall of a symbol.

Hochreiter & Schmidhuber 1997, section 5.4, for adding; their experiment 2 asks for a symbol across
distractors. Here both have one lag: the unmarked steps between what must be kept and the answer,
which is asked for after the last step.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TASKS = ("adding", "recall")
WINDOW = 10  # steps at the beginning, two of which adding marks
SYMBOLS = 10  # digits, that recall chooses from
INPUTS = {"adding": 2, "recall": SYMBOLS + 1}  # the numbers that are read at a step
OUTPUTS = {"adding": 1, "recall": SYMBOLS}
BASELINES = {"adding": 1 / 6, "recall": 1 / SYMBOLS}
"""Adding: the squared error of always answering 1, the mean of two uniform numbers' sum, which is
the variance of that sum. Recall: the accuracy of guessing."""


@dataclass(frozen=True)
class Sequences:
    """Inputs (N, T, I) float32 and answers: sums (N,) float32, or symbols (N,) int64."""

    inputs: NDArray[np.float32]
    answers: NDArray[np.float32] | NDArray[np.int64]


def length(task: str, lag: int) -> int:
    """Steps of a sequence: what is to be kept, then the lag.

    >>> length("adding", 50), length("recall", 50)
    (60, 51)
    """
    return (WINDOW if task == "adding" else 1) + lag


def draw(task: str, lag: int, count: int, rng: np.random.Generator) -> Sequences:
    """``count`` sequences of a task. ValueError for another task, or a lag below 1."""
    if task not in TASKS:
        raise ValueError(f"tasks are {', '.join(TASKS)}; there is no {task!r}")
    if lag < 1:
        raise ValueError(f"a lag is a whole number from 1 on, not {lag}")
    steps = length(task, lag)
    return _adding(steps, count, rng) if task == "adding" else _recall(steps, count, rng)


def _adding(steps: int, count: int, rng: np.random.Generator) -> Sequences:
    """Numbers from 0 to 1 with a mark beside two of the first ones; the answer is their sum."""
    values = rng.random((count, steps), dtype=np.float32)
    marks = np.zeros_like(values)
    marked = rng.random((count, WINDOW)).argsort(axis=1)[:, :2]  # two places a sequence
    np.put_along_axis(marks, marked, 1.0, axis=1)
    return Sequences(np.stack([values, marks], axis=-1), (values * marks).sum(axis=1))


def _recall(steps: int, count: int, rng: np.random.Generator) -> Sequences:
    """Symbols, the first of them marked; the answer is that first one."""
    symbols = rng.integers(SYMBOLS, size=(count, steps))
    inputs = np.zeros((count, steps, SYMBOLS + 1), dtype=np.float32)
    np.put_along_axis(inputs, symbols[..., None], 1.0, axis=2)
    inputs[:, 0, SYMBOLS] = 1.0  # the mark
    return Sequences(inputs, symbols[:, 0])
