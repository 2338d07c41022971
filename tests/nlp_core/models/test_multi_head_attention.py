"""Multi-head attention equals torch's, sees what it may, and returns what it computed."""

import pytest
import torch
from torch import Tensor, nn

from nlp_core.models.attention import causal_mask
from nlp_core.models.block_config import BlockConfig
from nlp_core.models.masks import padding_mask, same_document
from nlp_core.models.multi_head_attention import MultiHeadAttention

CONFIG = BlockConfig(d_model=24, n_head=3, d_hidden=48)


def copied(theirs: nn.MultiheadAttention) -> MultiHeadAttention:
    """Our module with the weights of torch's."""
    ours = MultiHeadAttention(BlockConfig(theirs.embed_dim, theirs.num_heads, 1)).eval()
    layers = (ours.query, ours.key, ours.value)
    weights, biases = theirs.in_proj_weight.chunk(3), theirs.in_proj_bias.chunk(3)
    for layer, weight, bias in zip(layers, weights, biases, strict=True):
        layer.load_state_dict({"weight": weight, "bias": bias})
    ours.out.load_state_dict(theirs.out_proj.state_dict())
    return ours


def drawn(*shape: int, seed: int = 1) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture
def theirs() -> nn.MultiheadAttention:
    torch.manual_seed(0)
    module = nn.MultiheadAttention(24, 3, batch_first=True).eval()
    nn.init.normal_(module.in_proj_bias)
    nn.init.normal_(module.out_proj.bias)
    return module


@pytest.mark.parametrize("cross", [False, True])
def test_it_equals_torchs(theirs: nn.MultiheadAttention, cross: bool) -> None:
    ours, x = copied(theirs), drawn(4, 7, 24)
    memory = drawn(4, 5, 24, seed=2) if cross else x
    wanted, weights = theirs(x, memory, memory, average_attn_weights=False)
    output, heads = ours.explain(x, memory if cross else None)
    torch.testing.assert_close(output, wanted, atol=1e-5, rtol=0)
    torch.testing.assert_close(heads.weights, weights, atol=1e-5, rtol=0)
    fused = ours(x, memory if cross else None)
    torch.testing.assert_close(fused, wanted, atol=1e-5, rtol=0)


def test_it_equals_torchs_under_masks(theirs: nn.MultiheadAttention) -> None:
    ours, x = copied(theirs), drawn(4, 6, 24)
    real = torch.arange(6) < torch.tensor([6, 3, 1, 5])[:, None]  # (B, T)
    causal = causal_mask(6)
    wanted, weights = theirs(
        x, x, x, key_padding_mask=~real, attn_mask=~causal, average_attn_weights=False
    )
    mask = padding_mask(real) & causal
    output, heads = ours.explain(x, mask=mask)
    torch.testing.assert_close(output, wanted, atol=1e-5, rtol=0)
    torch.testing.assert_close(heads.weights, weights, atol=1e-5, rtol=0)
    torch.testing.assert_close(ours(x, mask=mask), wanted, atol=1e-5, rtol=0)


@pytest.mark.parametrize("rotary", [0.0, 100.0])
def test_the_fused_path_equals_the_readable_one_in_value_and_gradient(rotary: float) -> None:
    torch.manual_seed(3)
    config = BlockConfig(24, 3, 48, rotary=rotary, unit_query=True, bias=False)
    ours, mask = MultiHeadAttention(config), same_document(torch.tensor([[0, 0, 1, 1, 1, 2]]))
    results = []
    for readable in (False, True):
        x = drawn(1, 6, 24).requires_grad_()
        output = ours.explain(x, mask=mask)[0] if readable else ours(x, mask=mask)
        ours.zero_grad()
        output.square().sum().backward()
        results.append((output, x.grad, ours.key.weight.grad))
    for fused, shown in zip(*results, strict=True):
        torch.testing.assert_close(fused, shown, atol=1e-5, rtol=1e-4)


def test_a_query_that_may_see_nothing_gets_nothing_and_no_nan() -> None:
    ours = MultiHeadAttention(CONFIG)
    mask = torch.ones(4, 4, dtype=torch.bool)
    mask[2] = False
    for readable in (False, True):
        x = drawn(2, 4, 24).requires_grad_()
        output = ours.explain(x, mask=mask)[0] if readable else ours(x, mask=mask)
        torch.testing.assert_close(output[:, 2], ours.out.bias.expand(2, -1))
        output.sum().backward()
        assert x.grad is not None and x.grad.isfinite().all()
    assert not ours.explain(drawn(2, 4, 24), mask=mask)[1].weights[:, :, 2].any()


def test_a_document_of_a_packed_row_is_read_as_if_alone() -> None:
    torch.manual_seed(4)
    ours = MultiHeadAttention(BlockConfig(24, 3, 48, rotary=100.0)).eval()
    first, second = drawn(1, 3, 24), drawn(1, 4, 24, seed=5)
    packed = ours(
        torch.cat([first, second], dim=1),
        mask=same_document(torch.tensor([[0, 0, 0, 1, 1, 1, 1]])),
    )
    alone = torch.cat([ours(first), ours(second)], dim=1)
    torch.testing.assert_close(packed, alone, atol=1e-5, rtol=0)


def test_a_head_is_taken_out_by_an_argument() -> None:
    torch.manual_seed(5)
    ours, x = MultiHeadAttention(CONFIG).eval(), drawn(2, 5, 24)
    whole, heads = ours.explain(x)
    kept = torch.tensor([1.0, 0.0, 1.0])
    without, _ = ours.explain(x, keep=kept)
    mixed = heads.mixed.clone()
    mixed[:, 1] = 0
    torch.testing.assert_close(without, ours.merge(mixed))
    assert not torch.allclose(without, whole)
    torch.testing.assert_close(ours.explain(x)[0], whole)


def test_heads_must_share_the_features() -> None:
    with pytest.raises(ValueError, match="25 features cannot be shared by 3 heads"):
        BlockConfig(25, 3, 48)
