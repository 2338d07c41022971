"""ALBERT: BERT with fewer parameters (Lan et al. 2020, section 3.1).

What it changes: tokens are embedded in ``d_embedding`` features and one matrix widens them to
``d_model`` (V x H becomes V x E + E x H); all layers are one block, passed again and again; and
instead of whether two sentences belong together it learns which of them came first.
"""

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn

from nlp_core.models.encoder_block import BlockSteps, Encoder
from nlp_core.models.style import Activation, Sizes, initialise
from nlp_core.models.token_embeddings import TokenEmbeddings, TokenScores


@dataclass(frozen=True)
class AlbertConfig(Sizes):
    """Sizes of an ALBERT; ``sharing`` says what its layers have in common (``Encoder``)."""

    PUBLISHED: ClassVar = {"activation": "gelu_tanh", "epsilon": 1e-12}

    d_embedding: int = 64
    sharing: str = "all"


class Albert(nn.Module):
    """Narrow embeddings, a layer that widens them, one block for all layers, two heads."""

    def __init__(self, config: AlbertConfig) -> None:
        super().__init__()
        self.config = config
        block, d, e = config.block, config.d_model, config.d_embedding
        self.embeddings = TokenEmbeddings(
            config.vocab_size,
            e,
            n_position=0 if block.rotary else config.n_position,
            n_segment=2,
            norm=block.make_norm(e),
        )
        self.widen = nn.Linear(e, d)
        self.encoder = Encoder(block, config.n_layer, sharing=config.sharing)
        self.head = TokenScores(
            d,
            e,
            config.vocab_size,
            activation=Activation.of_head(config.style, block.activation),
            norm=block.make_norm(e),
        )
        self.pooler = nn.Linear(d, d)
        self.pair_head = nn.Linear(d, 2)
        initialise(self, config.style)

    def forward(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """Tokens (B, T), their segments (B, T; 0 or 1) and a mask (``models.masks``) to the last
        layer's states (B, T, C).
        """
        return self.encoder(self.widen(self.embeddings(tokens, segments)), mask)

    def explain(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, list[BlockSteps]]:
        """The same states, and every layer's steps and attention weights."""
        return self.encoder.explain(self.widen(self.embeddings(tokens, segments)), mask)

    def token_scores(self, states: Tensor) -> Tensor:
        """Which token was hidden: states (..., C) to scores (..., V)."""
        return self.head(states, self.embeddings.tokens.weight)

    def pair_scores(self, states: Tensor) -> Tensor:
        """Which sentence came first: [CLS] states (..., C) to scores (..., 2), of "in order" and
        "swapped".
        """
        return self.pair_head(torch.tanh(self.pooler(states)))
