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

from nlp_core.experiments.bert.cloze import BERT, both_sides, log_chance, spelt
from nlp_core.experiments.bert.lexicon import Candidates
from nlp_core.experiments.bert.sentence import Read, hidden_at
from nlp_core.memory import never, per_model
from nlp_core.models.bert import Bert
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
    model = run.model
    whole = math.exp(spelt(both_sides(model, before, len(own), after), own, lexicon))
    following = [lexicon.following(own[:place], own) for place in range(len(own))]
    n_layer, n_head = model.config.n_layer, model.config.n_head
    found_chances = np.zeros((n_layer, n_head), dtype=np.float32)
    for layer, head in np.ndindex(n_layer, n_head):
        keep = [torch.ones(n_head) for _ in range(n_layer)]
        keep[layer][head] = 0.0
        found_chances[layer, head] = _chance(model, keep, (before, own, after), following)
    return whole, found_chances


def _chance(
    model: Bert,
    keep: list[Tensor],
    around: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]],
    following: list[Tensor],
) -> float:
    """The chance of a word between its neighbours, all beginnings of it in one batch."""
    before, own, after = around
    count = len(own)
    rows = [[CLS, *before, *own[:j], *[MASK] * (count - j), *after, SEP] for j in range(count)]
    states, _ = model.encoder.explain(model.embeddings(torch.tensor(rows)), keep=keep)
    places = torch.arange(count)
    scores = model.token_scores(states[places, 1 + len(before) + places])  # (K, V)
    parts = zip(scores, own, following, strict=True)
    return math.exp(sum(log_chance(*part) for part in parts))
