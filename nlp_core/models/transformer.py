"""The Transformer: an encoder reads the source, a decoder writes the target (Vaswani et al. 2017).

It maps vectors to vectors; what embeds tokens and scores them stands around it.
"""

from torch import Tensor, nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.decoder_block import Decoder
from nlp_core.models.encoder_block import Encoder
from nlp_core.models.masks import padding_mask


class Transformer(nn.Module):
    """``n_layer`` encoder blocks and as many decoder blocks, whose choices may differ."""

    def __init__(
        self, config: BlockConfig, n_layer: int, decoder: BlockConfig | None = None
    ) -> None:
        super().__init__()
        self.encoder = Encoder(config, n_layer)
        self.decoder = Decoder(decoder or config, n_layer)

    def forward(self, source: Tensor, target: Tensor, real: Tensor | None = None) -> Tensor:
        """Source vectors (B, S, C) and target vectors (B, T, C) to target states (B, T, C).

        ``real`` (B, S) is off where the source is padding.
        """
        mask = None if real is None else padding_mask(real)
        return self.decoder(target, self.encoder(source, mask), mask)
