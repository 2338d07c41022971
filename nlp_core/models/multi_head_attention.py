"""Multi-head attention: several attentions side by side, each in a slice of the features.

Vaswani et al. 2017, section 3.2.2. Training takes torch's fused kernel; ``explain`` takes the
readable steps of ``attention.scaled_dot_product_attention`` and returns all of them.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.attention import scaled_dot_product_attention
from nlp_core.models.block_config import BlockConfig, UnitNorm
from nlp_core.models.key_value_cache import LayerCache
from nlp_core.models.positions import RotaryPositions


@dataclass(frozen=True)
class Heads:
    """What every head computed: query (B, H, T, D), key and value (B, H, S, D), as compared (after
    scaling and turning); weights (B, H, T, S); mixed, the weighted values (B, H, T, D).
    """

    query: Tensor
    key: Tensor
    value: Tensor
    weights: Tensor
    mixed: Tensor


def no_heads(x: Tensor) -> Heads:
    """What no head computed, where attention is left out: H is 0."""
    nothing = x.new_zeros(len(x), 0, x.shape[1], 0)
    return Heads(nothing, nothing, nothing, nothing, nothing)


class MultiHeadAttention(nn.Module):
    """Attention from x to ``memory``, or to x itself, in ``n_head`` heads."""

    def __init__(self, config: BlockConfig) -> None:
        super().__init__()
        d_model, d_head = config.d_model, config.d_model // config.n_head
        self.n_head = config.n_head
        self.query, self.key, self.value, self.out = (
            nn.Linear(d_model, d_model, bias=config.bias) for _ in range(4)
        )
        self.unit = UnitNorm() if config.unit_query else nn.Identity()
        self.positions = RotaryPositions(d_head, config.rotary) if config.rotary else None

    def forward(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        mask: Tensor | None = None,
        *,
        cache: LayerCache | None = None,
        start: int = 0,
    ) -> Tensor:
        """From x (B, T, C), and memory (B, S, C), to (B, T, C); ``mask`` as in ``models.masks``.

        With a ``cache``, x holds the tokens after those in it, and sees those too. Where x is a
        part of the memory, ``start`` is its place there.
        """
        query, key, value = self.project(x, memory, cache, start)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        return self.merge(mixed)

    def explain(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        mask: Tensor | None = None,
        *,
        keep: Tensor | None = None,
    ) -> tuple[Tensor, Heads]:
        """The same output, and what each head computed on the way.

        ``keep`` (H,) multiplies each head's output: 0 takes the head out.
        """
        query, key, value = self.project(x, memory)
        if mask is None:
            mask = torch.ones(query.shape[2], key.shape[2], dtype=torch.bool, device=x.device)
        mixed, weights = scaled_dot_product_attention(query, key, value, mask)
        if keep is not None:
            mixed = mixed * keep[:, None, None]  # (B, H, T, D)
        return self.merge(mixed), Heads(query, key, value, weights, mixed)

    def project(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        cache: LayerCache | None = None,
        start: int = 0,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Queries (B, H, T, D), keys and values (B, H, S, D), in place and ready to compare."""
        source = x if memory is None else memory
        query = self.unit(self.split(self.query(x)))
        key, value = self.unit(self.split(self.key(source))), self.split(self.value(source))
        if self.positions is not None:
            before = cache.length if cache else 0
            query, key = self.positions(query, before + start), self.positions(key, before)
        if cache:
            key, value = cache.extend(key, value)
        return query, key, value

    def split(self, x: Tensor) -> Tensor:
        """Features shared out among the heads: (B, T, C) to (B, H, T, D)."""
        B, T, C = x.shape
        return x.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)

    def merge(self, mixed: Tensor) -> Tensor:
        """The heads' outputs side by side, (B, H, T, D), mixed by a last layer: (B, T, C)."""
        return self.out(mixed.transpose(1, 2).flatten(2))
