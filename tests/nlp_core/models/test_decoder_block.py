"""The decoder's block equals torch's, looks at the whole source, and never ahead."""

from dataclasses import replace

import pytest
import torch
from torch import nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.decoder_block import Decoder, DecoderBlock
from nlp_core.models.key_value_cache import Cache
from nlp_core.models.masks import padding_mask
from tests.nlp_core.models.test_multi_head_attention import copied, drawn

CONFIG = BlockConfig(d_model=24, n_head=3, d_hidden=40)


def copied_block(theirs: nn.TransformerDecoderLayer, config: BlockConfig) -> DecoderBlock:
    """Our block with the weights of torch's layer."""
    ours = DecoderBlock(config).eval()
    ours.attention.load_state_dict(copied(theirs.self_attn).state_dict())
    ours.cross.load_state_dict(copied(theirs.multihead_attn).state_dict())
    assert ours.feed_forward is not None
    ours.feed_forward.widen.load_state_dict(theirs.linear1.state_dict())
    ours.feed_forward.narrow.load_state_dict(theirs.linear2.state_dict())
    ours.attention_norm.load_state_dict(theirs.norm1.state_dict())
    ours.cross_norm.load_state_dict(theirs.norm2.state_dict())
    ours.feed_forward_norm.load_state_dict(theirs.norm3.state_dict())
    return ours


@pytest.mark.parametrize("norm_first", [False, True])
def test_it_equals_torchs(norm_first: bool) -> None:
    torch.manual_seed(0)
    theirs = nn.TransformerDecoderLayer(24, 3, 40, batch_first=True, norm_first=norm_first)
    for parameter in theirs.parameters():
        nn.init.normal_(parameter, std=0.3)
    theirs.eval()
    ours = copied_block(theirs, replace(CONFIG, norm_first=norm_first))
    x, memory = drawn(3, 6, 24), drawn(3, 4, 24, seed=2)
    real = torch.arange(4) < torch.tensor([4, 2, 1])[:, None]
    ahead = nn.Transformer.generate_square_subsequent_mask(6)
    wanted = theirs(x, memory, tgt_mask=ahead, memory_key_padding_mask=~real)
    mask = padding_mask(real)
    for output in (ours(x, memory, mask), ours.explain(x, memory, mask).output):
        torch.testing.assert_close(output, wanted, atol=1e-5, rtol=1e-5)


def test_no_token_sees_a_later_one() -> None:
    torch.manual_seed(1)
    decoder = Decoder(replace(CONFIG, norm_first=True, rotary=100.0), 2).eval()
    x, memory = drawn(2, 8, 24), drawn(2, 5, 24, seed=2)
    changed = x.clone()
    changed[:, 5:] = -changed[:, 5:]
    torch.testing.assert_close(decoder(x, memory)[:, :5], decoder(changed, memory)[:, :5])
    assert not torch.allclose(decoder(x, memory)[:, 5:], decoder(changed, memory)[:, 5:])
    weights = decoder.explain(x, memory)[1][0].own.weights
    assert not weights.triu(1).any()


@pytest.mark.parametrize("rotary", [0.0, 100.0])
def test_one_token_at_a_time_with_a_cache_gives_the_same(rotary: float) -> None:
    torch.manual_seed(2)
    decoder = Decoder(replace(CONFIG, norm_first=True, rotary=rotary), 2).eval()
    x, memory = drawn(2, 6, 24), drawn(2, 5, 24, seed=3)
    with torch.inference_mode():
        cache = Cache(2, 3, 8, 6, rows=2)
        steps = [decoder(x[:, t : t + 1], memory, cache=cache) for t in range(6)]
        torch.testing.assert_close(
            torch.cat(steps, dim=1), decoder(x, memory), atol=1e-5, rtol=1e-5
        )
    assert cache.length == 6
