"""How a query and a key score each other wherever the two words stand, in a trained encoder."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp_core.experiments.positions.shuffle import Run
from nlp_core.memory import per_model
from nlp_core.recipes.word_order import N_POSITION, as_nets

PLACES = 12  # positions that the two words are put at


@dataclass(frozen=True)
class Scores:
    """Scores (n, n) of the query at each place (row) with the key at each place (column), and the
    largest difference between two scores of one offset."""

    table: NDArray[np.float32]
    spread: float


@per_model(32)
@torch.inference_mode()
def scores(run: Run, way: str, query: int, key: int, head: int) -> Scores:
    """The first block's scores of word ``query`` for word ``key``, by one head."""
    net = as_nets(run.model)[way]
    tokens = torch.tensor([[query] * PLACES, [key] * PLACES])
    block = net.encoder.block(0)
    assert block.attention is not None
    entering = block.entering(net.embed(tokens), block.attention_norm)  # (2, n, C)
    queries, keys, _ = block.attention.project(entering)  # (2, H, n, D)
    found = queries[0, head] @ keys[1, head].T / queries.shape[-1] ** 0.5  # (n, n)
    return Scores(found.numpy(), spread(found.numpy()))


def spread(table: NDArray[np.float32]) -> float:
    """The largest difference along any diagonal: 0 where a score knows the offset alone."""
    n = len(table)
    diagonals = (table.diagonal(offset) for offset in range(1 - n, n))
    return float(max(one.max() - one.min() for one in diagonals))


@per_model(4)
@torch.inference_mode()
def learned_moves(run: Run) -> NDArray[np.float32]:
    """How far training moved each learned position's vector from where it began: (n,)."""
    ends = [as_nets(one)["learned"].positions for one in (run.spec.build().model, run.model)]
    before, after = (one(N_POSITION) for one in ends if one is not None)  # (n, C)
    return (after - before).norm(dim=-1).numpy()
