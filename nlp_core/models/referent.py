"""A small encoder that reads a sentence and says whom its pronoun means, by naming the word.

The task is that of Winograd 1972 and Levesque et al. 2012. Nothing tells the attention where to
look: the loss knows the answer's word alone. In every layer the values are made of the words'
own vectors (as those of the first layer are shared by Zhou et al. 2024), so that what a word brings
home is what it looked at, and not what passed through another word on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import BlockSteps, EncoderBlock
from nlp_core.models.key_value_cache import LayerCache
from nlp_core.models.masks import padding_mask
from nlp_core.models.multi_head_attention import MultiHeadAttention
from nlp_core.models.token_embeddings import TokenEmbeddings, TokenScores

PAD, UNKNOWN = 0, 1
SPECIALS = ("[PAD]", "[UNK]")


class WordAttention(MultiHeadAttention):
    """Self-attention whose queries and keys are made of states, and whose values of words."""

    def project(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        cache: LayerCache | None = None,
        start: int = 0,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """States x (B, T, C) give queries and keys, words ``memory`` (B, T, C) the values."""
        words = x if memory is None else memory
        query, key = self.split(self.query(x)), self.split(self.key(x))
        return query, key, self.split(self.value(words))  # (B, H, T, D) each


class WordBlock(EncoderBlock):
    """An encoder's block around such an attention."""

    def __init__(self, config: BlockConfig) -> None:
        super().__init__(config)
        self.attention = WordAttention(config)

    @property
    def reader(self) -> WordAttention:
        """The block's attention."""
        assert isinstance(self.attention, WordAttention)
        return self.attention

    def read(self, x: Tensor, words: Tensor, mask: Tensor) -> Tensor:
        """States x and words (B, T, C) to states (B, T, C)."""
        added = self.reader(self.entering(x, self.attention_norm), words, mask)
        return self.feed(self.add(x, added, self.attention_norm))[1]

    def explain_reading(
        self, x: Tensor, words: Tensor, mask: Tensor, keep: Tensor | None = None
    ) -> BlockSteps:
        """Every step of the way; ``keep`` (H,) takes heads out where it is 0."""
        entering = self.entering(x, self.attention_norm)
        attended, heads = self.reader.explain(entering, words, mask, keep=keep)
        between = self.add(x, attended, self.attention_norm)
        fed, output = self.feed(between)
        return BlockSteps(x, attended, between, fed, output, heads)


@dataclass(frozen=True)
class ReferentConfig:
    """Sizes of the encoder; without ``n_position`` it does not know where a word stands."""

    vocab_size: int
    d_model: int
    n_layer: int
    n_head: int
    n_position: int

    @property
    def block(self) -> BlockConfig:
        """The choices of a block: normalised before each part."""
        return BlockConfig(self.d_model, self.n_head, 2 * self.d_model, norm_first=True)


class ReferentModel(nn.Module):
    """Embeddings, blocks in which all tokens see each other, and scores of every word."""

    def __init__(self, config: ReferentConfig) -> None:
        super().__init__()
        self.config = config
        d_model, bare = config.d_model, nn.Identity()
        self.embeddings = TokenEmbeddings(
            config.vocab_size, d_model, n_position=config.n_position, n_segment=0, norm=bare
        )
        self.blocks = nn.ModuleList(WordBlock(config.block) for _ in range(config.n_layer))
        self.norm = config.block.make_norm()
        self.scores = TokenScores(d_model, d_model, config.vocab_size, norm=bare)
        for table in self.modules():
            if isinstance(table, nn.Embedding):
                nn.init.normal_(table.weight, std=d_model**-0.5)

    def forward(
        self, tokens: Tensor, at: Tensor, *, keep: Sequence[Tensor] | None = None
    ) -> Tensor:
        """Tokens (B, T) and the pronoun's place in each (B,) to scores (B, V) of what it means.

        ``keep`` has a (H,) for every layer: 0 takes a head out.
        """
        if keep is not None:
            return self.explain(tokens, at, keep=keep)[0]
        x, words, mask = self.entering(tokens)
        for block in self.blocks:
            assert isinstance(block, WordBlock)
            x = block.read(x, words, mask)  # (B, T, C)
        return self.named(x, at)

    def explain(
        self, tokens: Tensor, at: Tensor, *, keep: Sequence[Tensor] | None = None
    ) -> tuple[Tensor, list[BlockSteps]]:
        """The same scores, and every layer's steps with its attention weights."""
        x, words, mask = self.entering(tokens)
        steps: list[BlockSteps] = []
        for layer, block in enumerate(self.blocks):
            assert isinstance(block, WordBlock)
            steps.append(block.explain_reading(x, words, mask, keep[layer] if keep else None))
            x = steps[-1].output  # (B, T, C)
        return self.named(x, at), steps

    def entering(self, tokens: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Words with their positions, words alone (B, T, C), and the mask (B, 1, 1, T)."""
        return self.embeddings(tokens), self.embeddings.tokens(tokens), padding_mask(tokens != PAD)

    def named(self, states: Tensor, at: Tensor) -> Tensor:
        """The state of one place in each row of states (B, T, C), as scores (B, V)."""
        state = states[torch.arange(len(states), device=states.device), at]  # (B, C)
        scores: Tensor = self.scores(self.norm(state), self.embeddings.tokens.weight)
        return scores
