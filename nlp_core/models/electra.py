"""ELECTRA: a small generator proposes tokens, and a discriminator finds them (Clark et al. 2020).

What it changes from BERT: the encoder that is kept answers at every token, not at the hidden ones
alone, whether the token is the original. The generator is a small masked language model that shares
its embeddings; it learns to guess well, not to deceive, so that this is no adversarial training.
"""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor, nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import BlockSteps, Encoder
from nlp_core.models.style import Activation, Sizes, block_config, initialise
from nlp_core.models.token_embeddings import TokenEmbeddings, TokenScores


@dataclass(frozen=True)
class ElectraConfig(Sizes):
    """Sizes of an ELECTRA; the generator is a quarter as wide (section 3.2), or, where
    ``d_generator`` is 0, left out.
    """

    PUBLISHED: ClassVar = {"activation": "gelu", "epsilon": 1e-12}

    d_embedding: int = 128
    d_generator: int = 64

    @property
    def generator_block(self) -> BlockConfig:
        """The choices of the generator's blocks, whose heads are as wide."""
        heads = max(1, self.n_head * self.d_generator // self.d_model)
        return block_config(self.style, self.d_generator, heads, 0, self.PUBLISHED)


class Generator(nn.Module):
    """The small masked language model."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__()
        block, d, e = config.generator_block, config.d_generator, config.d_embedding
        self.project = nn.Linear(e, d) if e != d else nn.Identity()
        self.encoder = Encoder(block, config.n_layer)
        self.head = TokenScores(
            d,
            e,
            config.vocab_size,
            activation=Activation.of_head(config.style, "gelu"),
            norm=block.make_norm(e),
        )

    def forward(self, embedded: Tensor, mask: Tensor | None = None) -> Tensor:
        """Embedded tokens (B, T, E) to states (B, T, G)."""
        return self.encoder(self.project(embedded), mask)


class Discriminator(nn.Module):
    """The encoder that is kept, with one score a token."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__()
        block, d, e = config.block, config.d_model, config.d_embedding
        self.project = nn.Linear(e, d) if e != d else nn.Identity()
        self.encoder = Encoder(block, config.n_layer)
        self.dense = nn.Linear(d, d)
        self.activation = Activation("gelu")
        self.verdict = nn.Linear(d, 1)

    def forward(self, embedded: Tensor, mask: Tensor | None = None) -> Tensor:
        """Embedded tokens (B, T, E) to states (B, T, C)."""
        return self.encoder(self.project(embedded), mask)

    def scores(self, states: Tensor) -> Tensor:
        """States (..., C) to a score for each (...), above 0 where the token was replaced."""
        return self.verdict(self.activation(self.dense(states))).squeeze(-1)


class Electra(nn.Module):
    """A generator and a discriminator over the same embeddings."""

    def __init__(self, config: ElectraConfig) -> None:
        super().__init__()
        self.config = config
        block = config.block
        self.embeddings = TokenEmbeddings(
            config.vocab_size,
            config.d_embedding,
            n_position=0 if block.rotary else config.n_position,
            n_segment=2,
            norm=block.make_norm(config.d_embedding),
        )
        self.generator = Generator(config) if config.d_generator else None
        self.discriminator = Discriminator(config)
        initialise(self, config.style)

    def forward(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """The discriminator's last states (B, T, C) of tokens (B, T)."""
        return self.discriminator(self.embeddings(tokens, segments), mask)

    def explain(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> tuple[Tensor, list[BlockSteps]]:
        """The same states, and every layer's steps and attention weights."""
        embedded = self.discriminator.project(self.embeddings(tokens, segments))
        return self.discriminator.encoder.explain(embedded, mask)

    def replaced(self, states: Tensor) -> Tensor:
        """Scores (B, T) of the states (B, T, C), above 0 where a token seems replaced."""
        return self.discriminator.scores(states)

    def guess_states(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """The generator's states (B, T, G) of tokens (B, T), some of them hidden.

        Raises ValueError where there is no generator.
        """
        if self.generator is None:
            raise ValueError("this ELECTRA came without its generator")
        return self.generator(self.embeddings(tokens, segments), mask)

    def guesses(self, states: Tensor) -> Tensor:
        """The generator's states (..., G) to scores (..., V) of the hidden token."""
        assert self.generator is not None
        return self.generator.head(states, self.embeddings.tokens.weight)
