"""A learner's own sentence through attention, number by number, with matrices that are not trained.

Each token's vector and the three matrices are drawn at random, from seeds that the token and the
sizes decide, so that the same word always has the same vector. What the numbers mean is nothing;
how they are computed is Vaswani et al. 2017, equation 1.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from nlp_core.errors import LearnerError
from nlp_core.models.attention import causal_mask, scaled_dot_product_attention
from nlp_core.text.pieces import END_MARKS

LONGEST = 32  # tokens that are read
PAD = "[PAD]"
PADS = 2  # tokens of padding
MASKS = ("none", "causal", "padding", "left", "cross")
Array = NDArray[np.float32]


@dataclass(frozen=True)
class Numbers:
    """Every step for one head: queries (T, D), keys and values (S, D); scores (T, S) before and
    after the scaling; which keys are seen, the weights, and the output (T, D); ``entropy`` (T,) of
    the weights in bits. ``apart`` is the largest difference of any head from torch's own function.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    query: Array
    key: Array
    value: Array
    raw: Array
    scores: Array
    seen: NDArray[np.bool_]
    weights: Array
    output: Array
    entropy: Array
    apart: float


def tokens_of(text: str) -> list[str]:
    """Words and punctuation; LearnerError "empty-text" where there are none."""
    found: list[str] = []
    for word in text.split():
        core = word.rstrip("".join(END_MARKS))
        found += [part for part in (core, *word[len(core) :]) if part]
    if not found:
        raise LearnerError("empty-text")
    return found


def in_numbers(
    tokens: Sequence[str],
    *,
    memory: Sequence[str] = (),
    d_model: int = 8,
    n_head: int = 2,
    head: int = 0,
    scaled: bool = True,
    mask: str = "none",
) -> Numbers:
    """One head's attention over ``tokens`` (cut at ``LONGEST``), or with "cross" over ``memory``.

    LearnerError "not-divisible" where the heads cannot share the features equally.
    """
    if d_model % n_head:
        raise LearnerError("not-divisible", d=d_model, heads=n_head)
    rows, columns = _sides(tokens, memory, mask)
    seen = _seen(rows, columns, mask)
    query, key, value = _projected(rows, columns, d_model, n_head)  # (1, H, T, D)
    divisor = (d_model // n_head) ** 0.5 if scaled else 1.0
    stretch = (d_model // n_head) ** 0.5 / divisor
    output, weights = scaled_dot_product_attention(query * stretch, key, value, seen)
    theirs = F.scaled_dot_product_attention(query * stretch, key, value, attn_mask=seen)
    some = seen.any(dim=-1)  # the first word of a text sees itself at least
    apart = (output - theirs)[:, :, some].abs().max()
    raw, here = (query @ key.mT)[0, head], weights[0, head]
    return Numbers(
        rows=tuple(rows),
        columns=tuple(columns),
        query=query[0, head].numpy(),
        key=key[0, head].numpy(),
        value=value[0, head].numpy(),
        raw=raw.numpy(),
        scores=(raw / divisor).numpy(),
        seen=seen.numpy(),
        weights=here.numpy(),
        output=output[0, head].numpy(),
        entropy=-(here * here.clamp_min(1e-30).log2()).sum(dim=-1).numpy(),
        apart=float(apart),
    )


def _sides(tokens: Sequence[str], memory: Sequence[str], mask: str) -> tuple[list[str], list[str]]:
    rows = list(tokens[:LONGEST])
    pads = [PAD] * PADS
    if mask == "padding":
        rows = [*rows[: LONGEST - PADS], *pads]
    if mask == "left":
        rows = [*pads, *rows[: LONGEST - PADS]]
    return rows, list(memory[:LONGEST]) if mask == "cross" and memory else rows


def _seen(rows: Sequence[str], columns: Sequence[str], mask: str) -> Tensor:
    """Which keys each query sees, (T, S)."""
    seen = torch.ones(len(rows), len(columns), dtype=torch.bool)
    if mask in ("causal", "left"):
        seen = causal_mask(len(rows))
    if mask in ("padding", "left"):
        seen = seen & torch.tensor([column != PAD for column in columns])
    return seen


def _projected(
    rows: Sequence[str], columns: Sequence[str], d_model: int, n_head: int
) -> list[Tensor]:
    """Queries of the rows, keys and values of the columns, (1, H, T, D) each."""
    sides = rows, columns, columns
    return [
        _split(vectors(side, d_model) @ matrix, n_head)
        for side, matrix in zip(sides, _matrices(d_model), strict=True)
    ]


def vectors(tokens: Sequence[str], d_model: int) -> Tensor:
    """A random vector for each token, (T, C): of mean 0 and variance 1, the word its seed."""
    drawn = []
    for token in tokens:
        dice = torch.Generator().manual_seed(zlib.crc32(token.encode("utf-8", "replace")))
        drawn.append(torch.randn(d_model, generator=dice))
    return torch.stack(drawn)


def _matrices(d_model: int) -> tuple[Tensor, Tensor, Tensor]:
    """W of queries, keys and values, (C, C): random, keeping a vector's length on average."""
    dice = torch.Generator().manual_seed(d_model)
    drawn = torch.randn(3, d_model, d_model, generator=dice) / d_model**0.5
    return drawn[0], drawn[1], drawn[2]


def _split(x: Tensor, n_head: int) -> Tensor:
    """Features shared out among the heads: (T, C) to (1, H, T, D)."""
    return x.view(len(x), n_head, -1).transpose(0, 1)[None]
