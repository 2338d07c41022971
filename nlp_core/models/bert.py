"""BERT: an encoder that reads both sides of a hidden token (Devlin et al. 2019, section 3.1).

Two questions teach it: which token was hidden, and whether one sentence follows another, answered
at the [CLS] token.
"""

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn

from nlp_core.models.encoder_block import BlockSteps, Encoder
from nlp_core.models.style import Activation, Sizes, initialise
from nlp_core.models.token_embeddings import TokenEmbeddings, TokenScores


@dataclass(frozen=True)
class BertConfig(Sizes):
    """Sizes of a BERT."""

    PUBLISHED: ClassVar = {"activation": "gelu", "epsilon": 1e-12}


class Bert(nn.Module):
    """Embeddings, an encoder, and a head for each of the two questions."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        block, d = config.block, config.d_model
        self.embeddings = TokenEmbeddings(
            config.vocab_size,
            d,
            n_position=0 if block.rotary else config.n_position,
            n_segment=2,
            norm=block.make_norm(),
        )
        self.encoder = Encoder(block, config.n_layer)
        self.head = TokenScores(
            d,
            d,
            config.vocab_size,
            activation=Activation.of_head(config.style, block.activation),
            norm=block.make_norm(),
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
        return self.encoder(self.embeddings(tokens, segments), mask)

    def at(self, tokens: Tensor, places: slice) -> Tensor:
        """The states at some places alone, (B, P, C), which takes less time than all of them."""
        return self.encoder.at(self.embeddings(tokens), places)

    def explain(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, list[BlockSteps]]:
        """The same states, and every layer's steps and attention weights."""
        return self.encoder.explain(self.embeddings(tokens, segments), mask)

    def token_scores(self, states: Tensor) -> Tensor:
        """Which token was hidden: states (..., C) to scores (..., V)."""
        return self.head(states, self.embeddings.tokens.weight)

    def pair_scores(self, states: Tensor) -> Tensor:
        """Whether the second segment follows: [CLS] states (..., C) to scores (..., 2), of "it
        does" and "it does not".
        """
        return self.pair_head(torch.tanh(self.pooler(states)))
