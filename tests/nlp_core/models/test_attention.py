"""Scores, distribution and context against torch and by hand."""

import pytest
import torch
from torch.nn import functional

from nlp_core.models.attention import (
    SCORES,
    Attention,
    additive_score,
    attention_distribution,
    causal_mask,
    context_vector,
    dot_score,
    force,
    general_score,
    scaled_dot_product_attention,
    scaled_dot_score,
)

B, T, S, C = 2, 3, 5, 8


def some() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    mask = torch.ones(B, S, dtype=torch.bool)
    mask[1, 3:] = False
    return torch.randn(B, T, C), torch.randn(B, S, C), mask


def test_dot_attention_equals_torch_with_scale_one() -> None:
    query, memory, mask = some()
    ours = Attention(C, "dot")(query, memory, mask).context
    theirs = functional.scaled_dot_product_attention(
        query, memory, memory, attn_mask=mask.unsqueeze(1), scale=1.0
    )
    torch.testing.assert_close(ours, theirs)


def test_scaled_dot_attention_equals_torch() -> None:
    query, memory, mask = some()
    ours = Attention(C, "scaled")(query, memory, mask).context
    theirs = functional.scaled_dot_product_attention(
        query, memory, memory, attn_mask=mask.unsqueeze(1)
    )
    torch.testing.assert_close(ours, theirs)
    torch.testing.assert_close(scaled_dot_score(query, memory) * C**0.5, dot_score(query, memory))


def test_general_is_the_bilinear_form() -> None:
    query, keys, _ = some()
    weight = torch.randn(C, C)
    by_hand = torch.nn.functional.bilinear(
        query[0, 0].expand(S, C), keys[0], weight.unsqueeze(0)
    ).squeeze(-1)
    torch.testing.assert_close(general_score(query, keys, weight)[0, 0], by_hand)
    torch.testing.assert_close(general_score(query, keys, torch.eye(C)), dot_score(query, keys))


def test_additive_one_pair_by_hand() -> None:
    query, keys, _ = some()
    w_query, w_key, v = torch.randn(C, 4), torch.randn(C, 4), torch.randn(4)
    scores = additive_score(query, keys, w_query, w_key, v)
    assert scores.shape == (B, T, S)
    by_hand = torch.tanh(query[1, 2] @ w_query + keys[1, 4] @ w_key) @ v
    torch.testing.assert_close(scores[1, 2, 4], by_hand)


@pytest.mark.parametrize("score", SCORES[1:])
def test_weights_sum_to_one_and_padding_gets_none(score: str) -> None:
    query, memory, mask = some()
    attended = Attention(C, score)(query, memory, mask)
    torch.testing.assert_close(attended.weights.sum(-1), torch.ones(B, T))
    assert attended.weights[1, :, 3:].abs().max() == 0


def test_forced_rows_replace_and_zero_rows_leave() -> None:
    query, keys, mask = some()
    weights = attention_distribution(dot_score(query, keys), mask)
    forced = torch.zeros(B, T, S)
    forced[0, 1, 4] = 1
    result = force(weights, forced)
    torch.testing.assert_close(result[0, 1], forced[0, 1])
    torch.testing.assert_close(result[0, 0], weights[0, 0])
    torch.testing.assert_close(context_vector(result, keys)[0, 1], keys[0, 4])


def test_an_unknown_score_is_named() -> None:
    with pytest.raises(ValueError, match="cosine"):
        Attention(C, "cosine")


def test_scaled_dot_product_attention_equals_torch() -> None:
    generator = torch.Generator().manual_seed(1)
    query, key, value = (torch.randn(2, 3, 7, 8, generator=generator) for _ in range(3))
    mixed, weights = scaled_dot_product_attention(query, key, value, causal_mask(7))
    expected = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    torch.testing.assert_close(mixed, expected)
    torch.testing.assert_close(weights.sum(-1), torch.ones(2, 3, 7))
    assert not weights.triu(1).any()


def test_a_row_that_is_masked_out_whole_has_weights_of_0() -> None:
    x = torch.randn(1, 2, 3, 4, generator=torch.Generator().manual_seed(0)).requires_grad_()
    mask = torch.tensor([[True, False, False], [False] * 3, [True] * 3])
    output, weights = scaled_dot_product_attention(x, x, x, mask)
    assert not output[:, :, 1].any() and not weights[:, :, 1].any()
    output.sum().backward()
    assert x.grad is not None and x.grad.isfinite().all()
