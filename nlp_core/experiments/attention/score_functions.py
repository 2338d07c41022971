"""One written word under each score function: its scores and its distribution, model by model.

Each function has its own trained translator, since W, U and v are learned with the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp_core.experiments.attention.one_sentence import Translator, translate


@dataclass(frozen=True, eq=False)
class Scored:
    """The word that one function's translator wrote at the asked row, and how it looked at the
    source: scores and weights (S,)."""

    function: str
    source: tuple[str, ...]
    word: str
    scores: np.ndarray
    weights: np.ndarray


def compare(translators: Sequence[Translator], text: str, row: int) -> list[Scored]:
    """The word at ``row`` of each translation, or its last where it is shorter."""
    found = []
    for translator in translators:
        result = translate(translator, text)
        if result.scores is None or not result.target:
            continue
        place = min(row, len(result.target) - 1)
        found.append(
            Scored(
                translator.spec.score,
                result.source,
                result.target[place].strip(),
                result.scores[place],
                result.weights[place],
            )
        )
    return found
