"""Positions: the published vectors, and rotary products that know offsets alone."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.models.positions import (
    LearnedPositions,
    RotaryPositions,
    SinusoidalPositions,
    sinusoidal,
)


def test_sinusoidal_vectors_are_the_published_ones() -> None:
    table = sinusoidal(50, 16)
    for position in (0, 1, 17, 49):
        for i in range(8):
            angle = position / 10_000 ** (2 * i / 16)
            assert table[position, 2 * i].item() == pytest.approx(math.sin(angle), abs=1e-5)
            assert table[position, 2 * i + 1].item() == pytest.approx(math.cos(angle), abs=1e-5)


def test_a_sinusoidal_table_grows_and_is_not_stored() -> None:
    positions = SinusoidalPositions(8)
    torch.testing.assert_close(positions(3, start=900), sinusoidal(903, 8)[900:])
    assert not positions.state_dict()


def test_learned_positions_end() -> None:
    positions = LearnedPositions(6, 4)
    torch.testing.assert_close(positions(2, start=3), positions.table.weight[3:5])
    with pytest.raises(ValueError, match="positions end at 6, and 7 are asked for"):
        positions(4, start=3)


@settings(max_examples=60, deadline=None)
@given(
    offset=st.integers(-40, 40),
    here=st.integers(40, 400),
    there=st.integers(40, 400),
    base=st.sampled_from([100.0, 10_000.0]),
    seed=st.integers(0, 10_000),
)
def test_a_rotary_product_knows_the_offset_alone(
    offset: int, here: int, there: int, base: float, seed: int
) -> None:
    positions = RotaryPositions(8, base)
    generator = torch.Generator().manual_seed(seed)
    query, key = (torch.randn(1, 1, 1, 8, generator=generator) for _ in range(2))
    products = [
        (positions(query, at) * positions(key, at + offset)).sum().item() for at in (here, there)
    ]
    assert products[0] == pytest.approx(products[1], abs=2e-3)


def test_turning_keeps_lengths_and_position_0_as_it_is() -> None:
    positions = RotaryPositions(8, 100.0)
    x = torch.randn(2, 3, 30, 8)
    turned = positions(x)
    torch.testing.assert_close(turned[:, :, 0], x[:, :, 0])
    torch.testing.assert_close(turned.norm(dim=-1), x.norm(dim=-1))
    far = positions(x[:, :, :2], start=2000)  # beyond the table
    torch.testing.assert_close(far.norm(dim=-1), x[:, :, :2].norm(dim=-1))


def test_features_are_turned_in_pairs() -> None:
    with pytest.raises(ValueError, match="their number is even, not 7"):
        RotaryPositions(7, 100.0)
