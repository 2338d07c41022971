"""Which hidden units follow something: found by correlation, checked on lines held out.

A unit may seem to follow a property only because it reacts to the character of the moment, so what
each character means on average is taken out of both first; and among many random units one is bound
to fit, so the best unit of the same model before training stands beside it. (Karpathy, Johnson &
Fei-Fei 2016, "Visualizing and Understanding Recurrent Networks", looked for such units.)
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.corpora.little_world import sentences
from nlp_core.experiments.recurrent.reading import TrainedWriter
from nlp_core.memory import per_model
from nlp_core.models.character_lm import CharacterLM
from nlp_core.recipes.character_model import HELD_OUT_SEED, Ids
from nlp_core.text import character_units as units
from nlp_core.text.hangul import MEDIALS, final_consonant, is_syllable

Array = NDArray[np.float64]
LINES, LONGEST = 240, 60


def _word_place(line: list[str]) -> list[float]:
    """How many characters of its word were read, 0 at a space."""
    places: list[float] = []
    for one in line:
        places.append(0.0 if one.isspace() else (places[-1] if places else 0.0) + 1)
    return places


def _words_read(line: list[str]) -> list[float]:
    return list(np.cumsum([one.isspace() for one in line]).astype(float))


def _line_place(line: list[str]) -> list[float]:
    return list(map(float, range(1, len(line) + 1)))


def _sound_before(line: list[str]) -> list[float]:
    """Whether the unit before had a final consonant, or was a Latin vowel or a vowel jamo."""

    def has(one: str) -> bool:
        if is_syllable(one):
            return bool(final_consonant(one))
        return one.lower() in "aeiou" or one in MEDIALS

    return [0.0, *(float(has(one)) for one in line[:-1])]


def _ends_next(line: list[str]) -> list[float]:
    """Whether the word ends here: a space or a mark is next."""
    after = [*line[1:], units.END]
    return [
        float(not one.isspace() and (then.isspace() or then in units.EDGES))
        for one, then in zip(line, after, strict=True)
    ]


FEATURES: dict[str, Callable[[list[str]], list[float]]] = {
    "word_place": _word_place,
    "line_place": _line_place,
    "words_read": _words_read,
    "ends_next": _ends_next,
    "sound_before": _sound_before,
}


@dataclass(frozen=True)
class Follower:
    """The unit that follows a feature best, and correlations on held-out lines (-1 to 1): as they
    are, beyond what the character of the moment says, and beyond it for the best untrained unit."""

    feature: str
    unit: int
    plain: float
    beyond: float
    untrained: float

    @property
    def stands(self) -> bool:
        """Whether training made a unit that follows it better than chance had."""
        return abs(self.beyond) > abs(self.untrained)


@per_model(1, shared=lambda trained: not trained.spec.is_own)
def followers(trained: TrainedWriter) -> list[Follower]:
    """One unit for each feature that the held-out lines vary in, the clearest first."""
    lines = _lines(trained)
    halves = lines[: len(lines) // 2], lines[len(lines) // 2 :]
    ids = Ids(trained.vocabulary["characters"])
    characters = [ids.of([one for line in some for one in line]).numpy() for some in halves]
    learned = [_states(trained.model, ids, some) for some in halves]
    fresh_model = trained.spec.restore(trained.vocabulary).model
    fresh = [_states(fresh_model, ids, some) for some in halves]
    clean = [_without_character(some, characters, len(ids.characters)) for some in (learned, fresh)]
    found = []
    for name, feature in FEATURES.items():
        values = [_flat([feature(line) for line in some]) for some in halves]
        if min(each.std() if len(each) else 0.0 for each in values) == 0:
            continue
        columns = [each[:, None] for each in values]
        rest = [each[:, 0] for each in _without_character(columns, characters, len(ids.characters))]
        unit, beyond = _best(clean[0], rest)
        plain = float(correlations(learned[1][:, [unit]], values[1])[0])
        found.append(Follower(name, unit, plain, beyond, _best(clean[1], rest)[1]))
    return sorted(found, key=lambda one: -abs(one.beyond))


def correlations(states: Array, values: Array) -> Array:
    """Pearson's r of each column of (N, C) with values (N,); 0 where a column does not vary."""
    a, b = states - states.mean(axis=0), values - values.mean()
    size = np.sqrt((a**2).sum(axis=0) * (b**2).sum())
    return np.divide(b @ a, size, out=np.zeros(states.shape[1]), where=size > 1e-12)


def _best(states: list[Array], values: list[Array]) -> tuple[int, float]:
    """The unit that correlates most in the first half, and its correlation in the second."""
    unit = int(np.abs(correlations(states[0], values[0])).argmax())
    return unit, float(correlations(states[1][:, [unit]], values[1])[0])


def _without_character(
    halves: list[Array], characters: list[NDArray[np.int64]], kinds: int
) -> list[Array]:
    """Columns (N, C) of both halves minus each character's mean in the first half."""
    sums = np.zeros((kinds, halves[0].shape[1]))
    np.add.at(sums, characters[0], halves[0])
    seen = np.bincount(characters[0], minlength=kinds)[:, None]
    mean = halves[0].mean(axis=0) if len(halves[0]) else np.zeros(halves[0].shape[1])
    means = np.where(seen > 0, sums / np.maximum(seen, 1), mean)
    return [some - means[known] for some, known in zip(halves, characters, strict=True)]


def _flat(rows: list[list[float]]) -> Array:
    return np.array([value for row in rows for value in row])


def _lines(trained: TrainedWriter) -> list[list[str]]:
    """Held-out lines as units, cut at LONGEST; an own text's end, wherever its lines break."""
    spec = trained.spec
    if not spec.is_own:
        drawn = sentences(spec.corpus, LINES, seed=HELD_OUT_SEED + 2)
        return [units.cut(one.text, spec.unit)[:LONGEST] for one in drawn]
    held = spec.texts()[1]
    pieces = [list(held[i : i + LONGEST]) for i in range(0, len(held), LONGEST)]
    return pieces[: 2 * LINES]


@torch.no_grad()
def _states(model: CharacterLM, ids: Ids, lines: list[list[str]]) -> Array:
    """The state after each unit of each line, one below the other (N, C); lines begin anew."""
    if not lines:
        return np.zeros((0, model.recurrent.hidden_size))
    longest = max(map(len, lines))
    rows = [ids.of([units.END, *line, *[units.END] * (longest - len(line))]) for line in lines]
    states, _ = model.recurrent(model.embedding(torch.stack(rows)))  # (B, T + 1, C)
    kept = [row[1 : len(line) + 1] for row, line in zip(states, lines, strict=True)]
    return torch.cat(kept).double().numpy()
