"""The encodings' distances and products, against their formulas; and where they break down."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp_core.errors import LearnerError
from nlp_core.experiments.positions import encodings
from nlp_core.experiments.positions.encodings import Shape, checked, parse_base

shapes = st.builds(
    Shape,
    st.integers(2, 80),
    st.integers(1, 16).map(lambda half: 2 * half),
    st.sampled_from([1.0, 2.0, 100.0, 10_000.0]),
)


@settings(max_examples=25, deadline=None)
@given(shape=shapes)
def test_the_smallest_distance_is_that_of_all_pairs(shape: Shape) -> None:
    vectors = encodings.table(shape)
    found = encodings.closest(shape)
    pairs = [np.linalg.norm(vectors[i] - vectors[j]) for j in range(shape.n) for i in range(j)]
    assert found.smallest[-1] == pytest.approx(min(pairs), abs=1e-4)
    first, second = found.pair
    apart = np.linalg.norm(vectors[first] - vectors[second])
    assert apart == pytest.approx(found.smallest[-1], abs=1e-4)
    assert (np.diff(found.smallest) <= 1e-9).all() and len(found.smallest) == shape.n - 1


@settings(max_examples=25, deadline=None)
@given(shape=shapes)
def test_products_and_distances_know_the_offset_alone(shape: Shape) -> None:
    formula = encodings.cosine_sum(shape)
    for product in encodings.dot_products(shape).values():
        np.testing.assert_allclose(product, formula, atol=1e-3)
    assert formula[0] == pytest.approx(shape.d / 2)
    vectors = encodings.table(shape)
    last = shape.n - 1
    apart = float(np.linalg.norm(vectors[last] - vectors[0]))
    assert encodings.distance_by_offset(shape, last) == pytest.approx(apart, abs=1e-3)


@settings(max_examples=25, deadline=None)
@given(shape=shapes, offset=st.integers(0, 40), seed=st.integers(0, 1000))
def test_a_shift_is_a_rotation_of_every_clock(shape: Shape, offset: int, seed: int) -> None:
    turn = encodings.shift(shape, seed % shape.n, offset, seed % (shape.d // 2))
    assert turn.error < 1e-4
    np.testing.assert_allclose(turn.turned, turn.there, atol=1e-4)
    np.testing.assert_allclose(turn.matrix @ turn.matrix.T, np.eye(2), atol=1e-9)
    assert np.linalg.det(turn.matrix) == pytest.approx(1)


def test_one_clock_is_nearly_back_after_44_positions() -> None:
    found = encodings.closest(Shape(100, 2, 10_000.0))
    assert found.pair == (0, 44)
    assert found.smallest[-1] == pytest.approx(2 * math.sin((44 - 14 * math.pi) / 2), abs=1e-4)


def test_clocks_of_one_speed_tell_no_more_than_one() -> None:
    one, many = (encodings.closest(Shape(60, d, 1.0)) for d in (2, 32))
    assert one.pair == many.pair
    assert many.smallest[-1] == pytest.approx(4 * one.smallest[-1], rel=1e-2)  # √16 clocks


@pytest.mark.parametrize(
    ("n", "d", "base", "code"),
    [
        (10, 7, 100.0, "odd-size"),
        (10, 0, 100.0, "size-range"),
        (1, 4, 100.0, "size-range"),
        (100_000, 4, 100.0, "size-range"),
        (10, 4, 0.0, "base-range"),
        (10, 4, -5.0, "base-range"),
        (10, 4, 1e300, "base-range"),
        (10, 4, float("nan"), "base-range"),
        (10, 4, float("inf"), "base-range"),
    ],
)
def test_what_has_no_encoding_is_told(n: int, d: int, base: float, code: str) -> None:
    with pytest.raises(LearnerError, match=code):
        checked(n, d, base)


def test_a_base_is_read_as_it_is_written() -> None:
    assert parse_base(" 10,000 ") == parse_base("1e4") == 10_000
    for typed in ("", "ten", "🙂", "1e", "１e٠x"):
        with pytest.raises(LearnerError, match="not-a-number"):
            parse_base(typed)
