"""The model of referents: its attention equals torch's, and what it reads is what it looked at."""

import pytest
import torch
from torch import nn

from nlp_core.models.block_config import BlockConfig
from nlp_core.models.masks import padding_mask
from nlp_core.models.referent import PAD, ReferentConfig, ReferentModel, WordAttention


@pytest.mark.parametrize("n_head", [1, 2, 4])
def test_equals_torchs_multi_head_attention_with_copied_weights(n_head: int) -> None:
    torch.manual_seed(0)
    ours = WordAttention(BlockConfig(12, n_head, 24))
    theirs = nn.MultiheadAttention(12, n_head, batch_first=True)
    parts = (ours.query, ours.key, ours.value)
    with torch.no_grad():
        theirs.in_proj_weight.copy_(torch.cat([one.weight for one in parts]))
        theirs.in_proj_bias.copy_(torch.cat([one.bias for one in parts]))
        theirs.out_proj.weight.copy_(ours.out.weight)
        theirs.out_proj.bias.copy_(ours.out.bias)
    x, words = torch.randn(3, 7, 12), torch.randn(3, 7, 12)
    real = torch.arange(7) < torch.tensor([[7], [4], [1]])
    want, weights = theirs(x, x, words, key_padding_mask=~real, average_attn_weights=False)
    found, heads = ours.explain(x, words, padding_mask(real))
    assert torch.allclose(found, want, atol=1e-5)
    assert torch.allclose(heads.weights, weights, atol=1e-5)
    assert torch.allclose(ours(x, words, padding_mask(real)), want, atol=1e-5)


@pytest.mark.parametrize("n_position", [0, 9])
def test_explained_and_trained_paths_agree_and_padding_is_not_seen(n_position: int) -> None:
    torch.manual_seed(1)
    model = ReferentModel(ReferentConfig(20, 8, 2, 2, n_position)).eval()
    tokens = torch.randint(1, 20, (4, 9))
    tokens[:, 6:] = PAD
    at = torch.tensor([0, 1, 2, 5])
    scores, steps = model.explain(tokens, at)
    assert torch.allclose(scores, model(tokens, at), atol=1e-5)
    assert torch.allclose(model(tokens[:, :6], at), scores, atol=1e-5)
    assert all((one.heads.weights[..., 6:] == 0).all() for one in steps)


def test_without_positions_the_order_does_not_matter() -> None:
    torch.manual_seed(2)
    model = ReferentModel(ReferentConfig(20, 8, 2, 1, 0)).eval()
    tokens = torch.randperm(19)[:6][None] + 1
    order = torch.tensor([3, 1, 5, 0, 2, 4])
    at = torch.tensor([2])
    moved = torch.tensor([order.tolist().index(2)])
    assert torch.allclose(model(tokens, at), model(tokens[:, order], moved), atol=1e-5)


def test_a_head_taken_out_brings_nothing() -> None:
    torch.manual_seed(3)
    model = ReferentModel(ReferentConfig(20, 8, 2, 2, 9)).eval()
    tokens, at = torch.randint(1, 20, (2, 9)), torch.tensor([3, 4])
    keep = [torch.ones(2), torch.tensor([1.0, 0.0])]
    scores, steps = model.explain(tokens, at, keep=keep)
    assert (steps[1].heads.mixed[:, 1] == 0).all() and (steps[1].heads.mixed[:, 0] != 0).any()
    assert not torch.allclose(scores, model(tokens, at))
    assert torch.allclose(model(tokens, at, keep=[torch.ones(2)] * 2), model(tokens, at), atol=1e-5)
