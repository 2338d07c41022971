"""A small encoder that is told its positions in one of several ways, or not at all.

"causal" is told nothing either, but each token sees only itself and those before it: how many it
sees depends on where it stands (Haviv et al. 2022; Kazemnejad et al. 2023).
"""

import torch
from torch import Tensor, nn

from nlp_core.models.attention import causal_mask
from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import BlockSteps, Encoder
from nlp_core.models.masks import everything, padding_mask
from nlp_core.models.positions import KINDS, LearnedPositions, SinusoidalPositions

WAYS = (*KINDS, "causal")


class OrderEncoder(nn.Module):
    """Embeddings, positions, a stack of blocks, and scores of every token at every place."""

    def __init__(
        self,
        way: str,
        vocab_size: int,
        *,
        d_model: int,
        n_layer: int,
        n_head: int,
        n_position: int,
        base: float,
    ) -> None:
        """``way`` is one of ``WAYS``; learned positions end at ``n_position``."""
        super().__init__()
        if way not in WAYS:
            raise ValueError(f"positions are told in one of the ways {', '.join(WAYS)}")
        self.way, self.d_model = way, d_model
        self.tokens = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.tokens.weight, std=d_model**-0.5)
        rotary = base if way == "rotary" else 0.0
        block = BlockConfig(d_model, n_head, 2 * d_model, norm_first=True, rotary=rotary)
        self.encoder = Encoder(block, n_layer)
        self.positions = _added(way, d_model, n_position, base)
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def embed(self, tokens: Tensor) -> Tensor:
        """What enters the first block, (B, T, C): scaled embeddings, and positions added."""
        x = self.tokens(tokens) * self.d_model**0.5  # (B, T, C)
        return x if self.positions is None else x + self.positions(tokens.shape[1])

    def forward(self, tokens: Tensor, real: Tensor | None = None) -> Tensor:
        """Tokens (B, T) to states (B, T, C); ``real`` (B, T) is off where they are padding."""
        return self.encoder(self.embed(tokens), self.mask(tokens, real))

    def explain(self, tokens: Tensor) -> tuple[Tensor, list[BlockSteps]]:
        """The same states, and each layer's steps with its queries, keys and weights."""
        return self.encoder.explain(self.embed(tokens), self.mask(tokens))

    def mask(self, tokens: Tensor, real: Tensor | None = None) -> Tensor:
        """Where each query may look, (T, T) or (B, 1, T, T)."""
        n_time = tokens.shape[1]
        seen = (causal_mask if self.way == "causal" else everything)(n_time, tokens.device)
        return seen if real is None else seen & padding_mask(real)

    def scores(self, states: Tensor) -> Tensor:
        """States (..., C) to scores of every token (..., V)."""
        return states @ self.tokens.weight.T + self.bias


def _added(way: str, d_model: int, n_position: int, base: float) -> nn.Module | None:
    """What is added to the embeddings, if anything is."""
    if way == "learned":
        positions = LearnedPositions(n_position, d_model)
        nn.init.normal_(positions.table.weight, std=0.5**0.5)  # as long as sinusoidal vectors
        return positions
    return SinusoidalPositions(d_model, base) if way == "sinusoidal" else None
