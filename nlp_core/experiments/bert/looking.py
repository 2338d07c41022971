"""Attention from word to word: the weights between pieces, put together by words.

A word looks as its pieces do on average, and is looked at as much as its pieces are together
(Clark et al. 2019, section 4.1). A head's worth is asked by taking it out.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from nlp_core.experiments.bert.cloze import BERT, log_chance
from nlp_core.experiments.bert.lexicon import Candidates
from nlp_core.experiments.bert.sentence import Read, hidden_at
from nlp_core.memory import never, per_model
from nlp_core.models.encoder_block import BlockSteps, Encoder
from nlp_core.training.packing import CLS, MASK, SEP


@dataclass(frozen=True, eq=False)
class Looks:
    """The names of what looks and is looked at (W,), special tokens among them, and the weights
    (L, H, W, W) from each word (row) to each."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]


@per_model(8, shared=never)
@torch.inference_mode()
def looks(run: BERT, found: Read, place: int | None) -> Looks:
    """Every layer's and head's attention on a sentence, the word at ``place`` hidden (None: none).

    LearnerError "no-mask" where no word can be hidden.
    """
    ids, names, owner = [CLS], ["[CLS]"], [0]
    for number, word in enumerate(found.words):
        front, core, back = word.parts
        if number == place:
            core = (MASK,) * hidden_at(found, number).core
        ids += [*front, *core, *back]
        owner += [number + 1] * len(word.pieces)
        names.append("[MASK]" if number == place else word.text)
    tokens = torch.tensor([[*ids, SEP]])
    group = torch.tensor([*owner, len(names)])
    _, steps = run.model.explain(tokens)
    weights = torch.stack([step.heads.weights[0] for step in steps])  # (L, H, T, T)
    return Looks((*names, "[SEP]"), by_words(weights, group).numpy())


def by_words(weights: Tensor, group: Tensor) -> Tensor:
    """Weights (..., T, T) between pieces to (..., W, W) between words: columns are added up, rows
    averaged. ``group`` (T,) says which word each piece belongs to.

    >>> by_words(torch.tensor([[0.5, 0.25, 0.25], [0.2, 0.4, 0.4], [0.4, 0.3, 0.3]]),
    ...          torch.tensor([0, 1, 1]))
    tensor([[0.5000, 0.5000],
            [0.3000, 0.7000]])
    """
    member = torch.zeros(int(group.max()) + 1, len(group), dtype=weights.dtype)  # (W, T)
    member[group, torch.arange(len(group))] = 1.0
    mean = member / member.sum(1, keepdim=True)
    return mean @ weights @ member.T


@per_model(8, shared=never)
@torch.inference_mode()
def without_heads(
    run: BERT, found: Read, place: int, lexicon: Candidates
) -> tuple[float, NDArray[np.float32]]:
    """The chance of the hidden word, and its chances (L, H) with each head taken out."""
    hidden_at(found, place)
    before, own, after = found.around(place)
    model, count = run.model, len(own)
    rows = [[CLS, *before, *own[:j], *[MASK] * (count - j), *after, SEP] for j in range(count)]
    following = [lexicon.following(own[:j], own) for j in range(count)]
    hidden, each = slice(1 + len(before), 1 + len(before) + count), torch.arange(count)

    def chance(states: Tensor) -> float:
        """Of the word, by the states (K, K, C) of all its beginnings at all its pieces."""
        scores = model.token_scores(states[each, each])  # (K, V)
        return math.exp(sum(map(log_chance, scores, own, following)))

    whole, steps = model.explain(torch.tensor(rows))
    without = [
        [chance(states) for states in _one_less(model.encoder, step, layer, hidden)]
        for layer, step in enumerate(steps)
    ]
    return chance(whole[:, hidden]), np.array(without, dtype=np.float32)


def _one_less(encoder: Encoder, step: BlockSteps, layer: int, places: slice) -> Tensor:
    """The last states (H, K, P, C) at some places without each head of a layer, from the layer's
    own steps: what its heads computed stays, one of them is not added.
    """
    block, mixed = encoder.block(layer), step.heads.mixed  # (K, H, T, D)
    assert block.attention is not None
    keep = 1 - torch.eye(mixed.shape[1])
    left = (mixed * keep[:, None, :, None, None]).flatten(0, 1)  # (H K, H, T, D)
    entered = step.entered.repeat(len(keep), 1, 1)
    last = layer == encoder.n_layer - 1
    if last:  # nothing above reads the other places
        entered, left = entered[:, places], left[:, :, places]
    between = block.add(entered, block.attention.merge(left), block.attention_norm)
    states = block.feed(between)[1]
    states = encoder.norm(states) if last else encoder.at(states, places, first=layer + 1)
    return states.unflatten(0, (len(keep), -1))
