"""A decoder's block: attention to its own text so far, then to the source, then feed-forward.

Vaswani et al. 2017, section 3.1: the decoder may not look ahead in its own text, and looks at the
whole source for every word that it writes.
"""

from dataclasses import dataclass, replace

from torch import Tensor, nn

from nlp_core.models.attention import causal_mask
from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import EncoderBlock
from nlp_core.models.key_value_cache import Cache, LayerCache
from nlp_core.models.multi_head_attention import Heads, MultiHeadAttention, no_heads


@dataclass(frozen=True)
class DecoderSteps:
    """What a decoder's block computed: its states (B, T, C) after each part, and both attentions'
    heads, ``own`` to the text so far and ``cross`` to the source; ``entered`` is what it was given.
    """

    entered: Tensor
    after_own: Tensor
    after_cross: Tensor
    output: Tensor
    own: Heads
    cross: Heads


class DecoderBlock(EncoderBlock):
    """An encoder's block under a causal mask, with an attention to ``memory`` in its middle."""

    def __init__(self, config: BlockConfig) -> None:
        super().__init__(config)
        apart = replace(config, rotary=0.0)  # two texts share no places
        self.cross = MultiHeadAttention(apart) if config.cross else None
        self.cross_norm = config.make_norm() if config.cross else nn.Identity()

    def forward(  # type: ignore[override]
        self,
        x: Tensor,
        memory: Tensor,
        mask: Tensor | None = None,
        *,
        cache: LayerCache | None = None,
    ) -> Tensor:
        """x (B, T, C) and memory (B, S, C) to (B, T, C); ``mask`` says what memory may be seen.

        With a ``cache``, x is the one token after those in it.
        """
        seen = None if cache else causal_mask(x.shape[1], x.device)
        x = self.look(x, seen, cache)
        if self.cross is not None:
            added = self.cross(self.entering(x, self.cross_norm), memory, mask)
            x = self.add(x, added, self.cross_norm)
        return self.feed(x)[1]

    def explain(  # type: ignore[override]
        self, x: Tensor, memory: Tensor, mask: Tensor | None = None
    ) -> DecoderSteps:
        """Every step of the way."""
        _, after_own, own = self.explain_look(x, causal_mask(x.shape[1], x.device))
        after_cross, cross = after_own, no_heads(x)
        if self.cross is not None:
            entering = self.entering(after_own, self.cross_norm)
            added, cross = self.cross.explain(entering, memory, mask)
            after_cross = self.add(after_own, added, self.cross_norm)
        return DecoderSteps(x, after_own, after_cross, self.feed(after_cross)[1], own, cross)


class Decoder(nn.Module):
    """A stack of ``n_layer`` blocks; under pre-norm a last norm closes it."""

    def __init__(self, config: BlockConfig, n_layer: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(DecoderBlock(config) for _ in range(n_layer))
        self.norm = config.make_norm() if config.norm_first else nn.Identity()

    def forward(
        self, x: Tensor, memory: Tensor, mask: Tensor | None = None, *, cache: Cache | None = None
    ) -> Tensor:
        """x (B, T, C) and memory (B, S, C) through all layers, (B, T, C)."""
        for layer, block in enumerate(self.blocks):
            x = block(x, memory, mask, cache=cache.layers[layer] if cache else None)
        return self.norm(x)

    def explain(
        self, x: Tensor, memory: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, list[DecoderSteps]]:
        """The same output and each layer's steps."""
        steps: list[DecoderSteps] = []
        for block in self.blocks:
            assert isinstance(block, DecoderBlock)
            steps.append(block.explain(x, memory, mask))
            x = steps[-1].output
        return self.norm(x), steps
