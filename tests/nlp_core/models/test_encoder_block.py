"""The encoder's block equals torch's, before and after normalising; parts can be left out."""

from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.encoder_block import Encoder, EncoderBlock
from nlp_core.models.masks import padding_mask
from tests.nlp_core.models.test_multi_head_attention import copied, drawn

CONFIG = BlockConfig(d_model=24, n_head=3, d_hidden=40)


def copied_block(theirs: nn.TransformerEncoderLayer, config: BlockConfig) -> EncoderBlock:
    """Our block with the weights of torch's layer."""
    ours = EncoderBlock(config).eval()
    ours.attention.load_state_dict(copied(theirs.self_attn).state_dict())
    assert ours.feed_forward is not None
    ours.feed_forward.widen.load_state_dict(theirs.linear1.state_dict())
    ours.feed_forward.narrow.load_state_dict(theirs.linear2.state_dict())
    ours.attention_norm.load_state_dict(theirs.norm1.state_dict())
    ours.feed_forward_norm.load_state_dict(theirs.norm2.state_dict())
    return ours


@pytest.mark.parametrize("norm_first", [False, True])
@pytest.mark.parametrize("activation", ["relu", "gelu"])
def test_it_equals_torchs(norm_first: bool, activation: str) -> None:
    torch.manual_seed(0)
    theirs = nn.TransformerEncoderLayer(
        24, 3, 40, activation=activation, batch_first=True, norm_first=norm_first
    )
    for parameter in theirs.parameters():  # fresh norms and biases would hide a wrong copy
        nn.init.normal_(parameter, std=0.3)
    theirs.eval()
    ours = copied_block(theirs, replace(CONFIG, norm_first=norm_first, activation=activation))
    x, real = drawn(3, 6, 24), torch.arange(6) < torch.tensor([6, 2, 4])[:, None]
    with torch.enable_grad():  # torch's inference path drops padded positions
        wanted = theirs(x.requires_grad_(), src_key_padding_mask=~real)
    for output in (ours(x, padding_mask(real)), ours.explain(x, padding_mask(real)).output):
        torch.testing.assert_close(output, wanted, atol=1e-5, rtol=1e-5)


def test_the_steps_add_up() -> None:
    torch.manual_seed(1)
    block = EncoderBlock(replace(CONFIG, norm_first=True)).eval()
    steps = block.explain(drawn(2, 5, 24))
    torch.testing.assert_close(steps.between, steps.entered + steps.attended)
    torch.testing.assert_close(steps.output, steps.between + steps.fed)


@pytest.mark.parametrize(
    "left_out", [{"residual": False}, {"norm": "none"}, {"d_hidden": 0}, {"norm": "rms"}]
)
@pytest.mark.parametrize("norm_first", [False, True])
def test_every_choice_gives_the_same_fused_and_explained(
    left_out: dict[str, object], norm_first: bool
) -> None:
    torch.manual_seed(2)
    encoder = Encoder(replace(CONFIG, norm_first=norm_first, **left_out), 2).eval()  # type: ignore[arg-type]
    x = drawn(2, 5, 24)
    output, steps = encoder.explain(x)
    assert len(steps) == 2
    torch.testing.assert_close(encoder(x), output, atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize(
    "choice",
    [{}, {"norm_first": True}, {"rotary": 100.0, "unit_query": True}, {"attention": False}],
)
@pytest.mark.parametrize("sharing", ["none", "all"])
def test_some_places_alone_come_out_as_among_all(choice: dict[str, object], sharing: str) -> None:
    torch.manual_seed(6)
    encoder = Encoder(replace(CONFIG, **choice), 3, sharing=sharing).eval()  # type: ignore[arg-type]
    x, places = drawn(2, 7, 24), slice(3, 5)
    alone = encoder.at(x, places)
    assert alone.shape == (2, 2, 24)
    torch.testing.assert_close(alone, encoder(x)[:, places], atol=1e-5, rtol=1e-5)
    entered = encoder.block(0)(x)
    torch.testing.assert_close(encoder.at(entered, places, first=1), alone, atol=1e-5, rtol=1e-5)


def test_shared_layers_are_one_block_passed_again() -> None:
    torch.manual_seed(3)
    shared = Encoder(CONFIG, 3, sharing="all").eval()
    x: Tensor = drawn(2, 4, 24)
    by_hand = x
    for _ in range(3):
        by_hand = shared.block(0)(by_hand)
    torch.testing.assert_close(shared(x), by_hand)
    one, three = (sum(p.numel() for p in e.parameters()) for e in (shared, Encoder(CONFIG, 3)))
    assert 3 * one == three


@pytest.mark.parametrize("part", ["attention", "feed-forward"])
def test_a_shared_part_is_one_part_of_all_blocks(part: str) -> None:
    torch.manual_seed(4)
    stack = Encoder(CONFIG, 3, sharing=part).eval()
    name, other = "attention", "feed_forward"
    if part == "feed-forward":
        name, other = other, name
    first = stack.block(0)
    for layer in (1, 2):
        assert getattr(stack.block(layer), name) is getattr(first, name)
        assert getattr(stack.block(layer), f"{name}_norm") is getattr(first, f"{name}_norm")
        assert getattr(stack.block(layer), other) is not getattr(first, other)
    whole = sum(p.numel() for p in Encoder(CONFIG, 3).parameters())
    kept = sum(p.numel() for p in stack.parameters())
    twice = [*getattr(first, name).parameters(), *getattr(first, f"{name}_norm").parameters()]
    assert whole - kept == 2 * sum(p.numel() for p in twice)
    x = drawn(2, 4, 24)
    torch.testing.assert_close(stack(x), stack.explain(x)[0], atol=1e-5, rtol=1e-5)


def test_a_choice_that_no_block_has_is_refused() -> None:
    with pytest.raises(ValueError, match="sharing is one of"):
        Encoder(CONFIG, 2, sharing="half")
    with pytest.raises(ValueError, match="norm is one of"):
        replace(CONFIG, norm="batch")
    with pytest.raises(ValueError, match="activation is one of"):
        replace(CONFIG, activation="swish")
