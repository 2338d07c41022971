"""The whole Transformer equals torch's."""

import pytest
import torch
from torch import nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.transformer import Transformer
from tests.nlp_core.models import test_decoder_block, test_encoder_block
from tests.nlp_core.models.test_multi_head_attention import drawn


@pytest.mark.filterwarnings("ignore:enable_nested_tensor")
def test_it_equals_torchs() -> None:
    torch.manual_seed(0)
    theirs = nn.Transformer(24, 3, 2, 2, 40, batch_first=True, norm_first=True)
    for parameter in theirs.parameters():
        nn.init.normal_(parameter, std=0.3)
    theirs.eval()
    config = BlockConfig(24, 3, 40, norm_first=True)
    ours = Transformer(config, 2).eval()
    for mine, layer in zip(ours.encoder.blocks, theirs.encoder.layers, strict=True):
        mine.load_state_dict(test_encoder_block.copied_block(layer, config).state_dict())  # type: ignore[arg-type]
    for mine, layer in zip(ours.decoder.blocks, theirs.decoder.layers, strict=True):
        mine.load_state_dict(test_decoder_block.copied_block(layer, config).state_dict())  # type: ignore[arg-type]
    ours.encoder.norm.load_state_dict(theirs.encoder.norm.state_dict())  # type: ignore[union-attr]
    ours.decoder.norm.load_state_dict(theirs.decoder.norm.state_dict())  # type: ignore[union-attr]
    source, target = drawn(3, 7, 24), drawn(3, 5, 24, seed=2)
    real = torch.arange(7) < torch.tensor([7, 3, 5])[:, None]
    ahead = nn.Transformer.generate_square_subsequent_mask(5)
    wanted = theirs(
        source,
        target.requires_grad_(),
        tgt_mask=ahead,
        src_key_padding_mask=~real,
        memory_key_padding_mask=~real,
    )
    torch.testing.assert_close(ours(source, target, real), wanted, atol=1e-5, rtol=1e-4)
