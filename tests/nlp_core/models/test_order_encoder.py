"""Encoders told their positions or not: what a shuffle changes, and what it cannot."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.models.order_encoder import WAYS, OrderEncoder


def encoder(way: str, seed: int = 0) -> OrderEncoder:
    torch.manual_seed(seed)
    sizes = {"d_model": 16, "n_layer": 2, "n_head": 2, "n_position": 40}
    return OrderEncoder(way, 30, base=10_000.0, **sizes).eval()


@settings(max_examples=25, deadline=None)
@given(ids=st.lists(st.integers(0, 29), min_size=1, max_size=32), seed=st.integers(0, 999))
def test_without_positions_a_shuffle_moves_the_vectors_and_changes_none(
    ids: list[int], seed: int
) -> None:
    net = encoder("none", seed % 7)
    order = torch.randperm(len(ids), generator=torch.Generator().manual_seed(seed))
    tokens = torch.tensor([ids])
    torch.testing.assert_close(net(tokens)[:, order], net(tokens[:, order]), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("way", WAYS[1:])
def test_with_positions_or_a_causal_mask_a_shuffle_changes_them(way: str) -> None:
    net, tokens = encoder(way), torch.tensor([[3, 4, 5, 6, 7]])
    order = [2, 1, 0, 3, 4]
    assert (net(tokens)[:, order] - net(tokens[:, order])).abs().max() > 1e-2


def test_a_causal_mask_hides_what_comes_after() -> None:
    net = encoder("causal")
    one, other = torch.tensor([[3, 4, 5, 6]]), torch.tensor([[3, 4, 9, 9]])
    torch.testing.assert_close(net(one)[:, :2], net(other)[:, :2])


@pytest.mark.parametrize("way", WAYS)
def test_padding_changes_nothing(way: str) -> None:
    net = encoder(way)
    tokens = torch.tensor([[3, 4, 5, 0, 0]])
    with_padding = net(tokens, tokens != 0)[:, :3]
    torch.testing.assert_close(with_padding, net(tokens[:, :3]), atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("way", WAYS)
def test_explaining_gives_the_same_states(way: str) -> None:
    net, tokens = encoder(way), torch.tensor([[3, 4, 5, 6]])
    states, steps = net.explain(tokens)
    torch.testing.assert_close(states, net(tokens), atol=1e-5, rtol=1e-4)
    assert len(steps) == 2


def test_all_begin_with_the_same_weights_but_for_the_positions() -> None:
    weights = [encoder(way).tokens.weight for way in WAYS]
    for one in weights[1:]:
        torch.testing.assert_close(one, weights[0])


def test_only_learned_positions_end() -> None:
    long = torch.randint(1, 30, (1, 60))
    for way in WAYS:
        if way == "learned":
            with pytest.raises(ValueError, match="positions end at 40"):
                encoder(way)(long)
        else:
            assert encoder(way)(long).isfinite().all()


def test_another_way_is_refused() -> None:
    with pytest.raises(ValueError, match="one of the ways"):
        encoder("alphabetical")
