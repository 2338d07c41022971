"""GPT: an encoder's blocks under a causal mask, which predict the next token (Radford et al. 2019).

What it changes from BERT: no token sees a later one, there are no segments, and the last state is
compared with the embeddings as it is.
"""

from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor, nn

from nlp_core.models.attention import causal_mask
from nlp_core.models.encoder_block import BlockSteps, Encoder
from nlp_core.models.key_value_cache import Cache
from nlp_core.models.style import Sizes, initialise
from nlp_core.models.token_embeddings import TokenEmbeddings


@dataclass(frozen=True)
class GptConfig(Sizes):
    """Sizes of a GPT."""

    PUBLISHED: ClassVar = {"activation": "gelu_tanh", "norm_first": True}


class Gpt(nn.Module):
    """Embeddings, blocks that look back alone, and scores for the next token."""

    def __init__(self, config: GptConfig) -> None:
        super().__init__()
        self.config = config
        block = config.block
        compact = config.style == "compact"
        self.embeddings = TokenEmbeddings(
            config.vocab_size,
            config.d_model,
            n_position=0 if block.rotary else config.n_position,
            n_segment=0,
            norm=block.make_norm() if compact else nn.Identity(),
        )
        self.encoder = Encoder(block, config.n_layer)
        initialise(self, config.style)

    def forward(
        self, tokens: Tensor, mask: Tensor | None = None, *, cache: Cache | None = None
    ) -> Tensor:
        """Tokens (B, T) to states (B, T, C), each of what comes next; causal whatever ``mask``.

        With a ``cache``, the tokens are those after the ones it holds.
        """
        start = cache.length if cache else 0
        x = self.embeddings(tokens, start=start)  # (B, T, C)
        return self.encoder(x, self.looking_back(tokens, mask, start), cache=cache)

    def explain(
        self, tokens: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, list[BlockSteps]]:
        """The same states, and every layer's steps and attention weights."""
        return self.encoder.explain(self.embeddings(tokens), self.looking_back(tokens, mask))

    def looking_back(self, tokens: Tensor, mask: Tensor | None, start: int = 0) -> Tensor | None:
        """The causal mask (T, start + T), combined with ``mask``; None for one token alone."""
        n_time = tokens.shape[1]
        if n_time == 1 and mask is None:
            return None
        causal = causal_mask(start + n_time, tokens.device)[start:]  # (T, start + T)
        return causal if mask is None else causal & mask

    def token_scores(self, states: Tensor) -> Tensor:
        """States (..., C) to the scores (..., V) of the next token."""
        return states @ self.embeddings.tokens.weight.T

    def empty_cache(self, limit: int, *, rows: int = 1) -> Cache:
        """A cache with room for ``limit`` tokens in each of ``rows`` texts."""
        config, weight = self.config, self.embeddings.tokens.weight.detach()
        size = config.d_model // config.n_head
        return Cache(config.n_layer, config.n_head, size, limit, rows=rows, like=weight)


@torch.inference_mode()
def next_scores(model: Gpt, tokens: Tensor, cache: Cache) -> Tensor:
    """Read tokens (B, T) after those in the cache; scores (B, V) of the token that follows."""
    return model.token_scores(model(tokens, cache=cache)[:, -1])
