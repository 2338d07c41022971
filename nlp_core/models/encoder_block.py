"""An encoder's block: self-attention, then a feed-forward network, each around a residual path.

Vaswani et al. 2017, section 3.1, normalise after each sum (post-norm); GPT-2 and most models since
normalise what enters each part and leave the sum alone (pre-norm, Xiong et al. 2020). The encoder
is a stack of such blocks; a language model's is the same under a causal mask.
"""

from dataclasses import dataclass

from torch import Tensor, nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.feed_forward import FeedForward
from nlp_core.models.key_value_cache import Cache, LayerCache
from nlp_core.models.multi_head_attention import Heads, MultiHeadAttention, no_heads

SHARING = ("all", "attention", "feed-forward", "none")


@dataclass(frozen=True)
class BlockSteps:
    """A sentence's way through a block, (B, T, C) each: what entered, what attention added, the
    state after it, what the feed-forward network added, and the output; and the heads.
    """

    entered: Tensor
    attended: Tensor
    between: Tensor
    fed: Tensor
    output: Tensor
    heads: Heads


class EncoderBlock(nn.Module):
    """Self-attention and feed-forward network, normalised before or after."""

    def __init__(self, config: BlockConfig) -> None:
        super().__init__()
        self.config = config
        self.attention = MultiHeadAttention(config) if config.attention else None
        self.attention_norm = config.make_norm() if config.attention else nn.Identity()
        self.feed_forward = FeedForward(config) if config.d_hidden else None
        self.feed_forward_norm = config.make_norm() if config.d_hidden else nn.Identity()
        self.dropout = nn.Dropout(config.dropout) if config.dropout else nn.Identity()

    def forward(
        self, x: Tensor, mask: Tensor | None = None, *, cache: LayerCache | None = None
    ) -> Tensor:
        """x (B, T, C) to (B, T, C); ``mask`` as in ``models.masks``."""
        return self.feed(self.look(x, mask, cache))[1]

    def at(self, x: Tensor, places: slice) -> Tensor:
        """The output at some places alone, (B, P, C): they ask, and all of x (B, T, C) is read."""
        here = x[:, places]
        if self.attention is not None:
            source = self.entering(x, self.attention_norm)
            added = self.attention(source[:, places], source, start=places.start)
            here = self.add(here, added, self.attention_norm)
        return self.feed(here)[1]

    def explain(self, x: Tensor, mask: Tensor | None = None) -> BlockSteps:
        """Every step of the way."""
        attended, between, heads = self.explain_look(x, mask)
        fed, output = self.feed(between)
        return BlockSteps(x, attended, between, fed, output, heads)

    def look(
        self, x: Tensor, mask: Tensor | None = None, cache: LayerCache | None = None
    ) -> Tensor:
        """x (B, T, C) after self-attention."""
        if self.attention is None:
            return x
        added = self.attention(self.entering(x, self.attention_norm), mask=mask, cache=cache)
        return self.add(x, added, self.attention_norm)

    def explain_look(self, x: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Heads]:
        """What self-attention adds to x, the state after it, and the heads."""
        if self.attention is None:
            return x.new_zeros(x.shape), x, no_heads(x)
        entering = self.entering(x, self.attention_norm)
        attended, heads = self.attention.explain(entering, mask=mask)
        return attended, self.add(x, attended, self.attention_norm), heads

    def feed(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """What the feed-forward network adds to x (B, T, C), and the block's output."""
        if self.feed_forward is None:
            return x.new_zeros(x.shape), x
        fed = self.feed_forward(self.entering(x, self.feed_forward_norm))
        return fed, self.add(x, fed, self.feed_forward_norm)

    def entering(self, x: Tensor, norm: nn.Module) -> Tensor:
        """What a part of the block reads: x, normalised first under pre-norm."""
        return norm(x) if self.config.norm_first else x

    def take(self, part: str, other: "EncoderBlock") -> None:
        """Have another block's "attention" or "feed-forward" network in place of one's own."""
        if part == "attention":
            self.attention, self.attention_norm = other.attention, other.attention_norm
        elif part == "feed-forward":
            self.feed_forward, self.feed_forward_norm = other.feed_forward, other.feed_forward_norm

    def add(self, x: Tensor, change: Tensor, norm: nn.Module) -> Tensor:
        """The residual connection, normalised afterwards under post-norm."""
        total = self.dropout(change) + x if self.config.residual else self.dropout(change)
        return total if self.config.norm_first else norm(total)


class Encoder(nn.Module):
    """A stack of ``n_layer`` blocks; under pre-norm a last norm closes it.

    ``sharing`` (ALBERT; Lan et al. 2020, section 3.1): "all" is one block, passed ``n_layer``
    times; "attention" and "feed-forward" give all blocks that part, with its norm, in common.
    """

    def __init__(self, config: BlockConfig, n_layer: int, *, sharing: str = "none") -> None:
        super().__init__()
        if sharing not in SHARING:
            raise ValueError(f"sharing is one of {', '.join(SHARING)}, not {sharing!r}")
        self.n_layer = n_layer
        count = 1 if sharing == "all" else n_layer
        self.blocks = nn.ModuleList(EncoderBlock(config) for _ in range(count))
        for layer in range(1, count):
            self.block(layer).take(sharing, self.block(0))
        self.norm = config.make_norm() if config.norm_first else nn.Identity()

    def forward(
        self, x: Tensor, mask: Tensor | None = None, *, cache: Cache | None = None
    ) -> Tensor:
        """x (B, T, C) through all layers, (B, T, C)."""
        for layer in range(self.n_layer):
            x = self.block(layer)(x, mask, cache=cache.layers[layer] if cache else None)
        return self.norm(x)

    def at(self, x: Tensor, places: slice, *, first: int = 0) -> Tensor:
        """The output at some places alone, (B, P, C), for which the last block need not compute the
        others; x (B, T, C) enters the layer ``first``.
        """
        for layer in range(first, self.n_layer - 1):
            x = self.block(layer)(x)
        return self.norm(self.block(self.n_layer - 1).at(x, places))

    def explain(self, x: Tensor, mask: Tensor | None = None) -> tuple[Tensor, list[BlockSteps]]:
        """The same output and each layer's steps."""
        steps: list[BlockSteps] = []
        for layer in range(self.n_layer):
            one = self.block(layer).explain(x, mask)
            steps.append(one)
            x = one.output
        return self.norm(x), steps

    def block(self, layer: int) -> EncoderBlock:
        """The block of a layer."""
        found = self.blocks[layer % len(self.blocks)]
        assert isinstance(found, EncoderBlock)
        return found
