"""What a character model wrote while it learned, and what it writes after a learner's beginning."""

from dataclasses import dataclass
from typing import Any

import torch

from nlp_core.experiments.recurrent.reading import TrainedWriter, cut
from nlp_core.memory import never, per_model
from nlp_core.recipes.character_model import Ids
from nlp_core.text import character_units as units
from nlp_core.training.character_lm import write

LINE = 60  # characters of a sample that are shown


@dataclass(frozen=True)
class Sample:
    """A beginning of what was written at a step, and the share of words that the text holds."""

    step: int
    text: str
    words: float


@dataclass(frozen=True)
class Word:
    """One written word with what surrounds it; ``known`` if the text that was learned holds it."""

    text: str
    known: bool


def sample(trained: TrainedWriter, step: int, written: Any, words: float) -> Sample:
    """The first row of a snapshot."""
    return Sample(
        step, line_of(trained.vocabulary["characters"], trained.spec.unit, written), words
    )


def line_of(characters: list[str], unit: str, written: Any) -> str:
    """The first row of ids (ROWS, N) as a line of at most LINE characters.

    An unfinished model writes jamo that no syllable takes; they are left out.
    """
    ids = torch.tensor([int(one) for one in written[0]])
    text = Ids(characters).text(ids, unit)
    kept = (one for one in text if not (unit == "jamo" and "ㄱ" <= one <= "ㅣ"))
    return "".join(kept).replace(units.END, " / ").strip()[:LINE]


@per_model(1)
def history(trained: TrainedWriter) -> list[Sample]:
    """Every sample that the training kept, in order."""
    shares = {point["step"]: point["metrics"].get("words", 0.0) for point in trained.history}
    return [
        sample(trained, step, kept["written"], shares.get(step, 0.0))
        for step, kept in trained.snapshots
    ]


@per_model(4, shared=never)
def continued(
    trained: TrainedWriter, start: str, length: int, temperature: float, draw: int
) -> list[Word]:
    """The words written after ``start``. Raises as ``reading.cut``.

    The last word may break off, so it is not judged: it counts as known.
    """
    shown, _ = cut(trained, start)
    ids, unit = Ids(trained.vocabulary["characters"]), trained.spec.unit
    dice = torch.Generator().manual_seed(draw)
    new = write(trained.model, ids.of(shown)[None], length, dice, temperature=temperature)
    text = units.joined([*shown[1:], *(ids.characters[i] for i in new[0].tolist())], unit)
    known = set(trained.vocabulary["words"])
    parts = text.replace(units.END, " ⏎ ").split()
    return [
        Word(part, part == "⏎" or number == len(parts) or _is_known(part, known))
        for number, part in enumerate(parts, 1)
    ]


def _is_known(part: str, known: set[str]) -> bool:
    words = units.words_of(part)
    return not words or words[0] in known
