"""What enters a stack of blocks: vectors of each token, its position and its segment, added up."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from nlp_core.models.positions import LearnedPositions


class TokenEmbeddings(nn.Module):
    """Embeddings of ``d`` features; no positions or segments where their number is 0."""

    def __init__(
        self, vocab_size: int, d: int, *, n_position: int, n_segment: int, norm: nn.Module
    ) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocab_size, d)
        self.positions = LearnedPositions(n_position, d) if n_position else None
        self.segments = nn.Embedding(n_segment, d) if n_segment else None
        self.norm = norm

    def forward(self, tokens: Tensor, segments: Tensor | None = None, start: int = 0) -> Tensor:
        """Tokens (B, T) and the segment of each (B, T; 0 if None) to vectors (B, T, C)."""
        x = self.tokens(tokens)  # (B, T, C)
        if self.positions is not None:
            x = x + self.positions(tokens.shape[1], start)
        if self.segments is not None:
            x = x + (self.segments.weight[0] if segments is None else self.segments(segments))
        return self.norm(x)


class TokenScores(nn.Module):
    """Scores of every token for a position: a layer, its activation and a norm, then the product
    with each token's embedding (Press & Wolf 2017), which is not stored a second time.

    Without an ``activation`` the layer is there only where it must bring ``d_model`` features to
    the embedding's ``d``.
    """

    def __init__(
        self,
        d_model: int,
        d: int,
        vocab_size: int,
        *,
        norm: nn.Module,
        activation: nn.Module | None = None,
    ) -> None:
        super().__init__()
        bare = activation is None and d_model == d
        self.dense = nn.Identity() if bare else nn.Linear(d_model, d)
        self.activation = activation or nn.Identity()
        self.norm = nn.Identity() if bare else norm
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def forward(self, states: Tensor, table: Tensor) -> Tensor:
        """States (..., C) and the embedding table (V, d) to scores (..., V)."""
        return F.linear(self.norm(self.activation(self.dense(states))), table, self.bias)
