"""The feed-forward network of a block: the same two layers at every position.

Vaswani et al. 2017, section 3.3. Attention mixes positions; this mixes the features of one.
"""

from torch import Tensor, nn

from nlp_core.models.block_config import ACTIVATIONS, BlockConfig


class FeedForward(nn.Module):
    """Widen to ``d_hidden`` features, apply the activation, and narrow again."""

    def __init__(self, config: BlockConfig) -> None:
        super().__init__()
        self.widen = nn.Linear(config.d_model, config.d_hidden, bias=config.bias)
        self.narrow = nn.Linear(config.d_hidden, config.d_model, bias=config.bias)
        self.activation = ACTIVATIONS[config.activation]

    def forward(self, x: Tensor) -> Tensor:
        """x (B, T, C) to (B, T, C)."""
        return self.narrow(self.activation(self.widen(x)))
