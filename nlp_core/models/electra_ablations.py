"""An ELECTRA whose discriminator can also say which token stood at a place.

The ablations of Clark et al. 2020, section 3.4, ask one encoder other questions: a head of token
scores over the shared embeddings is all that they need beside what is there.
"""

from torch import Tensor, nn

from nlp_core.models.electra import Electra
from nlp_core.models.style import Activation
from nlp_core.models.token_embeddings import TokenScores


class ElectraWithTokens(nn.Module):
    """The ELECTRA, and the head of token scores over its discriminator's states."""

    def __init__(self, electra: Electra) -> None:
        super().__init__()
        config = electra.config
        self.electra = electra
        self.head = TokenScores(
            config.d_model,
            config.d_embedding,
            config.vocab_size,
            activation=Activation.of_head(config.style, "gelu"),
            norm=config.block.make_norm(config.d_embedding),
        )

    def forward(
        self, tokens: Tensor, segments: Tensor | None = None, mask: Tensor | None = None
    ) -> Tensor:
        """The encoder's states (B, T, C) of tokens (B, T)."""
        states: Tensor = self.electra(tokens, segments, mask)
        return states

    def token_scores(self, states: Tensor) -> Tensor:
        """States (..., C) to scores (..., V) of the token that belongs there."""
        scores: Tensor = self.head(states, self.electra.embeddings.tokens.weight)
        return scores

    def kept(self, states: Tensor) -> Tensor:
        """How sure the copy mechanism is that the token read is the one to name, as a logit (...).

        It is the discriminator's verdict turned round.
        """
        return -self.electra.replaced(states)
