"""A learner's text read by a trained RNN, one step at a time, with every number of each step."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.errors import LearnerError
from nlp_core.memory import never, per_model
from nlp_core.models.character_lm import CharacterLM, step_through
from nlp_core.models.rnn import rnn_weights
from nlp_core.recipes.character_model import CharacterSpec, Ids
from nlp_core.text import character_units as units
from nlp_core.trained import Trained

Array = NDArray[np.float64]
TrainedWriter = Trained[CharacterSpec, CharacterLM]
MOST = 60  # units of a text that are read
TOP = 8


@dataclass(frozen=True, eq=False)
class Reading:
    """Units read, the line's beginning first; x (T, E), h (T + 1, C), y (T, V) as in ``Walk``.

    ``unknown`` were not in the vocabulary; ``left_out`` came after the first MOST.
    """

    units: tuple[str, ...]
    unknown: tuple[str, ...]
    left_out: int
    x: Array
    h: Array
    y: Array


@dataclass(frozen=True, eq=False)
class Sums:
    """One step of a few units (TOP,): what enters, what is remembered, the bias, and the state."""

    units: tuple[int, ...]
    from_input: Array
    from_past: Array
    bias: Array

    @property
    def total(self) -> Array:
        """What goes into tanh."""
        return self.from_input + self.from_past + self.bias

    @property
    def state(self) -> Array:
        """What comes out."""
        return np.tanh(self.total)


def cut(trained: TrainedWriter, text: str) -> tuple[list[str], int]:
    """The text's first units, at most MOST with the line's beginning, and how many came after.

    Raises LearnerError "recurrent-empty" where there is nothing to read.
    """
    found = units.cut(units.tidied(text), trained.spec.unit)
    if not found:
        raise LearnerError("recurrent-empty")
    return [units.END, *found[: MOST - 1]], max(0, len(found) - MOST + 1)


@per_model(4, shared=never)
def read(trained: TrainedWriter, text: str) -> Reading:
    """Walk along a text in double precision. Raises as ``cut``."""
    shown, left_out = cut(trained, text)
    ids = Ids(trained.vocabulary["characters"])
    unknown = tuple(dict.fromkeys(one for one in shown if one not in ids.number))
    walk = step_through(in_double(trained), ids.of(shown))
    known = tuple(one if one in ids.number else units.OTHER for one in shown)
    return Reading(known, unknown, left_out, walk.x.numpy(), walk.h.numpy(), walk.y.numpy())


@per_model(1)
def in_double(trained: TrainedWriter) -> CharacterLM:
    """The same model with 64-bit weights."""
    twin = trained.spec.restore(trained.vocabulary).model.double()
    twin.load_state_dict({name: t.double() for name, t in trained.model.state_dict().items()})
    return twin.eval().requires_grad_(False)


def sums(trained: TrainedWriter, seen: Reading, t: int) -> Sums:
    """Step ``t`` (from 1) of TOP units, from the largest state to the one nearest 0, evenly."""
    w_input, w_hidden, b_input, b_hidden = _weights(trained)
    ranked = np.argsort(-np.abs(seen.h[t]), kind="stable")
    chosen = ranked[np.unique(np.linspace(0, len(ranked) - 1, TOP).round().astype(int))]
    return Sums(
        tuple(int(unit) for unit in chosen),
        w_input[chosen] @ seen.x[t - 1],
        w_hidden[chosen] @ seen.h[t - 1],
        (b_input + b_hidden)[chosen],
    )


def products(
    trained: TrainedWriter, seen: Reading, t: int, unit: int
) -> tuple[Array, Array, float]:
    """Every product that unit sums at step ``t``: with x (E,), with h before (C,), and the bias."""
    w_input, w_hidden, b_input, b_hidden = _weights(trained)
    bias = float(b_input[unit] + b_hidden[unit])
    return w_input[unit] * seen.x[t - 1], w_hidden[unit] * seen.h[t - 1], bias


def likeliest(trained: TrainedWriter, seen: Reading) -> list[str]:
    """The likeliest unit after every step."""
    return [trained.vocabulary["characters"][i] for i in seen.y.argmax(axis=1)]


def following(
    trained: TrainedWriter, seen: Reading, t: int, top: int = 6
) -> list[tuple[str, float]]:
    """The likeliest units after step ``t`` and their chances."""
    scores = seen.y[t - 1] - seen.y[t - 1].max()
    chances = np.exp(scores) / np.exp(scores).sum()
    best = np.argsort(-chances, kind="stable")[:top]
    return [(trained.vocabulary["characters"][i], float(chances[i])) for i in best]


def _weights(trained: TrainedWriter) -> tuple[Array, ...]:
    return tuple(each.detach().numpy() for each in rnn_weights(in_double(trained).recurrent))


@torch.no_grad()
def largest_gap(trained: TrainedWriter, seen: Reading) -> float:
    """The largest difference between the walk's scores and the fused layer's, in 64 bits."""
    ids = Ids(trained.vocabulary["characters"]).of(seen.units)
    fused, _ = in_double(trained)(ids[None])
    return float(np.abs(fused[0].numpy() - seen.y).max())
