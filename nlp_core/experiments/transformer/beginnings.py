"""Why a block has a residual path and a norm: gradients and tokens in a deep stack, untrained.

With neither, the gradient that reaches a lower block changes by a factor at every block above it
(He et al. 2016 for the residual path), and attention alone makes all tokens alike (Dong et al.
2021). Where the norm stands changes how gradients are shared out (Xiong et al. 2020).
"""

from dataclasses import dataclass, replace
from functools import lru_cache

import torch
from torch import Tensor

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import Encoder, EncoderBlock
from nlp_core.training.run import seeded

KINDS = ("pre", "post", "no-norm", "no-residual", "neither")
D_MODEL, HEADS, TOKENS, SENTENCES = 64, 4, 16, 4
SEEDS = (0, 1, 2)
Span = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]


@dataclass(frozen=True)
class Beginning:
    """One kind of stack over the seeds, block by block from the lowest: mean, lowest, highest.

    ``gradient``: norm of the gradient of a block's weights. ``alike``: mean cosine between the
    vectors of two tokens after it.
    """

    kind: str
    gradient: Span
    alike: Span


@lru_cache(maxsize=16)
def beginnings(n_layer: int) -> tuple[Beginning, ...]:
    """Each kind of stack of ``n_layer`` blocks, as it is initialised."""
    return tuple(_beginning(kind, n_layer) for kind in KINDS)


def config_of(kind: str) -> BlockConfig:
    """The choices of a kind's blocks."""
    block = BlockConfig(D_MODEL, HEADS, 2 * D_MODEL, norm_first=kind != "post")
    if kind in ("no-norm", "neither"):
        block = replace(block, norm="none")
    return replace(block, residual=kind not in ("no-residual", "neither"))


def _beginning(kind: str, n_layer: int) -> Beginning:
    rows = [_measured(kind, n_layer, seed) for seed in SEEDS]
    gradient, alike = (torch.tensor([row[i] for row in rows]) for i in (0, 1))
    return Beginning(kind, _span(gradient, log=True), _span(alike))


def _measured(kind: str, n_layer: int, seed: int) -> tuple[list[float], list[float]]:
    """Gradient norms and likeness of one stack: the loss is a random direction of its output."""
    with seeded(seed):
        stack = Encoder(config_of(kind), n_layer)
        x, aim = (torch.randn(SENTENCES, TOKENS, D_MODEL) for _ in range(2))
    output, steps = stack.explain(x)
    (output * aim).sum(dim=-1).mean().backward()
    norms = [_gradient(block) for block in stack.blocks]
    return norms, [_alike(one.output.detach()) for one in steps]


def _gradient(block: torch.nn.Module) -> float:
    assert isinstance(block, EncoderBlock)
    squares = [
        p.grad.square().sum() for p in block.parameters() if p.grad is not None and p.ndim == 2
    ]
    return float(torch.stack(squares).sum().sqrt())


def _alike(x: Tensor) -> float:
    """The mean cosine between two different tokens of a sentence: x (B, T, C)."""
    unit = torch.nn.functional.normalize(x, dim=-1)
    cosines = unit @ unit.mT  # (B, T, T)
    n_time = x.shape[1]
    return float((cosines.sum(dim=(1, 2)) - n_time).mean() / (n_time * (n_time - 1)))


def _span(table: Tensor, *, log: bool = False) -> Span:
    """Mean (of logarithms if ``log``), lowest and highest over the seeds (N, L), block by block."""
    floor = table.clamp_min(1e-30)
    mean = floor.log().mean(0).exp() if log else table.mean(0)
    low, high = (floor.amin(0), floor.amax(0)) if log else (table.amin(0), table.amax(0))
    return tuple(mean.tolist()), tuple(low.tolist()), tuple(high.tolist())
