"""Holding a gate while a language model reads, and what it then no longer knows.

The weights stay as they are: the value of a gate is replaced in the forward (an ablation), in the
steps that are named.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from nlp_core.models.gated_lm import GATES, GatedLanguageModel
from nlp_core.models.gates import FREE, Hold
from nlp_core.recipes.gated_lm import encode, held_rows, index_of, linked
from nlp_core.training.language_model import next_token_loss

VALUES = {"shut": 0.0, "open": 1.0}


@dataclass(frozen=True)
class Worth:
    """What a language model knows while a gate is held; ``gate`` and ``value`` are "" for none.

    ``loss`` is the mean cross-entropy of the next piece of held-out sentences, in nats, with the
    gate held throughout. ``linked`` is the mean probability of a piece that only an earlier one
    tells, with the gate held between the two.
    """

    gate: str
    value: str
    loss: float
    linked: float


@torch.inference_mode()
def worth(model: GatedLanguageModel, vocabulary: list[str], language: str) -> list[Worth]:
    """Nothing held, then each gate shut and open."""
    ids = index_of(vocabulary)
    tokens, weights = held_rows(language, vocabulary)
    rows = [(encode(one, ids), first, last) for one, first, last in linked(language)]
    holds = [("", "", FREE)]
    holds += [
        (gate, name, {gate: value}) for gate in GATES[model.cell] for name, value in VALUES.items()
    ]
    return [
        Worth(
            gate, value, held_loss(model, tokens, weights, hold), linked_chance(model, rows, hold)
        )
        for gate, value, hold in holds
    ]


def held_loss(model: GatedLanguageModel, tokens: Tensor, weights: Tensor, hold: Hold) -> float:
    """Mean cross-entropy of the next token over tokens (N, T), a gate held in every step."""
    scores = model.scores(model.states(tokens[:, :-1], hold)["hidden"])
    return float(next_token_loss(scores, tokens[:, 1:], weights[:, 1:]))


def linked_chance(
    model: GatedLanguageModel, rows: list[tuple[list[int], int, int]], hold: Hold
) -> float:
    """Mean probability of the second of two linked pieces, a gate held between them.

    A row is a sentence's ids behind its start mark and the places of the two in the sentence. What
    stands right behind the first is read with the gate held, and so on to the one before the last.
    """
    chances = []
    for row, first, last in rows:
        tokens = torch.tensor([row[: last + 1]])  # the start mark, then all before the second
        hidden = model.states(tokens, hold, range(first + 2, last + 1))["hidden"]
        chances.append(model.scores(hidden[:, -1:]).softmax(dim=-1)[0, 0, row[last + 1]])
    return float(torch.stack(chances).mean())
