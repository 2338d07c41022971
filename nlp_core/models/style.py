"""Two ways to build the pre-trained models: as published, and as trains best where they are small.

"published" follows the papers: LayerNorm, GELU, biases, learned positions. At the size of these
lessons that recipe hardly leaves the unigram's loss within ten million tokens. "compact" makes the
choices that small models gain from (ModernBERT, Warner et al. 2024, made most of them): rotary
positions, RMSNorm before each part and on the embedding, normalised queries and keys, squared
ReLU, no biases in the blocks, output layers that start at zero.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import torch
from torch import Tensor, nn

from nlp_core.models.block_config import ACTIVATIONS, BlockConfig
from nlp_core.models.encoder_block import EncoderBlock

STYLES = ("published", "compact")
ROTARY_BASE = 100.0  # short texts: the slowest pair turns about once in 600 tokens
COMPACT: dict[str, Any] = {
    "norm": "rms",
    "norm_first": True,
    "activation": "squared_relu",
    "bias": False,
    "rotary": ROTARY_BASE,
    "unit_query": True,
}


class Activation(nn.Module):
    """An activation by its name (see ``block_config.ACTIVATIONS``)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.apply_to = ACTIVATIONS[name]

    @staticmethod
    def of_head(style: str, name: str) -> "Activation | None":
        """That of the layer before the scores, which the compact style does without: in a trial
        of 250 steps it held the learning of masked tokens back by a third.
        """
        return None if style == "compact" else Activation(name)

    def forward(self, x: Tensor) -> Tensor:
        """x (...) to (...)."""
        return self.apply_to(x)


def block_config(
    style: str, d_model: int, n_head: int, d_hidden: int, published: dict[str, Any]
) -> BlockConfig:
    """The blocks of a style; ``published`` holds what the paper chose. ValueError for another."""
    if style not in STYLES:
        raise ValueError(f"style is one of {' and '.join(STYLES)}, not {style!r}")
    choices = COMPACT if style == "compact" else published
    return BlockConfig(d_model, n_head, d_hidden or 4 * d_model, **choices)


@dataclass(frozen=True)
class Sizes:
    """Sizes that all the models have; ``d_hidden`` of 0 is four times ``d_model``.

    ``PUBLISHED`` is what the model's paper chose for its blocks.
    """

    PUBLISHED: ClassVar[dict[str, Any]]

    vocab_size: int
    d_model: int = 256
    n_layer: int = 4
    n_head: int = 4
    d_hidden: int = 0
    n_position: int = 512
    style: str = "compact"

    @property
    def block(self) -> BlockConfig:
        """The choices of a block."""
        return block_config(self.style, self.d_model, self.n_head, self.d_hidden, self.PUBLISHED)


@torch.no_grad()
def initialise(model: nn.Module, style: str) -> None:
    """Draw the weights as the style begins: published, all from a normal of std .02; compact,
    embeddings of std .05 and blocks that start by adding nothing.
    """
    for module in model.modules():
        if isinstance(module, nn.Embedding):
            module.weight.normal_(std=0.05 if style == "compact" else 0.02)
        elif isinstance(module, nn.Linear) and style == "published":
            module.weight.normal_(std=0.02)
            if module.bias is not None:
                module.bias.zero_()
    if style == "compact":
        for module in model.modules():
            if isinstance(module, EncoderBlock):
                if module.attention is not None:
                    module.attention.out.weight.zero_()
                if module.feed_forward is not None:
                    module.feed_forward.narrow.weight.zero_()
